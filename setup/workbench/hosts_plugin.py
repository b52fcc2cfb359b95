"""For pytest on the hosts' own tests: collect them as Odoo does.

Odoo's runner takes from a module only the test methods that its own classes define;
what is imported or inherited from another module is not run twice.

Some of their tours look at a page before the server has answered what the step before
asked; so each step waits for that, as people do who see the page.
"""

import json
import tomllib
from pathlib import Path

import pytest

#: Lets the steps of tours wait until the page has no request under way, 5 s at most.
#: A step's request may begin a moment after it, and its answer has to be drawn.
WAITING_STEPS = """
const { Macro } = odoo.loader.modules.get("@web/core/macro");
const { rpcBus } = odoo.loader.modules.get("@web/core/network/rpc");
const pause = () => new Promise((resolve) => setTimeout(resolve, 50));
const advance = Macro.prototype.advance;
const underWay = new Set();
rpcBus.addEventListener("RPC:REQUEST", (ev) => underWay.add(ev.detail.data.id));
rpcBus.addEventListener("RPC:RESPONSE", (ev) => underWay.delete(ev.detail.data.id));
Macro.prototype.advance = async function () {
    await pause();
    for (let i = 0; underWay.size && i < 100; i++) {
        await pause();
    }
    return advance.call(this);
};
"""

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


@pytest.fixture(scope="session", autouse=True)
def _tours_that_wait():
    """Let each step of a tour wait for the answer to the one before."""
    from odoo.tests import HttpCase  # there is no Odoo before the tests start

    start_tour = HttpCase.start_tour

    def waiting(test, url_path, tour_name, step_delay=None, **kwargs):
        options = json.dumps({"stepDelay": step_delay or 0, "startUrl": url_path})
        start = f"odoo.startTour({json.dumps(tour_name)}, {options})"
        kwargs.setdefault("code", f"{{{WAITING_STEPS}}} {start}")
        return start_tour(test, url_path, tour_name, step_delay, **kwargs)

    HttpCase.start_tour = waiting
    yield
    HttpCase.start_tour = start_tour


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
