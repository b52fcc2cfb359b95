"""PostgreSQL: a private one is shared and stopped, another one is checked."""

import os
import subprocess

import pytest

from workbench import databases, debian, files, postgres
from workbench.console import Failure
from workbench.postgres import Cluster, Server


class Answering(Server):
    """A server of which only the answers matter."""

    def __init__(self, version=150000, user="odoo", may_create="true"):
        super().__init__({})
        self.answers = [str(version), f"{user}|{may_create}"]

    def sql(self, query, database="postgres"):
        return [self.answers["pg_roles" in query]]


def test_fit_server_is_accepted():
    Answering().check()


@pytest.mark.parametrize(
    "values, said",
    [
        ({"version": 120005}, "PostgreSQL 12 is too old: 13 or newer.*PGHOST"),
        ({"user": "postgres"}, "refuses.*postgres.*PGUSER"),
        ({"may_create": "false"}, "odoo may not create databases: ALTER ROLE"),
    ],
)
def test_unfit_server_is_refused_with_the_remedy(values, said):
    with pytest.raises(Failure, match=said):
        Answering(**values).check()


def test_variables_name_the_server(monkeypatch):
    monkeypatch.setenv("PGHOST", "/nowhere")
    monkeypatch.setattr(postgres.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(Server, "check", lambda self: None)
    monkeypatch.setattr(Server, "sql", lambda self, _query: ["1"])
    with postgres.serving(environment=None) as server:
        assert not isinstance(server, Cluster)
        assert server.environment()["PGHOST"] == "/nowhere"


def test_unreachable_server_is_one_line_with_the_remedy(monkeypatch):
    monkeypatch.setenv("PGHOST", "/nowhere")
    monkeypatch.setattr(postgres, "find_programs", lambda _environment: None)
    remedy = "^PostgreSQL: .*failed.*correct the PG. variables"
    with pytest.raises(Failure, match=remedy), postgres.serving(environment=None):
        pass


def test_long_path_is_refused(tmp_path):
    with pytest.raises(Failure, match="too long a path"):
        Cluster(tmp_path / ("x" * 100), tmp_path)


def test_packages_are_tried_in_order(monkeypatch, tmp_path):
    found = [None, tmp_path]
    asked = []
    monkeypatch.setattr(postgres, "_system_programs", lambda: found.pop(0))
    monkeypatch.setattr(debian, "can_install", lambda: True)
    monkeypatch.setattr(debian, "install", asked.append)
    assert postgres.find_programs(environment=None) == tmp_path
    assert asked == ["postgresql"]


class Wheel:
    """An environment that PostgreSQL comes with."""

    def __init__(self, folder):
        self.folder = folder
        self.needed = []

    def need(self, name):
        self.needed.append(name)

    def site_packages(self):
        return self.folder


def test_user_without_packages_gets_the_wheel(monkeypatch, tmp_path):
    monkeypatch.setattr(postgres, "_system_programs", lambda: None)
    monkeypatch.setattr(debian, "can_install", lambda: False)
    wheel = Wheel(tmp_path)
    assert postgres.find_programs(wheel).is_relative_to(tmp_path)
    assert wheel.needed == ["postgres"]


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """Give a cluster that was started once, to be copied."""
    programs = postgres._system_programs()
    assert programs, "this machine has no PostgreSQL, though setup/test brings one"
    with Cluster(tmp_path_factory.mktemp("made"), programs).in_use() as cluster:
        assert cluster.running()
    return cluster


@pytest.fixture
def cluster(folders, made):
    """Give a cluster in a folder that only its owner can enter."""
    home = folders / "closed"
    home.mkdir(mode=0o700)
    cluster = Cluster(home / "postgres", made.programs)
    subprocess.run(["cp", "-a", made.folder, cluster.folder], check=True)
    yield cluster
    if cluster.running():
        cluster.stop("immediate")


def test_last_user_stops_the_cluster(cluster):
    with cluster.in_use():
        with Cluster(cluster.folder, cluster.programs).in_use() as same:
            assert same.version() >= postgres.OLDEST
        assert cluster.running()
        cluster.check()
    assert not cluster.running()


def test_cluster_survives_a_crash(cluster):
    with cluster.in_use():
        cluster.sql("CREATE DATABASE kept")
        cluster.restart("immediate")
        assert databases.exists(cluster, "kept")


def test_interrupted_creation_is_begun_again(cluster):
    (cluster.data / "PG_VERSION").unlink()
    with cluster.in_use():
        assert cluster.sql("SELECT 1") == ["1"]


def test_data_of_another_version_is_not_touched(cluster):
    files.write_whole(cluster.data / "PG_VERSION", "9\n")
    with pytest.raises(Failure, match="made by PostgreSQL 9.*install 9 again"):
        cluster.start()


def test_database_is_cloned_saved_restored_and_dropped(cluster, folders):
    with cluster.in_use():
        cluster.sql("CREATE DATABASE one")
        cluster.sql("CREATE TABLE place AS SELECT 'Shanghai' AS name", "one")
        files.write_whole(databases.filestore("one") / "ab/abc", "attachment")
        databases.save(cluster, "one", _made(folders / "dump"))
        databases.seal(cluster, "one")
        databases.clone(cluster, "one", "two")
        databases.restore(cluster, "three", folders / "dump")
        for name in ("two", "three"):
            assert cluster.sql("SELECT name FROM place", name) == ["Shanghai"]
            assert (databases.filestore(name) / "ab/abc").read_text() == "attachment"
            databases.drop(cluster, name)
            assert not databases.exists(cluster, name)
            assert not databases.filestore(name).exists()


def test_databases_are_listed_newest_first(cluster):
    with cluster.in_use():
        for name in ("old_one", "old_two", "other"):
            cluster.sql(f"CREATE DATABASE {name}")
        assert databases.named_like(cluster, "old_") == ["old_two", "old_one"]


def _made(folder):
    folder.mkdir()
    return folder


def test_sealed_database_takes_no_connection(cluster):
    with cluster.in_use():
        cluster.sql("CREATE DATABASE sealed")
        databases.seal(cluster, "sealed")
        with pytest.raises(Failure, match="not currently accepting connections"):
            cluster.sql("SELECT 1", "sealed")


def test_mark_of_a_database_moves_with_its_name(cluster):
    with cluster.in_use():
        cluster.sql("CREATE DATABASE one")
        databases.mark(cluster, "one", "it's ours")
        databases.rename(cluster, "one", "two")
        assert databases.mark_of(cluster, "two") == "it's ours"
        assert databases.mark_of(cluster, "none") == ""


def test_cluster_belongs_to_who_may_run_it(cluster):
    with cluster.in_use():
        owner = os.geteuid() or postgres._account().pw_uid
        assert cluster.data.stat().st_uid == owner


def test_temporary_databases_of_dead_processes_are_swept(cluster, monkeypatch):
    with cluster.in_use():
        mine = databases.temporary()
        monkeypatch.setattr(os, "getpid", lambda: 2**30)
        dead = databases.temporary()
        for name in (mine, dead):
            cluster.sql(f"CREATE DATABASE {name}")
        databases.sweep(cluster)
        assert databases.named_like(cluster, "temporary_") == [mine]
