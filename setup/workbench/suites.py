"""What setup/test runs: each suite knows its files and how to run them."""

import contextlib
import dataclasses
import os
import subprocess
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

from . import databases, debian, paths, templates
from .console import Failure, foreground, step
from .odoo import Odoo
from .postgres import find_programs
from .templates import Template

FIXERS = (
    ((".py",), ("ruff", "check", "--fix", "--quiet")),
    ((".py",), ("ruff", "format", "--quiet")),
    ((".js", ".mjs"), ("eslint", "--fix")),
    ((".css", ".js", ".md", ".mjs", ".scss", ".xml", ".yaml"), ("prettier", "--write")),
)


#: The add-ons of the help desk alone: faults move its clocks, not those of attendance.
SERVICE = ("resource_special_day", "service_management")
#: The add-ons of attendance alone.
ATTENDANCE = ("attendance_rules", "resource_special_day")


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
            return [folder for folder in folders if (paths.ROOT / folder).is_dir()]
        return [
            path
            for path in self.paths
            if _is_in(path, folders) and not _is_in(path, without)
        ]


def _is_in(path: str, folders: tuple[str, ...]) -> bool:
    file = Path(path.partition("::")[0])
    return any(file.is_relative_to(folder) for folder in folders)


class Suite:
    """A group of tests that run in one process."""

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
        report = paths.LOGS / f"tests-{self.name}-{os.getpid()}.xml"
        options = [
            *options,
            *(f"--ignore={path}" for path in self.without),
            f"--junitxml={report}",
            *("-p", "workbench.pytest_plugin"),
            *("-o", f"cache_dir={paths.STATE / 'pytest' / self.name}"),
            *selection.options,
            *self.targets(odoo, selection),
        ]
        python = odoo.python_environment.python
        env = {
            **env,
            "PYTHONPATH": str(paths.SETUP),
            "WORKBENCH_STATE": str(paths.STATE),
        }
        command = [python, "-m", "pytest", *options]
        try:
            code = foreground(command, env, cwd=paths.ROOT, goes_on=False)
            return _read_report(report, code)
        finally:
            report.unlink(missing_ok=True)


def _read_report(report: Path, code: int) -> Result:
    """Count from pytest's report; anything unexpected counts as a failure."""
    if code == 5:
        return Result()
    if code not in (0, 1) or not report.exists():
        return Result(failed=1)
    suites = list(ElementTree.parse(report).getroot().iter("testsuite"))
    total, failed = (
        sum(int(suite.get(name, 0)) for suite in suites for name in names)
        for names in (("tests",), ("failures", "errors", "skipped"))
    )
    return Result(max(total - failed, 0), max(failed, code))


class SetupSuite(Suite):
    """The tests of the set-up itself; no database."""

    name = "setup"
    folders = ("setup",)

    def run(self, odoo: Odoo, selection: Selection) -> Result:
        """Run pytest without Odoo."""
        return self.pytest(odoo, selection, ["-p", "no:odoo"], odoo.environment())


class OdooSuite(Suite):
    """Python tests, browser tours, JavaScript unit tests: on a template's clone."""

    name = "odoo"
    folders = ("addons", "tests")
    without = ("tests/faults", "tests/bench")

    def run(self, odoo: Odoo, selection: Selection) -> Result:
        """Run pytest with Odoo loaded and serving HTTP."""
        debian.need("chromium")
        template = self.template(odoo, selection).need(odoo)
        with clone(odoo, template) as database:
            self.prepare(odoo, database)
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
        """Return the template to clone: with all of our add-ons."""
        return templates.bundles(odoo)

    def prepare(self, odoo: Odoo, database: str) -> None:
        """Change the clone before the tests; nothing by default."""

    def options(self, selection: Selection) -> list[str]:
        """Return more options of pytest; none by default."""
        return []


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
    #: Which of our add-ons are installed.
    ours: tuple[str, ...]
    #: The add-ons whose tests run.
    modules: tuple[str, ...]
    #: Add-ons that hold only tests of the above.
    test_modules: tuple[str, ...] = ()
    #: A script for Odoo's shell that runs before the tests.
    before: str = ""

    def template(self, odoo: Odoo, selection: Selection) -> Template:
        """Return the template with ours or, to compare, without."""
        if selection.bare:
            return templates.hosts(odoo, self.ours)
        return templates.bundles(odoo, self.ours)

    def prepare(self, odoo: Odoo, database: str) -> None:
        """Install the add-ons that hold only tests, and run the script."""
        if self.test_modules:
            with step("The hosts' add-ons for tests", "1 min"):
                odoo.install(database, list(self.test_modules), "installing")
        if self.before:
            odoo.shell(database, self.before, "before-tests")

    def options(self, selection: Selection) -> list[str]:
        """Leave out what fails without ours, except to compare."""
        plugin = ["-p", "workbench.hosts_plugin"]
        return plugin if selection.bare else [*plugin, f"--left-out={self.name}"]

    def targets(self, odoo: Odoo, selection: Selection) -> list[str]:
        """Return the folders of the hosts' tests, wherever these are installed."""
        environment = odoo.python_environment
        source = environment.source.path
        roots = [source / "odoo/addons", source / "addons"]
        roots.append(environment.site_packages() / "odoo/addons")
        names = (*self.modules, *self.test_modules)
        return [str(_tests_of(name, roots)) for name in names]


def _tests_of(addon: str, roots: list[Path]) -> Path:
    for root in roots:
        if (root / addon / "tests").is_dir():
            return root / addon / "tests"
    raise Failure(f"{addon} has no tests in {', '.join(map(str, roots))}")


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
        template = templates.bundles(odoo, SERVICE)
        attendance = templates.addons(odoo, ATTENDANCE)
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

    def fix(self, odoo: Odoo, selection: Selection) -> None:
        """Let the linters put right in the files what they can."""
        for suffixes, command in FIXERS:
            files = [f for f in self.targets(odoo, selection) if f.endswith(suffixes)]
            if files:
                tool = [paths.SETUP / "tool", *command]
                subprocess.run(
                    [*tool, *files], cwd=paths.ROOT, stdout=subprocess.DEVNULL
                )


@contextlib.contextmanager
def clone(odoo: Odoo, template: str) -> Iterator[str]:
    """Give a database of this process, dropped at the end."""
    database = databases.temporary()
    databases.clone(odoo.server, template, database)
    try:
        yield database
    finally:
        databases.drop(odoo.server, database)
