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
#: Tests that need no database, beside those of the set-up.
PURE = "addons/*/tests/test_core_*.py"


@dataclasses.dataclass
class Result:
    """How many tests passed and failed."""

    passed: int = 0
    failed: int = 0


@dataclasses.dataclass(frozen=True)
class Selection:
    """What the user asked for: paths from the checkout's root, options of pytest.

    ``bare`` is for the hosts' own tests: without our add-ons.
    """

    paths: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    bare: bool = False

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
            *("-n", 0 if alone else PROCESSES, "--dist", "loadfile"),
            *(f"--ignore={path}" for path in self.without),
            *("-p", "workbench.pytest_plugin"),
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
        plain = ("setup/tests", *_plain_files())
        chosen = selection.within(plain)
        inside = [path for path in plain if _is_in(path, selection.paths)]
        return list(dict.fromkeys([*chosen, *inside]))

    def run(self, odoo: Odoo, selection: Selection) -> Result:
        """Run pytest without Odoo's registry."""
        options = ["-p", "no:odoo", "-p", "workbench.plain_plugin"]
        return self.pytest(odoo, selection, options, odoo.environment())


def _plain_files() -> list[str]:
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
        return ("tests/faults", "tests/bench", *demo, *_plain_files())

    def run(self, odoo: Odoo, selection: Selection) -> Result:
        """Run pytest with Odoo loaded and serving HTTP."""
        debian.need("chromium")
        template = self.template(odoo, selection).need(odoo)
        with clone(odoo, template) as database:
            self.prepare(odoo, database)
            return self.test(odoo, selection, database)

    def test(self, odoo: Odoo, selection: Selection, database: str) -> Result:
        """Run pytest on a database of its own."""
        options = [
            "--odoo-http",
            f"--odoo-database={database}",
            f"--odoo-config={odoo.configuration}",
            "--odoo-extra=max-cron-threads=0",
            f"--odoo-extra=screenshots={paths.STATE / 'screenshots'}",
            *self.options(selection),
        ]
        return self.pytest(odoo, selection, options, odoo.environment(database))

    def template(self, odoo: Odoo, selection: Selection) -> Template:
        """Return the template to clone: with all of our add-ons but the demo."""
        return templates.of_addons(odoo, addons.for_tests())

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

    def template(self, odoo: Odoo, selection: Selection) -> Template:
        """Return what people look at."""
        return templates.of_addons(odoo, addons.for_people())


@dataclasses.dataclass(frozen=True, kw_only=True)
class HostSuite(OdooSuite):
    """The own tests of the add-ons that some of ours build on, beside these.

    All add-ons are loaded before the first test, so also those tests see ours that
    Odoo's runner would run in the middle of an installation. Nothing else is installed:
    some tests of ``hr`` and ``resource`` fail beside ``hr_attendance`` by themselves.

    What fails in the same way without ours (``--bare``) is named in
    ``hosts_left_out.toml``.
    """

    name: str
    #: Which of our applications is installed, with its parts.
    ours: str
    #: The add-ons whose tests run.
    modules: tuple[str, ...]
    #: Add-ons that hold only tests of the above.
    test_modules: tuple[str, ...] = ()
    #: A script for Odoo's shell that runs before the tests.
    before: str = ""

    def template(self, odoo: Odoo, selection: Selection) -> Template:
        """Return the template with ours or, to compare, without."""
        make = templates.of_hosts if selection.bare else templates.of_addons
        return make(odoo, parts_of(odoo, self.ours))

    def prepare(self, odoo: Odoo, database: str) -> None:
        """Install the add-ons that hold only tests, and run the script."""
        if self.test_modules:
            with step("The hosts' add-ons for tests", "1 min"):
                odoo.install(database, list(self.test_modules))
        if self.before:
            odoo.shell(database, self.before, "before-tests")

    def options(self, selection: Selection) -> list[str]:
        """Leave out what fails without ours, except to compare."""
        plugin = ["-p", "workbench.hosts_plugin"]
        return plugin if selection.bare else [*plugin, f"--left-out={self.name}"]

    def targets(self, odoo: Odoo, selection: Selection) -> list[str]:
        """Return the folders of the hosts' tests, wherever these are installed."""
        roots = odoo.python_environment.addon_folders()
        names = (*self.modules, *self.test_modules)
        return [str(_tests_of(name, roots)) for name in names]


def _tests_of(addon: str, roots: list[Path]) -> Path:
    for root in roots:
        if (root / addon / "tests").is_dir():
            return root / addon / "tests"
    raise Failure(f"{addon} has no tests in {', '.join(map(str, roots))}")


#: The applications whose hosts are tested, and that are broken.
SERVICE, ATTENDANCE = "service_management", "attendance_rules"


def parts_of(odoo: Odoo, application: str) -> list[str]:
    """Return the application and those of ours that come with it."""
    folders = odoo.python_environment.addon_folders()
    return addons.with_parts(application, folders)


HOSTS = (
    HostSuite(
        name="hosts",
        ours=SERVICE,
        modules=(
            "base_automation",
            "helpdesk_mgmt",
            "helpdesk_mgmt_rating",
            "helpdesk_type",
            "hr",
            "rating",
            "resource",
        ),
        test_modules=("test_base_automation", "test_resource"),
    ),
    HostSuite(
        name="hosts_attendance",
        ours=ATTENDANCE,
        modules=(
            "gamification",
            "hr_attendance",
            "hr_gamification",
            "hr_holidays",
            "hr_holidays_attendance",
            "resource",
        ),
        test_modules=("test_resource",),
    ),
)


#: A policy binds every company, as far as ours are there. It asks for no notice: many
#: of the tests ask for leave that is over, and would end before what they test.
BINDING = """
if "attendance.policy" in env:
    policy = env.ref("attendance_rules.attendance_policy_default")
    policy.enforce_requests = True
    policy.leave_rule_ids.unlink()
    env.cr.commit()
"""
#: As above, where requests of leave are bound by a policy. What fails only here is what
#: the policy asks for, or a defect.
BOUND = HostSuite(
    name="hosts_bound",
    ours=ATTENDANCE,
    modules=("hr_attendance", "hr_holidays", "hr_holidays_attendance"),
    before=BINDING,
)


class FaultSuite(Suite):
    """Tests that start servers of their own, and kill them."""

    name = "faults"
    folders = ("tests/faults",)

    def run(self, odoo: Odoo, selection: Selection) -> Result:
        """Run pytest without Odoo; the tests get the names of templates."""
        debian.need("chromium")
        env = odoo.environment()
        template = templates.of_addons(odoo, parts_of(odoo, SERVICE))
        attendance = templates.of_addons(odoo, parts_of(odoo, ATTENDANCE))
        env["WORKBENCH_ATTENDANCE"] = attendance.need(odoo)
        env["WORKBENCH_TEMPLATE"] = template.need(odoo)
        env["WORKBENCH_DUMP"] = str(template.dump(odoo))
        env["WORKBENCH_PROGRAMS"] = str(find_programs(odoo.python_environment))
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


@contextlib.contextmanager
def clone(odoo: Odoo, template: str) -> Iterator[str]:
    """Give a database of this process, dropped at the end."""
    database = databases.temporary()
    databases.clone(odoo.server, template, database)
    try:
        yield database
    finally:
        databases.drop(odoo.server, database)
