"""A cron worker is killed while a step acts: no step is lost, none done twice.

A hundred promises make a batch: it tells people, and then each step that changes
something acts alone. The worker is held up at the 225th of 250 such steps.
"""

import contextlib

import pytest
from desk import TODOS, TRACES

from server import OdooServer, wait_for

HELD_UP = 225


@pytest.fixture
def tickets(desk):
    """Give 250 tickets of which one will hold up who acts on it."""
    with OdooServer(desk, cron=0) as server:
        admin = server.session("admin", "admin")
        desk.add_rule(admin, desk.todo(), desk.leave_trace())
        tickets = desk.add_tickets(admin, 250)
        admin.call("helpdesk.ticket", "write", tickets[HELD_UP], {"name": "Held up"})
    return tickets


def test_killed_cron_process(desk, tickets):
    with OdooServer(desk, workers=1, cron=1) as server:
        with _in_the_middle(desk):
            (worker,) = server.cron_workers()
            server.kill_worker(worker)
        wait_for(server.cron_workers, "the start of another worker")
        _finish(desk, tickets)


def test_killed_server(desk, tickets):
    with OdooServer(desk, cron=1) as server:
        with _in_the_middle(desk):
            server.kill()
        server.start()
        _finish(desk, tickets)


def test_promise_whose_action_never_ends(desk):
    """It gets its worker killed, but must not do so to every worker that follows."""
    with OdooServer(desk, workers=1, cron=1) as server:
        admin = server.session("admin", "admin")
        desk.add_rule(admin, desk.todo(), desk.leave_trace())
        tickets = desk.add_tickets(admin, 3)
        admin.call("helpdesk.ticket", "write", tickets[1], {"name": "Held up"})
        with desk.closed_gate():
            desk.pass_hours(2)
            for _attempt in range(2):
                _kill_who_waits(desk, server)
                wait_for(lambda: desk.count("step") == 5, "all other steps")
                desk.pass_hours(1)
        _finish(desk, tickets)


def _kill_who_waits(desk, server):
    (backend,) = wait_for(desk.at_gate, "a worker that waits")
    (worker,) = server.cron_workers()
    server.kill_worker(worker)
    desk.rows("SELECT pg_terminate_backend(%s)", backend)
    wait_for(lambda: backend not in desk.at_gate(), "the end of what it left behind")
    wait_for(server.cron_workers, "the start of another worker")
    desk.run_runner()


@contextlib.contextmanager
def _in_the_middle(desk):
    """Hold the worker up while it acts on a promise of the last batch."""
    with desk.closed_gate():
        desk.pass_hours(2)
        wait_for(desk.at_gate, "the step that is held up")
        assert len(desk.rows(TODOS)) == 250
        assert len(desk.rows(TRACES)) == HELD_UP
        assert desk.count("step") == 250 + HELD_UP
        yield
    wait_for(lambda: not desk.at_gate(), "the end of what the worker left behind")


def _finish(desk, tickets):
    """What was put off, as its worker was killed, is tried again."""
    desk.pass_hours(1)
    wait_for(lambda: desk.count("step") == 2 * len(tickets), "the rest of the steps")
    desk.assert_acted_once(tickets, TODOS, TRACES)
