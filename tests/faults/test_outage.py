"""Three days without scheduled jobs, then the runner catches up without a storm."""

import re
from datetime import timedelta

from desk import LEADER, MAIL_BODIES, TODOS, TRACES

from server import OdooServer, wait_for

COUNT = 250
LINES = 50  # of one e-mail
DAILY = {"repeat": "hours", "repeat_every": 24}


def test_three_days_without_the_runner(desk):
    with OdooServer(desk, cron=0) as server:
        admin = server.session("admin", "admin")
        desk.add_rule(
            admin,
            desk.todo(direction="before", delay=30, delay_unit="minute"),
            desk.mail(delay=1, **DAILY),
            desk.leave_trace(**DAILY),
        )
        tickets = desk.add_tickets(admin, COUNT)
    desk.move_clock(timedelta(days=3, hours=3))
    with OdooServer(desk, cron=1):
        desk.run_runner()
        wait_for(desk.mails, "the digest")
        _assert_caught_up(desk, tickets, times=1)
        desk.pass_hours(24)
        wait_for(lambda: desk.mails() == 2, "the next day's digest")
        _assert_caught_up(desk, tickets, times=2)


def _assert_caught_up(desk, tickets, times):
    """Assert one message and one act of each step per ticket and run, not per day."""
    assert sorted(desk.tickets_with("breach")) == tickets
    assert sorted(ticket for (ticket,) in desk.rows(TRACES)) == sorted(tickets * times)
    assert desk.rows(TODOS) == []
    assert sorted(desk.tickets_with("step")) == sorted(tickets * 2 * times)
    assert sorted(desk.tickets_with("collapsed")) == sorted(tickets * 3)
    bodies = [body for (body,) in desk.rows(MAIL_BODIES, LEADER)]
    assert len(bodies) == times
    for body in bodies:
        told = set(map(int, re.findall(r"/helpdesk\.ticket/(\d+)", body)))
        # The worst of them, and a link to the others.
        assert len(told) == min(LINES, len(tickets))
        assert told <= set(tickets)
    desk.assert_log_tells_all()
