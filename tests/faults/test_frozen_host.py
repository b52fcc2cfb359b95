"""One of two hosts stands still in the middle of a batch, as long as it likes.

Its processes are stopped (SIGSTOP), as those of a virtual machine are that is paused:
no connection breaks, nobody is told. Nobody may wait for as long, and what it had
claimed is done by the other host, once.
"""

import contextlib
import time

import pytest
from desk import TODOS

from server import OdooServer, wait_for

COUNT = 250
BATCH = 100
#: Seconds after which the engine lets PostgreSQL end a batch that does nothing.
BATCH_IDLE = 30
#: Seconds after which PostgreSQL ends whatever else is idle, as docs/scaling.md says,
#: but shorter: so long the job itself is held.
SESSION_IDLE = 40


@pytest.fixture
def hosts(desk):
    """Give two hosts with a cron worker each, on 250 promises to tell people of."""
    desk.rows(
        f'ALTER DATABASE "{desk.name}"'
        f" SET idle_in_transaction_session_timeout = '{SESSION_IDLE}s'"
    )
    with (
        OdooServer(desk, workers=2, cron=1) as first,
        OdooServer(desk, workers=2, cron=1) as second,
    ):
        yield first, second


def test_another_job_takes_what_is_not_claimed(desk, hosts, meanwhile):
    """With a copy of the job the other host goes on at once. Who changes a ticket of
    the batch waits until PostgreSQL ends it, not until the host is back."""
    admin, tickets = _prepare(desk, hosts)
    desk.add_runner(admin)
    with _frozen_in_a_batch(desk, hosts, tickets) as other:
        wait_for(lambda: desk.count("step") == COUNT - BATCH, "the other's batches")
        began = time.monotonic()
        user = other.session("admin", "admin")
        change = meanwhile(
            user.call, "helpdesk.ticket", "write", tickets[0], {"name": "Changed"}
        )
        assert user.call("helpdesk.ticket", "write", tickets[-1], {"priority": "3"})
        assert time.monotonic() - began < BATCH_IDLE / 2
        assert change.result(timeout=BATCH_IDLE + 15)
        _run_until_done(desk, COUNT)
    _assert_done_once(desk, tickets)


def test_the_only_job_is_taken_over(desk, hosts):
    """Nobody has duplicated the job: it goes on when PostgreSQL ends what is idle."""
    _admin, tickets = _prepare(desk, hosts)
    with _frozen_in_a_batch(desk, hosts, tickets):
        began = time.monotonic()
        _run_until_done(desk, COUNT)
        assert time.monotonic() - began < SESSION_IDLE + 30
    _assert_done_once(desk, tickets)


def _prepare(desk, hosts):
    admin = hosts[0].session("admin", "admin")
    desk.add_rule(admin, desk.todo())
    tickets = desk.add_tickets(admin, COUNT)
    desk.hold_up("mail_activity", f"NEW.res_id = {tickets[0]}")
    return admin, tickets


@contextlib.contextmanager
def _frozen_in_a_batch(desk, hosts, tickets):
    """Freeze the host that has claimed the first batch; give the other one."""
    with desk.closed_gate():
        desk.pass_hours(2)
        wait_for(desk.at_gate, "the middle of the first batch")
        (frozen,) = filter(desk.waits_at_gate, hosts)
        frozen.freeze()
    try:
        (other,) = set(hosts) - {frozen}
        yield other
    finally:
        frozen.thaw()


def _run_until_done(desk, steps):
    """Wake the other host now and then, until all steps are done."""

    def is_done():
        if desk.count("step") == steps:
            return True
        desk.run_free_runner()
        time.sleep(1)
        return False

    wait_for(is_done, "what the frozen host had claimed", timeout=120)


def _assert_done_once(desk, tickets):
    """The host that is back does nothing of it once more."""
    desk.run_runner_to_its_end()
    desk.assert_acted_once(tickets, TODOS)
