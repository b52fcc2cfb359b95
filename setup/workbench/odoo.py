"""Runs Odoo's own commands with this checkout's configuration."""

import os
import re
import tempfile

from . import files, paths
from .console import Failure, Progress, run
from .environment import Environment
from .postgres import Server

PORT = 8069
#: The first becomes the company's; the add-ons are translated to the others.
LANGUAGES = "en_US,zh_CN,zh_TW"
CONFIGURATION = """[options]
addons_path = {addons}
data_dir = {state}/data
http_interface = 127.0.0.1
http_port = {port}
max_cron_threads = 1
"""
LOADING = re.compile(r"Loading module (\S+) \((\d+)/(\d+)\)")
PROBLEM = re.compile(r"^\S+ \S+ \d+ (ERROR|CRITICAL) ")


class Odoo:
    """Odoo in its environment, on a running PostgreSQL."""

    def __init__(self, environment: Environment, server: Server) -> None:
        self.python_environment = environment
        self.server = server
        self.script = environment.folder / "bin/odoo"
        self.configuration = paths.STATE / "odoo.conf"
        content = CONFIGURATION.format(
            addons=paths.ADDONS, state=paths.STATE, port=PORT
        )
        files.write_whole(self.configuration, content)

    def environment(self, database: str | None = None) -> dict[str, str]:
        """Return the environment of an Odoo process.

        The configuration, the PostgreSQL server and the database to use by default are
        in it; compiled Python goes to the cache, so that no other tree is written to.
        """
        env = self.server.environment()
        for name in ("PYTHONPATH", "PYTHONHOME", "PYTHONDONTWRITEBYTECODE"):
            env.pop(name, None)
        folders = [self.python_environment.folder / "bin"]
        folders += [self.server.programs] if self.server.programs else []
        env["PATH"] = os.pathsep.join([*map(str, folders), env.get("PATH", os.defpath)])
        env["PYTHONPYCACHEPREFIX"] = str(paths.CACHE / "bytecode")
        env["HYPOTHESIS_STORAGE_DIRECTORY"] = str(paths.STATE / "hypothesis")
        env["ODOO_RC"] = str(self.configuration)
        if database:
            env["PGDATABASE"] = database
        return env

    def install(
        self,
        database: str,
        modules: list[str],
        demo: bool = True,
        options: tuple[str, ...] = (),
    ) -> None:
        """Install add-ons in a database, created if it is not there.

        :param demo: whether with demo data; what is there already has the last word
        """
        wanted = ["-d", database, "-i", ",".join(modules), *options]
        wanted += ["--with-demo"] if demo else []
        self._change(database, [*wanted, f"--load-language={LANGUAGES}"], "installing")

    def upgrade(self, database: str, old: list[str], new: list[str]) -> None:
        """Upgrade the old and install the new of our add-ons in a database.

        Words that were changed in the database give way to those of the code.
        """
        options = ["-d", database]
        options += ["-u", ",".join(old), "--i18n-overwrite"] if old else []
        options += ["-i", ",".join(new)] if new else []
        self._change(database, options, "upgrading")

    def shell(self, database: str, script: str, log: str) -> list[str]:
        """Run a Python script in Odoo's shell; return what it printed after ``> ``."""
        command = [
            self.script,
            "shell",
            "-d",
            database,
            "--no-http",
            "--log-level=error",
        ]
        failure = f"Odoo could not run the script {log} on {database}"
        with tempfile.TemporaryFile("w+", encoding="utf-8") as stdin:
            stdin.write(script)
            stdin.seek(0)
            output = run(command, log, failure, env=self.environment(), stdin=stdin)
        lines = output.splitlines()
        return [line.removeprefix("> ") for line in lines if line.startswith("> ")]

    def _change(self, database: str, options: list[str], title: str) -> None:
        quiet = ["--stop-after-init", "--no-http", "--max-cron-threads=0"]
        progress = Progress()
        problems = []

        def on_line(line: str) -> None:
            if loading := LOADING.search(line):
                name, number, count = loading.groups()
                progress.show(f"{title}: {name} ({number} of {count})")
            elif PROBLEM.search(line):
                problems.append(line.strip())

        log = f"odoo-{database}"
        failure = f"Odoo failed while {title}"
        run(
            [self.script, *options, *quiet],
            log,
            failure,
            on_line,
            env=self.environment(),
        )
        progress.clear()
        if problems:
            path = paths.LOGS / f"{log}.log"
            raise Failure(f"{failure}: {problems[0][:300]} (all of it: {path})")
