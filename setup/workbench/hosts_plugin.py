"""For pytest on the hosts' own tests: collect them as Odoo does.

Odoo's runner takes from a module only the test methods that its own classes define;
what is imported or inherited from another module is not run twice.

Some of their tours look at a page before the server has answered what the step before
asked; so who does something waits for that, as people do who see the page.
"""

import json
import tomllib
from pathlib import Path

import pytest

#: Lets the steps of tours that do something wait until the page has had no request
#: under way for a moment (an answer has to be drawn), 5 s at most. What only looks does
#: not wait: one tour ends with a list that is empty after the answer.
WAITING_STEPS = """
const { Macro } = odoo.loader.modules.get("@web/core/macro");
const { rpcBus } = odoo.loader.modules.get("@web/core/network/rpc");
const underWay = new Set();
let changed = 0;
rpcBus.addEventListener("RPC:REQUEST", ({ detail }) => {
    underWay.add(detail.data.id);
    changed = performance.now();
});
rpcBus.addEventListener("RPC:RESPONSE", ({ detail }) => {
    underWay.delete(detail.data.id);
    changed = performance.now();
});
function hasToWait() {
    const quiet = performance.now() - changed;
    return underWay.size ? quiet < 5000 : quiet < 50;
}
const start = Macro.prototype.start;
Macro.prototype.start = function () {
    const name = "@web_tour/js/tour_automatic/tour_step_automatic";
    const { TourStepAutomatic } = odoo.loader.modules.get(name);
    const { findTrigger } = TourStepAutomatic.prototype;
    TourStepAutomatic.prototype.findTrigger = function () {
        return !(this.run && hasToWait()) && findTrigger.call(this);
    };
    Macro.prototype.start = start;
    return start.call(this);
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
    """Let what a tour does wait for the answer to what it did before."""
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
