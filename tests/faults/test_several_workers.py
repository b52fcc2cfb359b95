"""Several cron workers, on one host or on two, share what is due.

Odoo gives each scheduled job to one worker at a time. A copy of the runner's job lets a
second worker take part; so two of them are at work in the middle of the same promises.
"""

import pytest
from desk import TODOS, TRACES

from server import OdooServer, wait_for

COUNT = 250
BATCH = 100
HOURS = """
SELECT extract(epoch FROM due_at - started_at)::int / 3600 FROM service_deadline
 ORDER BY id
"""


@pytest.mark.parametrize("workers", [0, 2], ids=["threads", "processes"])
def test_two_cron_workers_at_once(desk, workers):
    with OdooServer(desk, workers=workers, cron=2) as server:
        wait_for(lambda: len(server.cron_workers()) == 2, "both cron workers")
        admin = server.session("admin", "admin")
        tickets = _add_tickets(desk, admin)
        with desk.closed_gate():
            desk.pass_hours(2)
            wait_for(desk.at_gate, "a worker in the middle of the first batch")
            # Those of its batch that act alone wait; to-dos are made already.
            rest = 2 * COUNT - BATCH
            wait_for(lambda: desk.count("step") >= rest, "the other worker's batches")
        _assert_done_once(desk, tickets)


def test_two_servers_on_one_database(desk):
    with (
        OdooServer(desk, cron=2) as threads,
        OdooServer(desk, workers=2, cron=2) as processes,
    ):
        admin = threads.session("admin", "admin")
        tickets = _add_tickets(desk, admin)
        with desk.closed_gate():
            desk.pass_hours(2)
            wait_for(desk.at_gate, "a worker in the middle of the first batch")
            # Those of its batch that act alone wait; to-dos are made already.
            rest = 2 * COUNT - BATCH
            wait_for(lambda: desk.count("step") >= rest, "the other worker's batches")
            (dying,) = filter(desk.waits_at_gate, (threads, processes))
            dying.kill()
        wait_for(lambda: not desk.at_gate(), "the end of what the dead host left")
        _assert_done_once(desk, tickets)


def test_rule_changed_on_one_server_counts_on_the_other(desk):
    with OdooServer(desk, cron=0) as first, OdooServer(desk, workers=1) as second:
        admin = first.session("admin", "admin")
        other = second.session("admin", "admin")
        rule = desk.add_rule(admin)
        desk.add_tickets(other, 1)
        admin.call("service.deadline.rule", "write", rule, {"limit": 5})
        desk.add_tickets(other, 1)
    assert desk.rows(HOURS) == [(1,), (5,)]


def _add_tickets(desk, admin):
    desk.add_rule(admin, desk.todo(), desk.leave_trace())
    desk.add_runner(admin)
    tickets = desk.add_tickets(admin, COUNT)
    admin.call("helpdesk.ticket", "write", tickets[0], {"name": "Held up"})
    return tickets


def _assert_done_once(desk, tickets):
    desk.pass_hours(1)  # what was put off is tried again
    wait_for(lambda: desk.count("step") == 2 * COUNT, "all steps")
    desk.assert_acted_once(tickets, TODOS, TRACES)
