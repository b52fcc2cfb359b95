"""Fixtures for the fault tests: databases with a service desk, see ``desk.py``."""

import contextlib
import itertools
import os
from pathlib import Path

import pytest
from desk import Desk

from server import OdooServer
from workbench import databases, paths
from workbench.postgres import Server

NUMBERS = itertools.count(1)


def _new_name() -> str:
    """Return a name that setup/test knows as this process's, to be swept up."""
    return f"test_{paths.CHECKOUT}_{os.getpid()}_desk{next(NUMBERS)}"


@contextlib.contextmanager
def _prepared(name: str, server: Server):
    """Prepare a desk in a database that was just made; drop it at the end."""
    try:
        desk = Desk(name, server.variables)
        with OdooServer(desk, cron=0) as odoo:
            desk.open(odoo.session("admin", "admin"))
        yield desk
    finally:
        databases.drop(server, name)


@pytest.fixture(scope="session")
def model_desk():
    """Give a desk that the others are cloned from; no server may connect to it."""
    server, name = Server({}), _new_name()
    databases.clone(server, os.environ["WORKBENCH_TEMPLATE"], name)
    with _prepared(name, server) as desk:
        yield desk


@pytest.fixture
def desk(model_desk):
    """Give a service desk without tickets and rules, in a database of its own."""
    server, name = Server({}), _new_name()
    databases.clone(server, model_desk.name, name)
    yield model_desk.copy(name)
    databases.drop(server, name)


@pytest.fixture
def fragile_desk(cluster):
    """Give a service desk on a PostgreSQL that the test may stop and crash."""
    name = _new_name()
    databases.restore(cluster, name, Path(os.environ["WORKBENCH_DUMP"]))
    cluster.sql(f'ALTER DATABASE "{name}" SET synchronous_commit = on')
    with _prepared(name, cluster) as desk:
        yield desk
