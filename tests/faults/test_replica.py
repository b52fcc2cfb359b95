"""A second PostgreSQL follows the first, and what only reads is served by it.

What the standby serves is told by holding it back: with its replay paused, a call that
it serves does not see what was written since; one that goes to the first sees it.
"""

import contextlib

import pytest
import requests

from server import OdooServer, wait_for
from workbench.postgres import Cluster

WAITING = "SELECT count(*) FROM pg_stat_wal_receiver WHERE status = 'streaming'"


class Standby:
    """A standby that follows a cluster by streaming, with a socket of its own."""

    def __init__(self, cluster: Cluster) -> None:
        self.primary = cluster
        folder = cluster.folder.with_name(f"{cluster.folder.name}-standby")
        self.cluster = Cluster(folder, cluster.programs)

    def __enter__(self) -> "Standby":
        self.cluster.follow(self.primary)
        self.cluster.start()
        wait_for(lambda: self._number(WAITING), "the standby's stream")
        return self

    def __exit__(self, *_args) -> None:
        self.cluster.remove()

    def _number(self, query: str) -> int:
        return int(self.cluster.sql(query)[0])

    def catch_up(self) -> None:
        """Wait until everything has arrived that the first has committed."""
        [place] = self.primary.sql("SELECT pg_current_wal_flush_lsn()")
        query = f"SELECT (pg_last_wal_replay_lsn() >= '{place}'::pg_lsn)::int"
        wait_for(lambda: self._number(query), "the standby's replay")

    @contextlib.contextmanager
    def held_back(self):
        """Let it serve what was there before, and nothing newer, for the block."""
        self.catch_up()
        self.cluster.sql("SELECT pg_wal_replay_pause()")
        paused = "SELECT (pg_get_wal_replay_pause_state() = 'paused')::int"
        wait_for(lambda: self._number(paused), "the standby's pause")
        yield
        self.cluster.sql("SELECT pg_wal_replay_resume()")
        self.catch_up()


@pytest.fixture
def standby(cluster, fragile_desk):
    """Give a standby of the PostgreSQL on which the fragile desk is."""
    with Standby(cluster) as standby:
        yield standby


def test_reading_calls_are_served_by_the_standby(fragile_desk, standby):
    folder = standby.cluster.variables["PGHOST"]
    options = (f"--db_replica_host={folder}", "--db_replica_port=5432")
    with OdooServer(fragile_desk, cron=0, options=options) as server:
        admin = server.session("admin", "admin")

        def on_the_page():
            desk = admin.call("service.desk", "get_desk", "all")
            return sum(person["open"] for person in desk["people"])

        def in_the_list():
            read = admin.call("helpdesk.ticket", "web_search_read", [], {})
            return read["length"]

        def on_the_board():
            board = admin.call("service.board", "get_board")
            return sum(state["count"] for state in board["states"])

        def shown():
            return on_the_page(), in_the_list(), on_the_board()

        assert shown() == (0, 0, 0)
        with standby.held_back():
            fragile_desk.add_tickets(admin, 3)
            assert shown() == (0, 0, 0)
        assert shown() == (3, 3, 3)
        # What writes goes to the first, whoever serves the pages.
        fragile_desk.add_tickets(admin, 2)
        standby.catch_up()
        assert on_the_page() == 5


def test_without_the_standby_the_first_serves_everything(fragile_desk, standby):
    folder = standby.cluster.variables["PGHOST"]
    options = (f"--db_replica_host={folder}", "--db_replica_port=5432")
    with OdooServer(fragile_desk, cron=0, options=options) as server:
        admin = server.session("admin", "admin")
        fragile_desk.add_tickets(admin, 1)
        standby.cluster.stop("immediate")
        # What finds a connection broken fails; then the first is asked.
        read = wait_for(lambda: _list(admin), "an answer without the standby")
        assert read["length"] == 1


def _list(session):
    with contextlib.suppress(RuntimeError, requests.RequestException):
        return session.call("helpdesk.ticket", "web_search_read", [], {})
