"""Customers are judged while workers die, two run at once, and people go on selling.

A run is held up while it writes the history: standings are written by then, and nothing
is committed.
"""

import pytest
from shop import CHANGED_TIERS

from server import OdooServer, wait_for

JOBS = "odoo.addons.base.models.ir_cron"
MARKS = "SELECT partner_id FROM customer_tier_dirty ORDER BY 1"
TIER = """
SELECT tier.code FROM customer_standing standing
  JOIN customer_tier tier ON tier.id = standing.tier_id WHERE standing.partner_id = %s
"""
#: Where a run is held up.
HISTORY = "customer_standing_period"
RUNS = "SELECT error FROM customer_tier_run"


@pytest.fixture
def undisturbed(model_shop, cloned):
    """Give the tiers of the customers when nothing goes wrong."""
    with cloned(model_shop) as shop, OdooServer(shop, cron=1):
        shop.judge()
        return shop.standings()


def test_killed_cron_process(shop, undisturbed):
    with OdooServer(shop, workers=1, cron=1) as server:
        with shop.in_the_middle(HISTORY):
            (worker,) = server.cron_workers()
            server.kill_worker(worker)
        assert not shop.standings()
        wait_for(server.cron_workers, "the start of another worker")
        _finish(shop, undisturbed)


def test_killed_server(shop, undisturbed):
    with OdooServer(shop, cron=1) as server:
        with shop.in_the_middle(HISTORY):
            server.kill()
        assert not shop.standings()
        server.start()
        _finish(shop, undisturbed)


def test_two_workers_run_at_once(shop, undisturbed):
    """The second leaves it to the first, without waiting."""
    with shop.two_runners() as server:
        with shop.in_the_middle(HISTORY):
            wait_for(shop.one_rests, "the end of the other worker's job")
            assert not shop.blocked()
            assert not shop.standings()
        _finish(shop, undisturbed)
        assert set(shop.rows(RUNS)) == {(None,)}
        _assert_no_job_failed(server)


def test_worker_that_looked_before_another_one_was_done(shop, undisturbed):
    """It sees no tiers, and those that it is about to write are there already."""
    with shop.two_runners() as server:
        shop.hold_up_runner(server.session("admin", "admin"))
        with shop.closed_gate():
            shop.run_runner()
            wait_for(shop.at_gate, "the first look of one worker")
            wait_for(shop.standings, "the end of the other one's run")
        _finish(shop, undisturbed)
        assert set(shop.rows(RUNS)) == {(None,)}
        _assert_no_job_failed(server)


def test_marks_of_a_killed_run_are_kept(shop):
    with OdooServer(shop, workers=1, cron=1) as server:
        salesperson = server.session("admin", "admin")
        customer = _buyer(shop, salesperson)
        shop.hold_up("customer_standing", f"NEW.partner_id = {customer}")
        with shop.closed_gate():
            shop.run_runner()
            wait_for(shop.at_gate, "the middle of the run")
            (worker,) = server.cron_workers()
            server.kill_worker(worker)
        wait_for(lambda: not shop.at_gate(), "the end of what the worker left behind")
        assert (customer,) in shop.rows(MARKS)
        assert shop.rows(TIER, customer) != [("important",)]
        wait_for(server.cron_workers, "the start of another worker")
        shop.judge()
        assert shop.rows(TIER, customer) == [("important",)]
        assert not shop.rows(MARKS)


def test_order_while_all_are_judged_is_not_lost(shop):
    """Who is marked meanwhile is marked again by the job that has no turn."""
    with OdooServer(shop, workers=0, cron=2) as server:
        wait_for(lambda: len(server.cron_workers()) == 2, "both cron workers")
        salesperson = server.session("admin", "admin")
        shop.hold_up("customer_standing_period")
        with shop.closed_gate():
            shop.run_runner()
            wait_for(shop.at_gate, "the middle of the run over all")
            customer = shop.customers[0]
            shop.buy(salesperson, customer, 5_000)
            shop.use_job_beside(CHANGED_TIERS)
            shop.run_free_runner()
            wait_for(shop.one_rests, "the end of the other job")
            assert (customer,) in shop.rows(MARKS)
        wait_for(lambda: shop.rows(TIER, customer), "the end of the run over all")
        assert shop.rows(TIER, customer) != [("important",)]
        shop.use_job(CHANGED_TIERS)
        shop.judge()
        assert shop.rows(TIER, customer) == [("important",)]
        _assert_no_job_failed(server)


def _buyer(shop, salesperson):
    """Judge all; then somebody who is not important buys, and the job is the one that
    judges who is marked."""
    shop.judge()
    shop.use_job(CHANGED_TIERS)
    customer = shop.customers[0]
    shop.buy(salesperson, customer, 5_000)
    return customer


def _finish(shop, undisturbed):
    shop.judge()
    assert shop.standings() == undisturbed


def _assert_no_job_failed(server):
    assert " ERROR " not in server.log_lines(JOBS)
