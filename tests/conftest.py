"""Fixtures for tests with servers of their own: see ``server.py``."""

import itertools
import os
from pathlib import Path

import pytest

from server import Database
from workbench import databases, paths
from workbench.postgres import Cluster, Server

NUMBERS = itertools.count(1)


def _new_name() -> str:
    """Return a name that setup/test knows as this process's, to be swept up."""
    return f"test_{paths.CHECKOUT}_{os.getpid()}_{next(NUMBERS)}"


@pytest.fixture
def database():
    """Give a clone of the template: all add-ons, demo data, bundles."""
    server = Server({})
    name = _new_name()
    databases.clone(server, os.environ["WORKBENCH_TEMPLATE"], name)
    yield Database(name)
    databases.drop(server, name)


@pytest.fixture(scope="session")
def cluster(tmp_path_factory):
    """Give a PostgreSQL of the tests' own, to be restarted or crashed at will."""
    programs = Path(os.environ["WORKBENCH_PROGRAMS"])
    cluster = Cluster(paths.STATE / "cluster-of-tests", programs)
    with cluster.in_use():
        yield cluster


@pytest.fixture
def fragile_database(cluster):
    """Give a database on the cluster of the tests' own."""
    name = _new_name()
    databases.restore(cluster, name, Path(os.environ["WORKBENCH_DUMP"]))
    yield Database(name, cluster.variables)
    databases.drop(cluster, name)
