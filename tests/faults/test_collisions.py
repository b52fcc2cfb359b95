"""People's changes and the runner, or other people's, meet on the same ticket."""

from datetime import timedelta

import pytest
from desk import TODOS, TRACES

from server import OdooServer, wait_for


@pytest.fixture
def server(desk):
    """Give a server with one cron worker."""
    with OdooServer(desk, cron=1) as server:
        yield server


@pytest.fixture
def admin(server):
    """Give the administrator's log-in."""
    return server.session("admin", "admin")


def test_nobody_waits_for_an_action_that_takes_long(desk, server, admin):
    """Not even who changes the ticket of which it is an action."""
    desk.add_rule(admin, desk.todo(), desk.leave_trace())
    tickets = desk.add_tickets(admin, 3)
    admin.call("helpdesk.ticket", "write", tickets[-1], {"name": "Held up"})
    with desk.closed_gate():
        desk.pass_hours(2)
        wait_for(desk.at_gate, "the action")
        for ticket in tickets:
            values = {"subject_ref": "Shop 12", "priority": "3"}
            assert admin.call("helpdesk.ticket", "write", ticket, values)
        assert not desk.blocked()
    wait_for(lambda: desk.count("step") == 6, "the steps")
    desk.assert_acted_once(tickets, TODOS, TRACES)


def test_runner_leaves_out_the_ticket_that_somebody_changes(
    desk, server, admin, meanwhile
):
    desk.add_rule(admin, desk.todo(), desk.leave_trace())
    tickets = desk.add_tickets(admin, 3)
    desk.move_clock(timedelta(hours=2))
    with desk.closed_gate():
        change = meanwhile(desk.change_slowly, admin, tickets[0], name="Changed")
        wait_for(desk.at_gate, "the middle of the change")
        desk.run_runner()
        wait_for(lambda: desk.count("step") == 4, "the steps of the other tickets")
        assert not desk.blocked()
        assert tickets[0] not in desk.tickets_with("step")
    change.result(timeout=60)
    desk.run_runner()
    wait_for(lambda: desk.count("step") == 6, "the steps of the changed ticket")
    assert _names(admin, tickets) == ["Changed", "Ticket 1", "Ticket 2"]
    desk.assert_acted_once(tickets, TODOS, TRACES)


def test_runner_does_not_wait_for_a_long_change(desk, server, admin):
    """A change that began before the promise fell due, an import for example."""
    desk.add_rule(admin, desk.todo(), desk.leave_trace())
    tickets = desk.add_tickets(admin, 3)
    desk.move_clock(timedelta(hours=2))
    with desk.connection() as connection, connection.cursor() as cursor:
        change = "UPDATE helpdesk_ticket SET name = 'Changed' WHERE id = %s"
        cursor.execute(change, [tickets[0]])
        desk.run_runner()
        wait_for(lambda: desk.count("step") == 4, "the steps of the other tickets")
        assert not desk.blocked()
    desk.run_runner()
    wait_for(lambda: desk.count("step") == 6, "the steps of the changed ticket")
    assert _names(admin, tickets) == ["Changed", "Ticket 1", "Ticket 2"]
    desk.assert_acted_once(tickets, TODOS, TRACES)


def test_change_between_the_runners_first_look_and_its_lock(desk, server, admin):
    desk.add_rule(admin, desk.todo(), desk.leave_trace())
    tickets = desk.add_tickets(admin, 3)
    desk.hold_up_runner(admin)
    desk.move_clock(timedelta(hours=2))
    with desk.closed_gate():
        desk.run_runner()
        wait_for(desk.at_gate, "the start of the job")
        admin.call("helpdesk.ticket", "write", tickets[0], {"name": "Changed"})
    wait_for(lambda: desk.count("step") == 6, "the steps")
    assert "ERROR" not in server.log_lines("odoo.addons.base.models.ir_cron")
    desk.assert_acted_once(tickets, TODOS, TRACES)


def test_two_people_start_the_same_promise_at_once(desk, server, admin, meanwhile):
    desk.add_rule(admin, domain="[('urgency', '=', 'urgent')]")
    (ticket,) = desk.add_tickets(admin, 1)
    leader = server.session("leader@example.com", "leader@example.com")
    with desk.closed_gate():
        first = meanwhile(desk.change_slowly, admin, ticket, urgency="urgent")
        wait_for(desk.at_gate, "the middle of the first change")
        urgent = {"urgency": "urgent", "name": "Changed"}
        second = meanwhile(leader.call, "helpdesk.ticket", "write", ticket, urgent)
        wait_for(desk.blocked, "the wait of the second change for the first")
    first.result(timeout=60)
    assert second.result(timeout=60)
    assert "tries left, try again" in server.log_text()
    assert desk.tickets_with("start") == [ticket]
    assert _names(admin, [ticket]) == ["Changed"]
    desk.assert_log_tells_all()


def _names(admin, tickets):
    rows = admin.call("helpdesk.ticket", "read", tickets, ["name"])
    return [row["name"] for row in rows]
