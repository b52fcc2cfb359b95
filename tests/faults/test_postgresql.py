"""PostgreSQL goes away in the middle of a batch: servers recover, nothing is lost."""

import contextlib

import psycopg2
import requests
from desk import TODOS, TRACES

from server import OdooServer, wait_for


def test_worker_processes_recover_by_themselves(cluster, fragile_desk):
    with OdooServer(fragile_desk, workers=1, cron=1) as server:
        tickets = _crash_in_the_middle(cluster, fragile_desk, server)
        wait_for(server.cron_workers, "the start of another cron worker")
        _assert_nothing_lost(fragile_desk, tickets)


def test_threads_serve_at_once_and_run_jobs_after_a_restart(cluster, fragile_desk):
    """The cron thread of Odoo 19 ends with its connection: see docs/scaling.md."""
    with OdooServer(fragile_desk, cron=1) as server:
        tickets = _crash_in_the_middle(cluster, fragile_desk, server)
        server.stop()
        server.start()
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
    assert desk.tickets_with("step") == []
    assert wait_for(lambda: _count_tickets(admin), "an answer after the restart") >= 10
    return tickets


def _count_tickets(admin):
    with contextlib.suppress(RuntimeError, requests.RequestException):
        return admin.call("helpdesk.ticket", "search_count", [])


def _assert_nothing_lost(desk, tickets):
    desk.run_runner()
    wait_for(lambda: desk.count("step") == 20, "the steps")
    desk.assert_acted_once(tickets, TODOS, TRACES)
