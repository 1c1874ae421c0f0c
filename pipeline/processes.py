"""Processes of our own: `python -m pipeline JOB OPTIONS` does a job and prints what it comes to as lines of JSON."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from typing import Any

from pipeline.environment import ROOT


def start(job: str, **options: Any) -> subprocess.Popen[str]:
    """Start a job of __main__.py with what its function takes; it logs to our standard error, as much as we do."""
    level = logging.getLogger().getEffectiveLevel()
    command = [sys.executable, "-m", "pipeline", job, json.dumps(options | {"log_level": level})]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
