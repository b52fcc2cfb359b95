"""The hosts' tests are collected as Odoo collects them, without known failures."""

import tomllib
import types
from pathlib import Path

import pytest

from workbench import hosts_plugin
from workbench.hosts import BOUND, HOSTS

MODULE = "odoo.addons.hr.tests.test_hr"


def item(cls, name="test_own", module=MODULE):
    stand_in = types.SimpleNamespace
    return stand_in(
        cls=cls,
        originalname=name,
        module=stand_in(__name__=module),
        path=Path("tests/test_hr.py"),
    )


def make_class(name="TestHr", bases=(), module=MODULE, **more):
    return type(name, bases, {"__module__": module, "test_own": print, **more})


def collect(items, suite=None):
    """Return what the plugin leaves of the items."""
    config = types.SimpleNamespace(
        hook=types.SimpleNamespace(pytest_deselected=lambda items: None),
        getoption={"left_out": suite}.get,
    )
    hosts_plugin.pytest_collection_modifyitems(config, items)
    return items


@pytest.fixture
def left_out(tmp_path, monkeypatch):
    """Write the list of known failures."""
    file = tmp_path / "left_out.toml"
    monkeypatch.setattr(hosts_plugin, "LEFT_OUT", file)
    return file.write_text


@pytest.mark.parametrize(
    "tested, own",
    [
        (item(make_class()), True),
        (item(make_class(module="odoo.addons.web.tests.test_js")), False),
        (item(make_class(bases=(make_class(test_other=print),)), "test_other"), False),
        (
            item(
                make_class(
                    bases=(make_class(test_other=print),),
                    allow_inherited_tests_method=True,
                ),
                "test_other",
            ),
            True,
        ),
    ],
)
def test_only_own_methods_are_collected(tested, own):
    assert bool(collect([tested])) == own


def test_known_failure_is_left_out_of_its_suite_alone(left_out):
    left_out('[one]\n"hr/test_hr.py::TestHr::test_own" = "the reason"\n')
    known, other = item(make_class()), item(make_class("TestOther"))
    assert collect([known, other], "one") == [other]
    assert collect([known, other], "two") == [known, other]
    assert collect([known, other]) == [known, other]


def test_known_failure_that_is_not_there_any_more_ends_the_run(left_out):
    left_out('[one]\n"hr/test_hr.py::TestHr::test_gone" = "the reason"\n')
    with pytest.raises(pytest.UsageError, match="TestHr::test_gone"):
        collect([item(make_class())], "one")


def test_each_known_failure_has_a_suite_and_a_reason():
    known = tomllib.loads(hosts_plugin.LEFT_OUT.read_text())
    assert known.keys() <= {suite.name for suite in (*HOSTS, BOUND)}
    assert all(reason for tests in known.values() for reason in tests.values())
