"""The news sites that we watch: one file of plain data each; a file joins by being here."""

from __future__ import annotations

import importlib
import pkgutil

from items import Outlet


def outlets() -> dict[str, Outlet]:
    """Every outlet by its slug, which is the name of its file. Light: DAG files are read with it.

    Raises ValueError when a file and the outlet in it have different names.
    """
    found = {}
    for module in pkgutil.iter_modules(__path__):
        outlet: Outlet = importlib.import_module(f"{__name__}.{module.name}").OUTLET
        if outlet.slug != module.name:
            raise ValueError(f"crawlers/outlets/{module.name}.py holds the outlet '{outlet.slug}'; both need one name.")
        found[outlet.slug] = outlet
    return found
