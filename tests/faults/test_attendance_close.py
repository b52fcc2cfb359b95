"""A month is closed all or nothing, and once, whoever dies or does the same meanwhile.

Two months are closed and the third is in audit, so that its close pays the bonus to
those who were always there.
"""

import contextlib

import pytest
from office import HR

from server import OdooServer, wait_for

#: Whatever a close writes.
CLOSED = """
SELECT 'state', state FROM attendance_period WHERE id = %(id)s AND state = 'closed'
UNION ALL
SELECT 'seal', seal FROM attendance_period_seal WHERE period_id = %(id)s
UNION ALL
SELECT 'pay', key FROM attendance_pay_item WHERE period_id = %(id)s
UNION ALL
SELECT 'bonus', bonus::text FROM attendance_streak WHERE period_id = %(id)s
UNION ALL
SELECT 'statement', seal FROM attendance_month WHERE period_id = %(id)s AND seal <> ''
"""
BONUSES = """
SELECT employee_id, amount FROM attendance_pay_item WHERE kind = 'bonus' ORDER BY 1
"""
UNPAID = """
SELECT adjustment.id FROM attendance_adjustment adjustment
  JOIN attendance_period period ON period.id = adjustment.period_id
 WHERE period.state = 'closed' AND NOT EXISTS (
       SELECT FROM attendance_pay_item item WHERE item.adjustment_id = adjustment.id)
"""
PERIODS = "SELECT count(*) FROM attendance_period WHERE month = %s AND company_id = %s"
ADJUSTED = "SELECT employee_id FROM attendance_adjustment ORDER BY employee_id"


def test_worker_killed_while_it_closes(office, meanwhile):
    with _in_audit(office, workers=1) as (server, period):
        hr = server.session(HR[0], HR[0])
        office.hold_up("attendance_period_seal")
        office.interrupt(server, meanwhile, office.confirm_close, hr, period)
        assert not _written(office, period)
        office.confirm_close(hr, period)
        _assert_closed_once(office, period)


def test_two_people_close_at_once(office, meanwhile):
    with _in_audit(office) as (server, period):
        first, second = (server.session(login, login) for login in HR)
        office.hold_up("attendance_period_seal")
        with office.closed_gate():
            closing = meanwhile(office.confirm_close, first, period)
            wait_for(office.at_gate, "the middle of the close")
            too_late = meanwhile(office.confirm_close, second, period)
            wait_for(office.blocked, "the wait of the second for the first")
        closing.result(timeout=60)
        with pytest.raises(RuntimeError, match="was closed on .* already"):
            too_late.result(timeout=60)
        _assert_closed_once(office, period)


def test_two_people_look_for_open_points_at_once(office, meanwhile):
    with OdooServer(office, cron=1) as server:
        first, second = (server.session(login, login) for login in HR)
        office.judge()
        values = {"month": str(office.months[0])}
        period = first.call("attendance.period", "create", values)
        check = "attendance.period", "action_check", [period]
        first.call(*check)
        without = {"resource_calendar_id": False}
        first.call("hr.employee", "write", office.employees[0], without)
        office.hold_up("attendance_period_check")
        with office.closed_gate():
            looks = [meanwhile(first.call, *check)]
            wait_for(office.at_gate, "the first open point")
            looks.append(meanwhile(second.call, *check))
            wait_for(office.two_wait, "the wait of the second")
        for look in looks:
            look.result(timeout=60)


def test_close_while_a_worker_judges(office):
    with _in_audit(office) as (server, period):
        hr = server.session(HR[0], HR[0])
        office.hold_up_judging("attendance_month", office.absent)
        office.punch(hr, office.absent, office.absent_day(office.months[-1]))
        with office.closed_gate():
            office.run_runner()
            wait_for(office.at_gate, "the middle of the judging")
            with pytest.raises(RuntimeError, match="being judged right now"):
                office.confirm_close(hr, period)
        office.judge()
        assert not _written(office, period)
        office.confirm_close(hr, period)
        _assert_closed_once(office, period)
        assert office.absences(office.absent) == [1, 1, 0]


def test_two_workers_book_what_came_after_the_close(office):
    """Both need the next month, which nobody has begun."""
    with OdooServer(office, cron=2) as server:
        wait_for(lambda: len(server.cron_workers()) == 2, "both cron workers")
        hr = server.session(HR[0], HR[0])
        office.judge()
        office.close(hr, office.months[0])
        office.add_runner(server.session("admin", "admin"))
        office.hold_up("attendance_period")
        with office.closed_gate():
            _book_late_punch(office, hr, office.absent)
            wait_for(office.at_gate, "the worker that books first")
            _book_late_punch(office, hr, office.absent_too)
            wait_for(office.two_wait, "the worker that books, too")
        office.judge()
        office.run_runner_to_its_end()
        assert office.rows(ADJUSTED) == [(office.absent,), (office.absent_too,)]
        assert office.rows(PERIODS, office.months[1], office.company) == [(1,)]
        assert " ERROR " not in server.log_lines("odoo.addons.base.models.ir_cron")


def test_worker_books_in_the_month_that_is_being_closed(office, meanwhile):
    """What it books is paid with that month, or in the next one."""
    with _in_audit(office) as (server, period):
        first, second = (server.session(login, login) for login in HR)
        dialog = office.ask_to_close(first, period)
        confirm = "attendance.period.close", "action_confirm", [dialog]
        admin = server.session("admin", "admin")
        admin.call("hr.employee", "create", {"name": "One more without contract date"})
        office.hold_up("attendance_period_check_hr_employee_rel")
        with office.closed_gate():
            closing = meanwhile(first.call, *confirm)
            wait_for(office.at_gate, "the look for open points")
            office.punch(second, office.absent, office.absent_day(office.months[0]))
            office.run_runner()
            wait_for(lambda: office.blocked() or office.rows(ADJUSTED), "the worker")
        closing.result(timeout=60)
        office.judge()
        assert office.rows(ADJUSTED) == [(office.absent,)]
        assert not office.rows(UNPAID)
        _assert_closed_once(office, period)


@contextlib.contextmanager
def _in_audit(office, workers=0):
    """Run a server; two months are closed, and the audit of the third has begun."""
    with OdooServer(office, workers=workers, cron=1) as server:
        hr = server.session(HR[0], HR[0])
        office.judge()
        for month in office.months[:-1]:
            office.close(hr, month)
        yield server, office.audit(hr, office.months[-1])


def _book_late_punch(office, hr, employee):
    office.punch(hr, employee, office.absent_day(office.months[0]))
    office.run_free_runner()


def _written(office, period):
    with office.connection() as connection, connection.cursor() as cursor:
        cursor.execute(CLOSED, {"id": period})
        return cursor.fetchall()


def _assert_closed_once(office, period):
    written = [kind for kind, _value in _written(office, period)]
    assert written.count("state") == written.count("seal") == 1
    assert written.count("statement") == len(office.employees)
    assert written.count("bonus") == len(office.always_there)
    assert office.rows(BONUSES) == [(each, 500) for each in office.always_there]
