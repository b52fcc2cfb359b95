"""A database in which people work and a job runs, to break things at.

Everything is done as people do it, by calls to a server; what became of it is read from
PostgreSQL. ``desk.py`` has the service desk, ``office.py`` the attendance.

**The gate.** What is to be interrupted is held up at a gate: an advisory lock that the
test has, and that a server's transaction waits for (see ``hold_up``). So a test knows
that a server is in the middle of something, for as long as it likes.
"""

import contextlib
import copy
from collections.abc import Iterator
from typing import Self

import pytest
import requests

from server import Database, OdooServer, Session, wait_for

GATE = "pg_advisory_xact_lock_shared(4711)"
#: What Odoo says when somebody changes a job that runs.
RUNS = "currently being executed"
HOLD_UP = f"""
CREATE OR REPLACE FUNCTION wait_at_gate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM {GATE};
    RETURN NEW;
END $$;
CREATE TRIGGER wait_at_gate BEFORE INSERT OR UPDATE ON %s
   FOR EACH ROW WHEN (%s) EXECUTE FUNCTION wait_at_gate()
"""
WAITING = """
SELECT pid, substr(application_name, 6)::int FROM pg_stat_activity
 WHERE datname = current_database() AND wait_event = 'advisory'
"""
BLOCKED = """
SELECT pid FROM pg_stat_activity
 WHERE datname = current_database() AND wait_event_type = 'Lock'
   AND wait_event <> 'advisory'
"""
#: Odoo counts a job's times in whole seconds.
DUE_NOW = """
UPDATE ir_cron SET nextcall = date_trunc('second', now() at time zone 'UTC')
 WHERE id IN (SELECT id FROM ir_cron WHERE active FOR NO KEY UPDATE %s)
"""
AT_REST = "SELECT 1 FROM ir_cron WHERE id = %s AND nextcall > now() at time zone 'UTC'"


class Scene(Database):
    """A database with one active job, the runner."""

    gate_is_closed = False

    def copy(self, name: str, variables: dict[str, str] | None = None) -> Self:
        """Return the same scene in a copy of its database, on another server maybe."""
        twin = copy.copy(self)
        twin.name = name
        twin.variables = variables or self.variables
        return twin

    def open(self, admin: Session) -> None:
        """Make what the tests stand on."""
        raise NotImplementedError

    def keep_only_job(self, xml_id: str) -> None:
        """Leave no other scheduled job but the runner."""
        self.runner = self.id_of(xml_id)
        self.rows("UPDATE ir_cron SET active = false WHERE id != %s", self.runner)

    def add_user(self, admin: Session, login: str, *groups: str) -> int:
        """Add a user who logs in with the login as password."""
        values = {"name": login, "login": login, "email": login, "password": login}
        groups = ("base.group_user", *groups)
        values["group_ids"] = [self.id_of(group) for group in groups]
        return admin.call("res.users", "create", values)

    # --- letting the job run ----------------------------------------------------------

    def run_runner(self) -> None:
        """Let the servers look for what is due, not only at their next round.

        A job that stands at the closed gate already is not waited for.
        """
        self.rows(DUE_NOW % ("SKIP LOCKED" if self.gate_is_closed else ""))
        self.wake_cron()

    def run_free_runner(self) -> None:
        """Let the servers look for what is due with the jobs that do not run now."""
        self.rows(DUE_NOW % "SKIP LOCKED")
        self.wake_cron()

    def run_runner_to_its_end(self) -> None:
        """Let a server look for what is due; return when it has done all of that."""
        self.run_runner()
        wait_for(lambda: self.rows(AT_REST, self.runner), "the end of the run")

    def add_runner(self, admin: Session) -> None:
        """Add a copy of the job, so that two workers take part in it.

        It is not due before the test says so: a worker looks whenever it likes.
        """
        values = {"active": True, "nextcall": "2100-01-01 00:00:00"}
        admin.call("ir.cron", "copy", [self.runner], values)

    # --- the gate ---------------------------------------------------------------------

    @contextlib.contextmanager
    def closed_gate(self) -> Iterator[None]:
        """Hold up whoever comes to the gate while the block lasts."""
        with self.connection() as connection, connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(4711)")
            self.gate_is_closed = True
            try:
                yield
            finally:
                self.gate_is_closed = False

    def hold_up(self, table: str, condition: str = "true") -> None:
        """Lead who writes to a table by the gate.

        :param condition: which rows, in SQL; ``NEW`` is the row
        """
        self.rows(HOLD_UP % (table, condition))

    def hold_up_runner(self, admin: Session) -> None:
        """Let the runner wait at the gate each time before it looks what is due.

        Odoo refuses to change a job that runs: it may do so just now.
        """
        (job,) = admin.call("ir.cron", "read", [self.runner], ["code"])
        code = f'env.cr.execute("SELECT {GATE}")\n{job["code"]}'

        def change() -> bool:
            try:
                return admin.call("ir.cron", "write", self.runner, {"code": code})
            except RuntimeError as error:
                if RUNS not in str(error):
                    raise
                return False

        wait_for(change, "the end of the job")

    def interrupt(self, server: OdooServer, meanwhile, doing, *arguments) -> None:
        """Kill the server's only worker in the middle of what it is asked to do.

        :param meanwhile: the fixture that calls in a thread
        :param doing: what is held up at the gate; called with the arguments
        """
        with self.closed_gate():
            interrupted = meanwhile(doing, *arguments)
            wait_for(self.at_gate, f"the middle of {doing.__name__}")
            (worker,) = server.http_workers()
            server.kill_worker(worker)
        wait_for(lambda: not self.at_gate(), "the end of what the worker left")
        with pytest.raises(requests.ConnectionError):
            interrupted.result(timeout=60)

    def at_gate(self) -> list[int]:
        """Return the processes of PostgreSQL that wait at the gate."""
        return [backend for backend, _client in self.rows(WAITING)]

    def waits_at_gate(self, server: OdooServer) -> bool:
        """Tell whether a process of the server waits at the gate."""
        return any(client in server.busy() for _backend, client in self.rows(WAITING))

    def blocked(self) -> list[int]:
        """Return the PostgreSQL processes that wait for the end of another's change."""
        return [pid for (pid,) in self.rows(BLOCKED)]

    def two_wait(self) -> bool:
        """Tell whether somebody waits for who is at the gate, or is there, too."""
        return bool(self.blocked()) or len(self.at_gate()) == 2
