"""PostgreSQL goes away in the middle of a batch: servers recover, nothing is lost.

What Odoo 19 does then is described in docs/scaling.md. Its master process may end, when
it is to replace a worker while PostgreSQL is away; a supervisor starts it again. The
server with threads lives on without its cron thread, until somebody starts it again.
"""

import contextlib

import psycopg2
import requests
from desk import TODOS, TRACES

from server import OdooServer, wait_for


def test_supervised_worker_processes_recover(cluster, fragile_desk):
    with OdooServer(fragile_desk, workers=1, cron=1) as server:
        tickets = _crash_in_the_middle(cluster, fragile_desk, server)
        wait_for(lambda: server.supervised().cron_workers(), "another cron worker")
        _assert_nothing_lost(fragile_desk, tickets)


def test_threads_serve_at_once_and_run_jobs_after_a_restart(cluster, fragile_desk):
    with OdooServer(fragile_desk, cron=1) as server:
        tickets = _crash_in_the_middle(cluster, fragile_desk, server)
        server.stop()
        server.start()
        wait_for(server.cron_workers, "the cron thread")
        _assert_nothing_lost(fragile_desk, tickets)


def _crash_in_the_middle(cluster, desk, server):
    """Crash PostgreSQL while a step acts; return when the server answers again."""
    admin = server.session("admin", "admin")
    desk.add_rule(admin, desk.todo(), desk.leave_trace())
    tickets = desk.add_tickets(admin, 10)
    admin.call("helpdesk.ticket", "write", tickets[5], {"name": "Held up"})
    with contextlib.suppress(psycopg2.DatabaseError), desk.closed_gate():
        desk.pass_hours(2)
        wait_for(desk.at_gate, "the middle of the batch")
        cluster.restart("immediate")
    # Each step that changes something has a transaction of its own.
    assert tickets[5] not in [ticket for (ticket,) in desk.rows(TRACES)]
    wait_for(lambda: _answers(server.supervised(), admin), "an answer afterwards")
    return tickets


def _answers(_server, admin):
    with contextlib.suppress(RuntimeError, requests.RequestException):
        return admin.call("helpdesk.ticket", "search_count", []) == 10


def _assert_nothing_lost(desk, tickets):
    desk.pass_hours(1)  # what was put off is tried again
    wait_for(lambda: desk.count("step") == 20, "the steps")
    desk.assert_acted_once(tickets, TODOS, TRACES)
