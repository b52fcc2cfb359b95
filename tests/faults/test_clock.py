"""The clock of the machine is moved: nothing is done twice, no time is below zero."""

from datetime import timedelta

import pytest
from desk import TODOS, TRACES

from server import OdooServer, wait_for

ONE_DAY = timedelta(days=1)


@pytest.fixture
def server(desk):
    """Give a server with one cron worker."""
    with OdooServer(desk, cron=1) as server:
        yield server


@pytest.fixture
def admin(server):
    """Give the administrator's log-in."""
    return server.session("admin", "admin")


def test_clock_moved_back_after_the_steps(desk, server, admin):
    desk.add_rule(admin, desk.todo(), desk.leave_trace())
    tickets = desk.add_tickets(admin, 3)
    desk.pass_hours(2)
    wait_for(lambda: desk.count("step") == 6, "the steps")
    desk.move_clock(-ONE_DAY)
    desk.run_runner_to_its_end()
    desk.assert_acted_once(tickets, TODOS, TRACES)
    desk.move_clock(ONE_DAY)
    desk.run_runner_to_its_end()
    desk.assert_acted_once(tickets, TODOS, TRACES)


def test_people_go_on_while_the_clock_is_back(desk, server, admin):
    """What started lies in the future then; so do pauses and what was broken."""
    desk.add_rule(admin, desk.todo(), desk.leave_trace(), allow_manual_stop=True)
    broken = desk.add_tickets(admin, 1)
    desk.pass_hours(2)
    wait_for(lambda: desk.count("step") == 2, "the steps")
    tickets = desk.add_tickets(admin, 5)
    paused, resumed, ended, closed, _running = _deadlines(admin, tickets)
    _pause(admin, paused, resumed)
    desk.move_clock(-ONE_DAY)
    admin.call("service.deadline", "action_resume", [resumed])
    admin.call("service.deadline", "action_stop", [ended], "Done")
    _close(desk, admin, [*broken, tickets[3]])
    desk.run_runner_to_its_end()
    desk.move_clock(ONE_DAY)
    admin.call("service.deadline", "action_resume", [paused])
    desk.pass_hours(2)
    wait_for(lambda: desk.count("step") == 8, "the steps of those that still run")
    assert desk.count("breach") == 4
    desk.assert_no_negative_times()
    desk.assert_log_tells_all()
    assert "Traceback" not in server.log_text()


def _deadlines(admin, tickets):
    return admin.call(
        "service.deadline", "search", [("res_id", "in", tickets)], order="res_id"
    )


def _pause(admin, *deadlines):
    reason = admin.call("service.pause.reason", "create", {"name": "Waiting"})
    values = {"deadline_ids": deadlines, "reason_id": reason}
    question = admin.call("service.deadline.pause", "create", values)
    admin.call("service.deadline.pause", "action_confirm", [question])


def _close(desk, admin, tickets):
    ((stage,),) = desk.rows(
        "SELECT id FROM helpdesk_ticket_stage WHERE closed ORDER BY id LIMIT 1"
    )
    admin.call("helpdesk.ticket", "write", tickets, {"stage_id": stage})
