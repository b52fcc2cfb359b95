"""Real Odoo servers and databases for tests that kill, restart and wait.

Used by tests that ``setup/test`` runs without Odoo in their own process
(``tests/faults``, ``tests/life``, ``tests/pages``); fixtures are in ``conftest.py``::

    def test_nothing_is_lost(database):
        with OdooServer(database, workers=2, cron=2) as server:
            admin = server.session("admin", "admin")
            ticket = admin.call("helpdesk.ticket", "create", {"name": "No light"})
            database.move_clock(timedelta(hours=2))
            database.wake_cron()
            wait_for(lambda: database.rows("SELECT ... WHERE warned"), "the warning")

**Time.** What a system does depends on stored times against the present. So the clock
is moved forward by moving every stored time back, in one transaction, whether servers
run or not. Nothing has to be preloaded, and ``now()`` of PostgreSQL and of Python stay
equal. Two things to know: dates without a time stay where they are; and a due time that
is computed anew in working hours comes out as before only if the clock moves by whole
weeks (or the calendar is the same every day).
"""

import contextlib
import datetime
import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg2
import requests

MOVE_CLOCK = """
DO $$
DECLARE row record;
BEGIN
    FOR row IN
        SELECT table_name,
               string_agg(
                   format('%%1$I = %%1$I - interval %%2$L', column_name, %(delta)s),
                   ', '
               ) AS changes
          FROM information_schema.columns
          JOIN information_schema.tables USING (table_schema, table_name)
         WHERE table_schema = 'public'
           AND table_type = 'BASE TABLE'
           AND data_type LIKE 'timestamp%%'
         GROUP BY table_name
    LOOP
        EXECUTE format('UPDATE %%I SET %%s', row.table_name, row.changes);
    END LOOP;
END $$
"""

#: A job that runs holds its row. It would wait for what the clock's move has written,
#: and the move for it.
WAIT_FOR_JOBS = "SELECT id FROM ir_cron ORDER BY id FOR UPDATE"

#: Cron workers listen on the database postgres, and do nothing else there.
LISTENING = """
SELECT substr(application_name, 6)::int FROM pg_stat_activity
 WHERE application_name ~ '^odoo-[0-9]+$' AND datname = 'postgres'
   AND state = 'idle' AND query = 'COMMIT'
"""


def wait_for(condition: Callable, what: str, timeout: float = 60):
    """Return the first true value of the condition; fail after ``timeout`` seconds."""
    end = time.monotonic() + timeout
    while time.monotonic() < end:
        if value := condition():
            return value
        time.sleep(0.05)
    raise AssertionError(f"{what} did not happen within {timeout} s")


def free_port() -> int:
    """Return a port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Database:
    """A database on the PostgreSQL server that ``variables`` (PG*) name."""

    def __init__(self, name: str, variables: dict[str, str] | None = None) -> None:
        self.name = name
        self.variables = variables or {}

    @contextlib.contextmanager
    def connection(self, database: str | None = None) -> Iterator:
        """Give a connection that commits at the end of the block."""
        options = {
            "host": self.variables.get("PGHOST"),
            "port": self.variables.get("PGPORT"),
            "user": self.variables.get("PGUSER"),
            "options": "-c lock_timeout=60s",
        }
        connection = psycopg2.connect(dbname=database or self.name, **options)
        try:
            with connection:
                yield connection
        finally:
            connection.close()

    def rows(self, query: str, *parameters) -> list[tuple]:
        """Run a query (``%s`` for the parameters); return its rows, if it has any."""
        with self.connection() as connection, connection.cursor() as cursor:
            cursor.execute(query, parameters or None)
            return cursor.fetchall() if cursor.description else []

    def id_of(self, xml_id: str) -> int:
        """Return the id of the record that an add-on's data name."""
        module, _dot, name = xml_id.partition(".")
        query = "SELECT res_id FROM ir_model_data WHERE module = %s AND name = %s"
        ((found,),) = self.rows(query, module, name)
        return found

    def move_clock(self, delta: datetime.timedelta) -> None:
        """Let ``delta`` go by (negative: set the clock back): see the module's text."""
        seconds = f"{delta.total_seconds()} seconds"
        with self.connection() as connection, connection.cursor() as cursor:
            cursor.execute(WAIT_FOR_JOBS)
            cursor.execute(MOVE_CLOCK, {"delta": seconds})

    def wake_cron(self) -> None:
        """Let the servers look for jobs that are due now, not at their next round."""
        with self.connection("postgres") as connection, connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify('cron_trigger', %s)", (self.name,))

    def run_job(self, xml_id: str) -> None:
        """Make a scheduled job due now and wake the servers."""
        self.rows(
            "UPDATE ir_cron SET nextcall = now() at time zone 'UTC', active = true"
            " WHERE id = %s",
            self.id_of(xml_id),
        )
        self.wake_cron()

    def backends(self, database: str | None = None) -> list[tuple[int, str]]:
        """Return (process, state) of every Odoo process connected to a database.

        The state is PostgreSQL's: ``idle``, ``active``, ``idle in transaction``.
        """
        return self.rows(
            "SELECT substr(application_name, 6)::int, state FROM pg_stat_activity"
            " WHERE application_name ~ '^odoo-[0-9]+$' AND datname = %s",
            database or self.name,
        )


