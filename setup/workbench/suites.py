"""What setup/test runs: each suite knows its files and how to run them."""

import contextlib
import dataclasses
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

from . import addons, databases, debian, paths, templates
from .console import Failure, foreground, step
from .odoo import Odoo
from .postgres import find_programs
from .templates import Template

#: Processes that share the tests of a suite, file by file, each with its own database.
PROCESSES = min(len(os.sched_getaffinity(0)), 4)
#: Seconds after which a test hangs: its process says where each thread stands and ends,
#: another one goes on with the rest.
HANGS = 900
#: What is run on servers with the demo's data.
LIFE = ("tests/life", "tests/pages")
#: Tests that need no database, beside those of the set-up.
PURE = "addons/*/tests/test_core_*.py"


#: The applications that are broken; the hosts of the first two are tested, too.
SERVICE, ATTENDANCE = "service_management", "attendance_rules"
CUSTOMERS = "advisor_crm"


@dataclasses.dataclass
class Result:
    """How many tests passed and failed."""

    passed: int = 0
    failed: int = 0


@dataclasses.dataclass(frozen=True)
class Selection:
    """What the user asked for: paths from the checkout's root, options of pytest.

    ``files`` are what lint looks at, if not at all in the paths; ``bare`` is for the
    hosts' own tests: without our add-ons; ``turn``: of what takes long, only a part.
    """

    paths: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    bare: bool = False
    turn: bool = False

    def within(
        self, folders: tuple[str, ...], without: tuple[str, ...] = ()
    ) -> list[str]:
        """Return the paths in the folders; all of these when no path was asked for."""
        if not self.paths:
            return [folder for folder in folders if (paths.ROOT / folder).exists()]
        return [
            path
            for path in self.paths
            if _is_in(path, folders) and not _is_in(path, without)
        ]


def _is_in(path: str, folders: tuple[str, ...]) -> bool:
    file = Path(path.partition("::")[0])
    return any(file.is_relative_to(folder) for folder in folders)


class Suite:
    """A group of tests that run together."""

    name = ""
    folders: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    #: How pytest-xdist hands out the tests: whole files share what they set up.
    dist = "loadfile"

    def templates(self, odoo: Odoo, selection: Selection) -> list[Template]:
        """Return the templates that the tests are run on copies of."""
        return []

    def targets(self, odoo: Odoo, selection: Selection) -> list[str]:
        """Return the paths to test; empty if the suite has nothing to do."""
        return selection.within(self.folders, self.without)

    def run(self, odoo: Odoo, selection: Selection) -> Result:
        """Run the selected tests, which print as they go."""
        raise NotImplementedError

    def pytest(
        self, odoo: Odoo, selection: Selection, options: list, env: dict
    ) -> Result:
        """Run pytest on the selected paths."""
        report = paths.LOGS / f"tests-{self.name}-{os.getpid()}"
        targets = self.targets(odoo, selection)
        alone = len(targets) == 1 and ".py" in targets[0]
        options = [
            *options,
            *("-n", 0 if alone else PROCESSES, "--dist", self.dist),
            *(f"--ignore={path}" for path in self.without),
            *("-p", "workbench.pytest_plugin"),
            *("--timeout", HANGS, "--timeout-method", "thread"),
            *("-o", f"cache_dir={paths.STATE / 'pytest' / self.name}"),
            *selection.options,
            *targets,
        ]
        python = odoo.python_environment.python
        env = {
            **env,
            "PYTHONPATH": str(paths.SETUP),
            "WORKBENCH_STATE": str(paths.STATE),
            "WORKBENCH_REPORT": str(report),
            "WORKBENCH_ADDONS": os.pathsep.join(
                map(str, odoo.python_environment.addon_folders())
            ),
        }
        command = [python, "-m", "pytest", *options]
        try:
            code = foreground(command, env, cwd=paths.ROOT, goes_on=False)
            return _read_report(report, code)
        finally:
            report.unlink(missing_ok=True)


def _read_report(report: Path, code: int) -> Result:
    """Read how many passed and failed; anything unexpected counts as a failure."""
    if code == 5:
        return Result()
    if code not in (0, 1) or not report.exists():
        return Result(failed=1)
    passed, failed = map(int, report.read_text().split())
    return Result(passed, max(failed, code))


class PlainSuite(Suite):
    """Tests that need no database: of the set-up, of our arithmetic, of the house."""

    name = "plain"

    def targets(self, odoo: Odoo, selection: Selection) -> list[str]:
        """Return the selected files, and the plain ones in the selected folders."""
        plain = ("setup/tests", *plain_files())
        chosen = selection.within(plain)
        inside = [path for path in plain if _is_in(path, selection.paths)]
        return list(dict.fromkeys([*chosen, *inside]))

    def run(self, odoo: Odoo, selection: Selection) -> Result:
        """Run pytest without Odoo's registry."""
        options = ["-p", "no:odoo", "-p", "workbench.plain_plugin"]
        return self.pytest(odoo, selection, options, odoo.environment())


