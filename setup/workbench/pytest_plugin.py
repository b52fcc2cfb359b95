"""For pytest under setup/test: a test that is skipped for want of something fails."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

#: How often Odoo looks, every 0.1 s, for Chromium; after that it skips the test.
LOOKS_FOR_BROWSER = 600
#: Seconds that a request of a page may wait until those before it are done: all share
#: the test's transaction.
WAITS_FOR_TURN = 300


def pytest_configure(config):
    """Make no test fail only because the machine is busy."""
    settings.register_profile(
        "setup", deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
    settings.load_profile("setup")
    if config.pluginmanager.has_plugin("odoo"):
        from odoo.tests import common

        common.CHECK_BROWSER_ITERATIONS = LOOKS_FOR_BROWSER
        common.BaseCase.test_cursor_lock_timeout = WAITS_FOR_TURN


def _fail_if_skipped(report) -> None:
    if report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if report.longrepr else "no reason given"
        report.outcome = "failed"
        report.longrepr = f"{reason} (under setup/test, a skipped test is a failure)"


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(item, call):
    """Turn a skipped test into a failed one."""
    report = yield
    _fail_if_skipped(report)
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report(collector):
    """Turn a skipped module into a failed one."""
    report = yield
    _fail_if_skipped(report)
    return report


def pytest_terminal_summary(terminalreporter):
    """Tell setup/test how many tests passed and how many did not."""
    if report := os.environ.get("WORKBENCH_REPORT"):
        stats = terminalreporter.stats
        failed = sum(len(stats.get(name, ())) for name in ("failed", "error"))
        Path(report).write_text(f"{len(stats.get('passed', ()))} {failed}")
