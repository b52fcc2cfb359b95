"""For pytest on the hosts' own tests: collect them as Odoo does.

Odoo's runner takes from a module only the test methods that its own classes define;
what is imported or inherited from another module is not run twice.
"""

import tomllib
from pathlib import Path

import pytest

#: By suite: tests that fail, or skip themselves, in the same way without our add-ons.
LEFT_OUT = Path(__file__).with_name("hosts_left_out.toml")


def pytest_addoption(parser):
    """Name the suite whose known failures are left out."""
    parser.addoption("--left-out", metavar="SUITE")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """Leave out what is only imported, and what fails by itself."""
    own = [item for item in items if _is_own(item)]
    left_out = _left_out(config.getoption("left_out"))
    if gone := left_out.difference(map(_name, own)):
        raise pytest.UsageError(
            f"{LEFT_OUT.name} names tests that are not there: {', '.join(sorted(gone))}"
        )
    chosen = [item for item in own if _name(item) not in left_out]
    config.hook.pytest_deselected(items=[item for item in items if item not in chosen])
    items[:] = chosen


def _is_own(item) -> bool:
    defining = item.cls.__dict__
    inherits = getattr(item.cls, "allow_inherited_tests_method", False)
    same_module = item.cls.__module__ == item.module.__name__
    return same_module and (inherits or item.originalname in defining)


def _name(item) -> str:
    """Return ``add-on/file.py::class::method``."""
    addon = item.module.__name__.split(".")[2]
    return f"{addon}/{item.path.name}::{item.cls.__name__}::{item.originalname}"


def _left_out(suite: str | None) -> set[str]:
    """Return the names of the tests that a suite leaves out; no suite: none."""
    if suite is None:
        return set()
    return set(tomllib.loads(LEFT_OUT.read_text(encoding="utf-8")).get(suite, {}))