def plain_files() -> list[str]:
    """Return the files of tests that need no database, from the checkout's root."""
    files = [
        path
        for path in paths.ROOT.glob("tests/test_*.py")
        if "odoo.tests" not in path.read_text(encoding="utf-8")
    ]
    files += paths.ROOT.glob(PURE)
    return sorted(str(path.relative_to(paths.ROOT)) for path in files)


class OdooSuite(Suite):
    """Python tests, browser tours, JavaScript unit tests: on a template's clone."""

    name = "odoo"
    folders = ("addons", "tests")

    @property
    def without(self) -> tuple[str, ...]:
        """Leave out what other suites run."""
        demo = [f"addons/{name}" for name in addons.names() if addons.is_demo(name)]
        return ("tests/faults", "tests/bench", *LIFE, *demo, *plain_files())

    def run(self, odoo: Odoo, selection: Selection) -> Result:
        """Run pytest with Odoo loaded and serving HTTP."""
        debian.need("chromium")
        (template,) = self.templates(odoo, selection)
        with clone(odoo, template.need(odoo)) as database:
            self.prepare(odoo, database)
            return self.test(odoo, selection, database)

    def test(self, odoo: Odoo, selection: Selection, database: str) -> Result:
        """Run pytest on a database of its own."""
        options = [
            "--odoo-http",
            f"--odoo-database={database}",
            f"--odoo-config={odoo.configuration}",
            "--odoo-extra=max-cron-threads=0",
            # Thousands of tests in one process need more than a server's worker may.
            "--odoo-extra=limit-memory-hard=0",
            f"--odoo-extra=screenshots={paths.STATE / 'screenshots'}",
            *self.options(selection),
        ]
        env = odoo.environment(database)
        # Two tests that wait for each other fail, instead of waiting for ever.
        env["PGOPTIONS"] = "-c lock_timeout=5min"
        return self.pytest(odoo, selection, options, env)

    def templates(self, odoo: Odoo, selection: Selection) -> list[Template]:
        """Return the template to clone: with all of our add-ons but the demo."""
        return [templates.of_addons(odoo, addons.for_tests())]

    def prepare(self, odoo: Odoo, database: str) -> None:
        """Change the clone before the tests; nothing by default."""

    def options(self, selection: Selection) -> list[str]:
        """Return more options of pytest; none by default."""
        return []


class DemoSuite(OdooSuite):
    """The tests of the add-ons that are there to be looked at, on what people see."""

    name = "demo"
    without = ()

    @property
    def folders(self) -> tuple[str, ...]:
        """Return the folders of the demo's add-ons."""
        return tuple(
            f"addons/{name}"
            for name in addons.names()
            if addons.is_demo(name) and (paths.ADDONS / name / "tests").is_dir()
        )

    def templates(self, odoo: Odoo, selection: Selection) -> list[Template]:
        """Return what people look at."""
        return [templates.of_addons(odoo, addons.for_people(), demo=False)]


def with_parts(odoo: Odoo, application: str) -> list[str]:
    """Return the application and its parts, in the order of their needs."""
    folders = odoo.python_environment.addon_folders()
    return addons.with_parts(application, folders)


class FaultSuite(Suite):
    """Tests that start servers of their own, and kill them."""

    name = "faults"
    folders = ("tests/faults",)

    def templates(self, odoo: Odoo, selection: Selection) -> list[Template]:
        """Return the template of each application."""
        applications = (SERVICE, ATTENDANCE, CUSTOMERS)
        return [templates.of_addons(odoo, with_parts(odoo, a)) for a in applications]

    def run(self, odoo: Odoo, selection: Selection) -> Result:
        """Run pytest without Odoo; the tests get the names of templates."""
        debian.need("chromium")
        env = odoo.environment()
        service, attendance, customers = self.templates(odoo, selection)
        env["WORKBENCH_TEMPLATE"] = service.need(odoo)
        env["WORKBENCH_ATTENDANCE"] = attendance.need(odoo)
        env["WORKBENCH_CUSTOMERS"] = customers.need(odoo)
        env["WORKBENCH_DUMP"] = str(service.dump(odoo))
        env["WORKBENCH_PROGRAMS"] = str(find_programs(odoo.python_environment))
        return self.pytest(odoo, selection, ["-p", "no:odoo"], env)


