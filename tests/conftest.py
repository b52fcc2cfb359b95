"""Fixtures for tests with servers of their own: see ``server.py``."""

import os
from pathlib import Path

import pytest

from server import Database
from workbench import databases, files, paths
from workbench.postgres import Cluster, Server


@pytest.fixture
def database():
    """Give a clone of the template: all add-ons, demo data, bundles."""
    server = Server({})
    name = databases.temporary()
    databases.clone(server, os.environ["WORKBENCH_TEMPLATE"], name)
    yield Database(name)
    databases.drop(server, name)


@pytest.fixture(scope="session")
def cluster():
    """Give a PostgreSQL of this process's own, to be restarted or crashed at will."""
    programs = Path(os.environ["WORKBENCH_PROGRAMS"])
    name = f"tests-{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    cluster = Cluster(paths.STATE / name, programs)
    with files.lock(f"{name}-{paths.CHECKOUT}"), cluster.in_use():
        databases.sweep(cluster)
        yield cluster


@pytest.fixture
def fragile_database(cluster):
    """Give a database on the cluster of the tests' own."""
    name = databases.temporary()
    databases.restore(cluster, name, Path(os.environ["WORKBENCH_DUMP"]))
    yield Database(name, cluster.variables)
    databases.drop(cluster, name)
