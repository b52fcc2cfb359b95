"""Contacts to keep are planned while workers die and share the job: each once.

They are planned with a few statements, and committed; who does each of them, and the
promise, follow in batches.
"""

import pytest
from shop import CONTACTS

from server import OdooServer, wait_for

JOBS = "odoo.addons.base.models.ir_cron"
PENDING = "SELECT partner_id FROM service_contact_duty WHERE is_pending ORDER BY 1"
#: What is held up: while it is planned, and while it is given out.
DUTIES, PLANNING, AFTERWARDS = (
    "service_contact_duty",
    "NEW.is_pending",
    "NOT NEW.is_pending",
)
WHO = "SELECT DISTINCT user_id FROM service_contact_duty"


@pytest.fixture
def planning(shop):
    """Give the shop with the job that plans contacts."""
    shop.use_job(CONTACTS)
    return shop


@pytest.fixture
def undisturbed(model_shop, cloned):
    """Give the contacts to keep when nothing goes wrong."""
    with cloned(model_shop) as shop, OdooServer(shop, cron=1):
        shop.use_job(CONTACTS)
        shop.run_runner_to_its_end()
        return shop.duties()


def test_worker_killed_while_it_plans(planning, undisturbed):
    with OdooServer(planning, workers=1, cron=1) as server:
        with planning.in_the_middle(DUTIES, PLANNING):
            _kill_cron_worker(server)
        assert not planning.duties()
        _finish(server, planning, undisturbed)


def test_worker_killed_while_it_gives_out_what_is_planned(planning, undisturbed):
    with OdooServer(planning, workers=1, cron=1) as server:
        with planning.in_the_middle(DUTIES, AFTERWARDS):
            _kill_cron_worker(server)
        waiting = [customer for (customer,) in planning.rows(PENDING)]
        assert waiting == sorted(planning.customers)
        assert planning.rows(WHO) == [(None,)]
        _finish(server, planning, undisturbed)


def test_killed_server(planning, undisturbed):
    with OdooServer(planning, cron=1) as server:
        with planning.in_the_middle(DUTIES, PLANNING):
            server.kill()
        assert not planning.duties()
        server.start()
        _finish(server, planning, undisturbed)


@pytest.mark.parametrize("held_up", [PLANNING, AFTERWARDS])
def test_two_workers_run_at_once(planning, undisturbed, held_up):
    """What one holds the other leaves, without waiting."""
    with planning.two_runners() as server:
        with planning.in_the_middle(DUTIES, held_up):
            wait_for(planning.one_rests, "the end of the other worker's job")
            assert not planning.blocked()
        _finish(server, planning, undisturbed)
        assert " ERROR " not in server.log_lines(JOBS)


def test_worker_that_looked_before_another_one_was_done(planning, undisturbed):
    """It sees no contacts to keep, and those that it plans are there already."""
    with planning.two_runners() as server:
        planning.hold_up_runner(server.session("admin", "admin"))
        with planning.closed_gate():
            planning.run_runner()
            wait_for(planning.at_gate, "the first look of one worker")
            wait_for(planning.one_rests, "the end of the other one's job")
        _finish(server, planning, undisturbed)
        assert " ERROR " not in server.log_lines(JOBS)


def _kill_cron_worker(server):
    (worker,) = server.cron_workers()
    server.kill_worker(worker)


def _finish(server, shop, undisturbed):
    wait_for(server.cron_workers, "a worker")
    shop.run_runner_to_its_end()
    assert shop.duties() == undisturbed
    assert not shop.rows(PENDING)