class LifeSuite(Suite):
    """A company gets a complaint, looks at its pages, gives add-ons away."""

    name = "life"
    folders = LIFE
    dist = "load"

    def templates(self, odoo: Odoo, selection: Selection) -> list[Template]:
        """Return what people look at: they have data when they remove an add-on."""
        return [templates.of_addons(odoo, addons.for_people(), demo=False)]

    def run(self, odoo: Odoo, selection: Selection) -> Result:
        """Run pytest without Odoo; the tests call Odoo's own commands."""
        debian.need("chromium")
        env = odoo.environment()
        (template,) = self.templates(odoo, selection)
        env["WORKBENCH_TEMPLATE"] = template.need(odoo)
        env["WORKBENCH_TURN"] = "1" if selection.turn else ""
        return self.pytest(odoo, selection, ["-p", "no:odoo"], env)


class BenchSuite(Suite):
    """That the benchmark (``setup/bench``) still runs; its figures are not judged."""

    name = "bench"
    folders = ("tests/bench",)

    def run(self, odoo: Odoo, selection: Selection) -> Result:
        """Run pytest without Odoo; the tests call the command."""
        return self.pytest(odoo, selection, ["-p", "no:odoo"], odoo.environment())


class LintSuite(Suite):
    """The hooks of .pre-commit-config.yaml on all files that Git does not ignore."""

    name = "lint"

    def targets(self, odoo: Odoo, selection: Selection) -> list[str]:
        """Return the files below the selected paths; a test's name means no lint."""
        if selection.options:
            return []
        wanted = [path.partition("::")[0] for path in selection.paths]
        wanted = list(selection.files) or wanted
        listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
        answer = subprocess.run(
            [*listing, "--", *wanted], cwd=paths.ROOT, capture_output=True, text=True
        )
        if answer.returncode:
            raise Failure(f"lint needs a Git checkout: {answer.stderr.strip()}")
        return [
            name for name in answer.stdout.split("\n") if (paths.ROOT / name).is_file()
        ]

    def run(self, odoo: Odoo, selection: Selection) -> Result:
        """Run pre-commit; each hook counts as a test."""
        command = [paths.SETUP / "tool", "pre-commit", "run", "--files"]
        command += self.targets(odoo, selection)
        result = Result()
        options = {"cwd": paths.ROOT, "stdout": subprocess.PIPE, "text": True}
        with subprocess.Popen(command, **options) as process:
            for line in process.stdout:
                print(line, end="", flush=True)
                result.passed += line.rstrip().endswith("Passed")
                result.failed += line.rstrip().endswith("Failed")
        result.failed = max(result.failed, process.returncode and 1)
        return result


class AloneSuite(OdooSuite):
    """Each add-on on a database with what it needs, and nothing else of ours."""

    name = "alone"

    def templates(self, odoo: Odoo, selection: Selection) -> list[Template]:
        """Return none: each add-on gets a database that is made for it."""
        return []

    def targets(self, odoo: Odoo, selection: Selection) -> list[str]:
        """Return the names of the add-ons, what they need first."""
        names = selection.paths or addons.names()
        return sorted(names, key=lambda name: (len(addons.with_needed([name])), name))

    def run(self, odoo: Odoo, selection: Selection) -> Result:
        """Install the add-ons one by one; that one can be installed counts as a test.

        A database is begun with a copy of one that has a part of what is needed.
        """
        debian.need("chromium")
        total = Result()
        made: dict[str, str] = {}
        with contextlib.ExitStack() as stack:
            for addon in self.targets(odoo, selection):
                print(f"\n--- {addon} alone ---", flush=True)
                made[addon] = stack.enter_context(_made(odoo, addon, made))
                total.passed += 1
                tests = Selection((f"addons/{addon}",), selection.options)
                if any((paths.ADDONS / addon).glob("tests/test_*.py")):
                    result = _OneAlone().test(odoo, tests, made[addon])
                    total.passed += result.passed
                    total.failed += result.failed
        return total


class _OneAlone(OdooSuite):
    """The tests of one add-on, demo or not."""

    name = "alone"

    @property
    def without(self) -> tuple[str, ...]:
        """Leave out what needs no database."""
        return tuple(plain_files())


@contextlib.contextmanager
def _made(odoo: Odoo, addon: str, made: dict[str, str]) -> Iterator[str]:
    """Give a database with an add-on and what it needs; others may help to make it."""
    folders = odoo.python_environment.addon_folders()
    needed = addons.with_needed([addon], folders)
    closures = {name: addons.with_needed([name], folders) for name in made}
    fit = [name for name, closure in closures.items() if closure <= needed]
    database = databases.temporary()
    try:
        if fit:
            nearest = max(fit, key=lambda name: len(closures[name]))
            databases.clone(odoo.server, made[nearest], database)
        with step(f"Database with {addon} alone", "1 min"):
            odoo.install(database, [addon], False, ("--skip-auto-install",))
        yield database
    finally:
        databases.drop(odoo.server, database)


@contextlib.contextmanager
def clone(odoo: Odoo, template: str) -> Iterator[str]:
    """Give a database of this process, dropped at the end."""
    database = databases.temporary()
    databases.clone(odoo.server, template, database)
    try:
        yield database
    finally:
        databases.drop(odoo.server, database)