class Session:
    """A user's log-in, for calls as the web client makes them and for pages."""

    def __init__(self, url: str, database: str, login: str, password: str) -> None:
        self.url = url
        self.http = requests.Session()
        user = {"db": database, "login": login, "password": password}
        self.user = self.post("/web/session/authenticate", user)

    def call(self, model: str, method: str, *args, **kwargs):
        """Call a method of a model; return its result or raise its error."""
        params = {"model": model, "method": method, "args": args, "kwargs": kwargs}
        return self.post(f"/web/dataset/call_kw/{model}/{method}", params)

    def get(self, path: str) -> str:
        """Return the text of a page."""
        answer = self.http.get(self.url + path, timeout=60)
        answer.raise_for_status()
        return answer.text

    def post(self, path: str, params: dict):
        """Call an address as the web client does; return its result."""
        body = {"jsonrpc": "2.0", "method": "call", "params": params}
        response = self.http.post(self.url + path, json=body, timeout=120)
        response.raise_for_status()
        answer = response.json()
        if "error" in answer:
            raise RuntimeError(answer["error"]["data"]["message"])
        return answer.get("result")


class OdooServer:
    """A server process (with worker processes if ``workers``) on a free local port."""

    def __init__(
        self,
        database: Database,
        workers: int = 0,
        cron: int = 1,
        options: tuple[str, ...] = (),
        env: dict[str, str] | None = None,
    ) -> None:
        """Prepare a server.

        :param workers: HTTP worker processes; 0 means one process with threads.
        :param cron: cron workers, processes or threads.
        :param options: more options of ``odoo server``.
        :param env: more environment variables.
        """
        self.database = database
        self.workers = workers
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = _log_folder() / f"server-{database.name}-{self.port}.log"
        self.options = [
            *("-d", database.name, "--no-database-list"),
            f"--http-port={self.port}",
            f"--gevent-port={free_port()}",
            f"--workers={workers}",
            f"--max-cron-threads={cron}",
            *options,
        ]
        self.env = {**os.environ, **database.variables, **(env or {})}
        self.process: subprocess.Popen | None = None

    def __enter__(self) -> "OdooServer":
        self.start()
        return self

    def __exit__(self, *_args) -> None:
        self.stop()

    def start(self) -> None:
        """Start the server; return when it answers."""
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                ["odoo", "server", *self.options],
                env=self.env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        wait_for(self._answers, "the start of the server", timeout=120)

    def stop(self) -> None:
        """Stop the server as an administrator does; kill it if it does not obey."""
        if self.process is None:
            return
        self.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=30)
        self.kill()

    def supervised(self) -> "OdooServer":
        """Do what systemd does: start the server again if it has ended."""
        if self.process.poll() is not None:
            self.kill()
            self.start()
        return self

    def kill(self) -> None:
        """Kill the server and its workers at once, as a power cut does."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def freeze(self) -> None:
        """Let the host stand still: none of its processes goes on, none ends."""
        os.killpg(self.process.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        """Let the host go on where it stood still."""
        os.killpg(self.process.pid, signal.SIGCONT)

    def session(self, login: str, password: str) -> Session:
        """Log in."""
        return Session(self.url, self.database.name, login, password)

    def cron_workers(self) -> list[int]:
        """Return the process of each cron worker that listens to being woken.

        With ``workers=0`` that is the server itself, once for each thread.
        """
        own = self._processes()
        return sorted(pid for (pid,) in self.database.rows(LISTENING) if pid in own)

    def http_workers(self) -> list[int]:
        """Return the processes that answer people, as the log names them.

        PostgreSQL does not know them: their connections bear the server's name.
        """
        started = re.findall(r"Worker WorkerHTTP \((\d+)\) alive", self.log_text())
        return sorted(set(self._processes()).intersection(map(int, started)))

    def busy(self) -> list[int]:
        """Return its processes that are in the middle of a transaction."""
        working = {pid for pid, state in self.database.backends() if state != "idle"}
        return sorted(working.intersection(self._processes()))

    def kill_worker(self, pid: int) -> None:
        """Kill one worker process (SIGKILL); return when it is gone."""
        os.kill(pid, signal.SIGKILL)
        wait_for(lambda: pid not in self._processes(), f"the end of worker {pid}")

    def log_text(self) -> str:
        """Return what the server has logged."""
        return self.log.read_text(errors="replace")

    def log_lines(self, logger: str) -> str:
        """Return what one of its loggers has logged."""
        lines = self.log_text().splitlines()
        return "\n".join(line for line in lines if f" {logger}: " in line)

    def _processes(self) -> list[int]:
        """Return the server's process and its children that live."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [self.process.pid, *map(int, children.read_text().split())]

    def _answers(self) -> bool:
        if self.process.poll() is not None:
            raise AssertionError(f"the server ended: {self.log_text()[-2000:]}")
        try:
            return requests.get(f"{self.url}/web/health", timeout=5).ok
        except requests.RequestException:
            return False


def _log_folder() -> Path:
    folder = Path(os.environ["WORKBENCH_STATE"]) / "log"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
