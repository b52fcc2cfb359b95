"""A policy of attendance is tried on the past while the server dies: it goes on with
the month at which it was.

The server is held up where it writes what came out: of six months five are kept then.
"""

import pytest
from office import HR, POLICY

from server import OdooServer, wait_for

TRIALS = "attendance_rules_close.ir_cron_attendance_policy_trial"
STATE = "SELECT state, done FROM attendance_policy_trial ORDER BY id"
LINES = """
SELECT trial_id, employee_id, deduction, incidents, full_lost
  FROM attendance_policy_trial_line ORDER BY trial_id, employee_id, department_id
"""


@pytest.fixture
def draft(office):
    """Give a stricter draft, which waits to be tried; nothing runs yet."""
    with OdooServer(office, cron=0) as server:
        admin = server.session("admin", "admin")
        (draft,) = admin.call("attendance.policy", "copy", [office.id_of(POLICY)])
        admin.call("attendance.policy", "write", draft, {"monthly_grace": 0})
        _ask(server, draft)
    office.runner = office.id_of(TRIALS)
    office.rows("UPDATE ir_cron SET active = id = %s", office.runner)
    office.hold_up("attendance_policy_trial_line")
    return draft


def test_killed_server(office, draft):
    with OdooServer(office, cron=1) as server:
        with office.closed_gate():
            office.run_runner()
            wait_for(office.at_gate, "the last month")
            server.kill()
        wait_for(lambda: not office.at_gate(), "the end of what the server left behind")
        assert office.rows(STATE) == [("running", 5)]
        assert office.rows(LINES) == []
        server.start()
        _finish(office, 1)
        _ask(server, draft)
        _finish(office, 2)
    first, second = (
        [line for trial, *line in office.rows(LINES) if trial == number]
        for number in sorted({trial for trial, *_line in office.rows(LINES)})
    )
    assert first == second
    assert any(deduction for _employee, deduction, *_others in first)


def _ask(server, draft):
    server.session(HR[0], HR[0]).call("attendance.policy", "action_try", [draft])


def _finish(office, count):
    office.run_runner()
    done = [("done", 6)] * count
    wait_for(lambda: office.rows(STATE) == done, "the end of the trial")
