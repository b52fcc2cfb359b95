"""Fixtures for the fault tests: databases to break things at, see ``scene.py``."""

import contextlib
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from desk import Desk
from office import Office
from scene import Scene
from shop import Shop

from server import OdooServer
from workbench import databases
from workbench.postgres import Server


@contextlib.contextmanager
def _prepared(scene: Scene, server: Server):
    """Prepare a scene in a database that was just made; drop it at the end."""
    try:
        with OdooServer(scene, cron=0) as odoo:
            scene.open(odoo.session("admin", "admin"))
        yield scene
    finally:
        databases.drop(server, scene.name)


@contextlib.contextmanager
def _model(kind: type[Scene], template: str):
    """Prepare a scene that others are cloned from."""
    server, name = Server({}), databases.temporary()
    databases.clone(server, os.environ[template], name)
    with _prepared(kind(name, server.variables), server) as scene:
        yield scene


@contextlib.contextmanager
def _cloned(model: Scene):
    """Give the same scene in a database of its own."""
    server, name = Server({}), databases.temporary()
    databases.clone(server, model.name, name)
    try:
        yield model.copy(name)
    finally:
        databases.drop(server, name)


@pytest.fixture(scope="session")
def cloned():
    """Give what gives the same scene in a database of its own."""
    return _cloned


@pytest.fixture
def meanwhile():
    """Give what starts a function beside the test, for its result later."""
    with ThreadPoolExecutor() as others:
        yield others.submit


# --- the service desk -----------------------------------------------------------------


@pytest.fixture(scope="session")
def model_desk():
    """Give a desk that the others are cloned from; no server may connect to it."""
    with _model(Desk, "WORKBENCH_TEMPLATE") as desk:
        yield desk


@pytest.fixture
def desk(model_desk):
    """Give a service desk without tickets and rules, in a database of its own."""
    with _cloned(model_desk) as desk:
        yield desk


@pytest.fixture
def fragile_desk(cluster):
    """Give a service desk on a PostgreSQL that the test may stop and crash."""
    name = databases.temporary()
    databases.restore(cluster, name, Path(os.environ["WORKBENCH_DUMP"]))
    cluster.sql(f'ALTER DATABASE "{name}" SET synchronous_commit = on')
    with _prepared(Desk(name, cluster.variables), cluster) as desk:
        yield desk


# --- attendance -----------------------------------------------------------------------


@pytest.fixture(scope="session")
def model_office():
    """Give an office that the others are cloned from; no server may connect to it."""
    with _model(Office, "WORKBENCH_ATTENDANCE") as office:
        yield office


@pytest.fixture(scope="session")
def undisturbed(model_office):
    """Give the verdicts on the months of the office when nothing goes wrong."""
    with _cloned(model_office) as office, OdooServer(office, cron=1):
        office.judge()
        yield office.verdicts()


@pytest.fixture
def office(model_office):
    """Give an office whose months wait to be judged, in a database of its own."""
    with _cloned(model_office) as office:
        yield office


@pytest.fixture
def fragile_office(cluster, model_office, tmp_path):
    """Give an office on a PostgreSQL that the test may stop and crash."""
    name = databases.temporary()
    databases.save(Server({}), model_office.name, tmp_path)
    databases.restore(cluster, name, tmp_path)
    cluster.sql(f'ALTER DATABASE "{name}" SET synchronous_commit = on')
    yield model_office.copy(name, cluster.variables)
    databases.drop(cluster, name)


# --- customers ------------------------------------------------------------------------


@pytest.fixture(scope="session")
def model_shop():
    """Give a shop that the others are cloned from; no server may connect to it."""
    with _model(Shop, "WORKBENCH_CUSTOMERS") as shop:
        yield shop


@pytest.fixture
def shop(model_shop):
    """Give a shop whose customers have no tiers yet, in a database of its own."""
    with _cloned(model_shop) as shop:
        yield shop
