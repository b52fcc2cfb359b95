"""setup/test runs what was asked for, counts it, and calls a skipped test a failure."""

import subprocess
import sys
import types

import pytest

from workbench import databases, files, paths, suites, test
from workbench.console import Failure
from workbench.hosts import BOUND, HOSTS, HostSuite
from workbench.suites import (
    DemoSuite,
    FaultSuite,
    LintSuite,
    OdooSuite,
    PlainSuite,
    Result,
    Selection,
)


@pytest.fixture
def tree(tmp_path, monkeypatch):
    """Give a checkout with tests of every kind."""
    tree = {
        "addons/one/__manifest__.py": "{}",
        "addons/one/tests/test_core_a.py": "from odoo.tests import BaseCase",
        "addons/one_demo/__manifest__.py": "{}",
        "addons/one_demo/tests/test_a.py": "",
        "setup/tests/test_a.py": "",
        "tests/test_plain.py": "import ast",
        "tests/test_javascript.py": "from odoo.tests import HttpCase",
    }
    for name, text in tree.items():
        files.write_whole(tmp_path / name, text)
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    monkeypatch.setattr(paths, "ADDONS", tmp_path / "addons")


@pytest.mark.parametrize(
    "path, chosen",
    [
        ("addons/one/tests/test_a.py::TestA::test_b", OdooSuite),
        ("tests/test_javascript.py", OdooSuite),
        ("tests/faults/test_a.py", FaultSuite),
        ("setup/tests/test_a.py::test_b", PlainSuite),
        ("addons/one_demo/tests/test_a.py", DemoSuite),
        ("addons/one/tests/test_core_a.py::TestA", PlainSuite),
        ("tests/test_plain.py", PlainSuite),
    ],
)
def test_path_chooses_the_suite(path, chosen, tree):
    selection = Selection((path,))
    for suite in (PlainSuite(), OdooSuite(), DemoSuite(), FaultSuite()):
        assert suite.targets(None, selection) == (
            [path] if type(suite) is chosen else []
        )


PLAIN = ["setup/tests", "addons/one/tests/test_core_a.py", "tests/test_plain.py"]


def test_without_a_path_all_of_a_suite_is_chosen(tree):
    assert OdooSuite().targets(None, Selection()) == ["addons", "tests"]
    assert PlainSuite().targets(None, Selection()) == PLAIN
    assert "addons/one/tests/test_core_a.py" in OdooSuite().without


def test_a_folder_is_taken_apart_for_its_plain_files(tree):
    assert PlainSuite().targets(None, Selection(("addons/one",))) == [PLAIN[1]]
    assert PlainSuite().targets(None, Selection(("setup",))) == PLAIN[:1]
    assert PlainSuite().targets(None, Selection(("addons/one/models",))) == []


def test_lint_looks_at_changed_files_alone():
    chosen = Selection(("setup", "docs"), files=("pyproject.toml", "gone.py"))
    assert LintSuite().targets(None, chosen) == ["pyproject.toml"]


def test_lint_covers_the_chosen_files_but_not_a_chosen_test():
    lint = LintSuite()
    assert "pyproject.toml" in lint.targets(None, Selection())
    assert lint.targets(None, Selection(("setup/run",))) == ["setup/run"]
    assert lint.targets(None, Selection(options=("-k", "name"))) == []


@pytest.fixture
def installed(tmp_path):
    """Stand for Odoo where the add-on ``one`` has tests, and ``two`` has none."""
    (tmp_path / "addons/one/tests").mkdir(parents=True)
    (tmp_path / "addons/two").mkdir()
    environment = types.SimpleNamespace(addon_folders=lambda: [tmp_path / "addons"])
    return types.SimpleNamespace(python_environment=environment)


def host_suite(*modules):
    return HostSuite(name="some", ours="ours", modules=modules, test_modules=())


def test_hosts_tests_are_found_where_they_are_installed(installed, tmp_path):
    found = host_suite("one").targets(installed, Selection())
    assert found == [str(tmp_path / "addons/one/tests")]


def test_host_without_tests_is_refused(installed):
    with pytest.raises(Failure, match="two has no tests"):
        host_suite("one", "two").targets(installed, Selection())


def test_known_failures_run_only_to_compare():
    suite = host_suite("one")
    assert "--left-out=some" in suite.options(Selection())
    assert "--left-out=some" not in suite.options(Selection(bare=True))


def test_hosts_run_when_they_are_asked_for():
    assert not set(HOSTS) & set(test._wanted(None, hosts=False))
    assert set(HOSTS) < set(test._wanted(None, hosts=True))
    assert test._wanted("hosts_attendance", hosts=False) == [HOSTS[1]]


class Recorded:
    """Stands for Odoo and its databases when add-ons are installed alone."""

    def __init__(self, monkeypatch):
        self.server = None
        self.cloned = []
        self.installed = []
        self.python_environment = types.SimpleNamespace(addon_folders=list)
        numbers = iter(range(9))
        monkeypatch.setattr(databases, "temporary", lambda: f"db{next(numbers)}")
        monkeypatch.setattr(databases, "drop", lambda *_args: None)
        monkeypatch.setattr(databases, "clone", lambda _s, a, b: self.cloned.append(a))
        monkeypatch.setattr(suites.debian, "need", lambda _name: None)

    def install(self, _database, modules, demo, options):
        assert (demo, options) == (False, ("--skip-auto-install",))
        self.installed += modules


def test_an_add_on_alone_begins_with_what_it_needs_only(tmp_path, monkeypatch):
    depends = {"base": [], "left": ["base"], "right": ["base"], "top": ["left"]}
    for name, needed in depends.items():
        manifest = repr({"depends": needed})
        files.write_whole(tmp_path / name / "__manifest__.py", manifest)
    monkeypatch.setattr(paths, "ADDONS", tmp_path)
    odoo = Recorded(monkeypatch)
    assert suites.AloneSuite().run(odoo, Selection()) == Result(4, 0)
    assert odoo.installed == ["base", "left", "right", "top"]
    assert odoo.cloned == ["db0", "db0", "db1"]


def test_hosts_under_a_binding_policy_run_by_name_alone():
    assert BOUND not in test._wanted(None, hosts=True)
    assert test._wanted("hosts_bound", hosts=False) == [BOUND]


def test_script_runs_before_the_hosts_tests():
    ran = []
    odoo = types.SimpleNamespace(shell=lambda *call: ran.append(call))
    BOUND.prepare(odoo, "some")
    assert [call[0] for call in ran] == ["some"]


@pytest.mark.parametrize("only", [[], ["--only", "odoo"]])
def test_nothing_else_runs_without_our_add_ons(only, capsys):
    with pytest.raises(SystemExit):
        test.main([*only, "--bare"])
    assert "--bare goes with --only" in capsys.readouterr().err


def test_unknown_path_is_refused(tmp_path):
    with pytest.raises(Failure, match="does not exist"):
        test._from_root("addons/no_such_addon")
    with pytest.raises(Failure, match="is not in"):
        test._from_root(str(tmp_path))


@pytest.mark.parametrize(
    "counts, code, expected",
    [
        ("5 0", 0, Result(5, 0)),
        ("2 3", 1, Result(2, 3)),
        ("5 0", 1, Result(5, 1)),
        ("5 0", 2, Result(0, 1)),
        ("0 0", 5, Result(0, 0)),
    ],
)
def test_report_is_read(tmp_path, counts, code, expected):
    report = tmp_path / "report"
    report.write_text(counts)
    assert suites._read_report(report, code) == expected


def test_missing_report_is_a_failure(tmp_path):
    assert suites._read_report(tmp_path / "none", 0) == Result(0, 1)


def test_summary_fails_with_a_failed_test(capsys):
    results = {"odoo": (Result(3, 1), 2.0), "lint": (Result(4, 0), 1.0)}
    assert test._summary(results) == 1
    assert capsys.readouterr().out.endswith("\n7 passed, 1 failed\n")


def test_nothing_tested_is_a_failure():
    with pytest.raises(Failure, match="nothing was tested"):
        test._summary({})


SKIPPING = """
import pytest

@pytest.mark.skip(reason="no browser here")
def test_skipped():
    pass

@pytest.mark.xfail(strict=True)
def test_expected_failure():
    assert False

def test_passed():
    pass
"""


def run_pytest(tmp_path, content, *options):
    (tmp_path / "test_it.py").write_text(content)
    (tmp_path / "pytest.ini").touch()
    plugins = [
        "-p",
        "workbench.pytest_plugin",
        "-p",
        "no:odoo",
        "-p",
        "no:cacheprovider",
    ]
    answer = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            *plugins,
            *options,
            "-c",
            tmp_path / "pytest.ini",
            tmp_path,
        ],
        env={
            "PYTHONPATH": str(paths.SETUP),
            "WORKBENCH_REPORT": str(tmp_path / "report"),
        },
        capture_output=True,
        text=True,
    )
    return answer.stdout


def test_skipped_test_fails_with_its_reason(tmp_path):
    output = run_pytest(tmp_path, SKIPPING)
    assert "no browser here (under setup/test, a skipped test is a failure)" in output
    assert "1 passed, 1 xfailed, 1 error" in output
    assert (tmp_path / "report").read_text() == "1 1"


SUBTESTS = """
import unittest

class Test(unittest.TestCase):
    def test_some(self):
        for number in range(5):
            with self.subTest(number):
                self.assertLess(number, 4)

    def test_all(self):
        for number in range(4):
            with self.subTest(number):
                self.assertLess(number, 4)
"""


@pytest.mark.parametrize("processes", [0, 2])
def test_parts_of_a_test_count_only_where_they_fail(tmp_path, processes):
    run_pytest(tmp_path, SUBTESTS, "-n", str(processes))
    assert (tmp_path / "report").read_text() == "2 1"


def test_skipped_module_fails(tmp_path):
    output = run_pytest(
        tmp_path, "import pytest\npytest.importorskip('no_such_module')\n"
    )
    assert "1 error" in output
    assert "could not import 'no_such_module'" in output
