"""Months are judged while workers die, share the queue, and people go on.

The judging is held up near the end of the last month, so nearly all is done by then and
nothing is committed.
"""

import contextlib

import psycopg2
import pytest
import requests

from server import OdooServer, wait_for

JOBS = "odoo.addons.base.models.ir_cron"


def test_killed_cron_process(office, undisturbed):
    with OdooServer(office, workers=1, cron=1) as server:
        with _in_the_middle(office):
            (worker,) = server.cron_workers()
            server.kill_worker(worker)
        _assert_nothing_lost(office)
        wait_for(server.cron_workers, "the start of another worker")
        _finish(office, undisturbed)


def test_killed_server(office, undisturbed):
    with OdooServer(office, cron=1) as server:
        with _in_the_middle(office):
            server.kill()
        _assert_nothing_lost(office)
        server.start()
        _finish(office, undisturbed)


def test_postgresql_crashes(cluster, fragile_office, undisturbed):
    with OdooServer(fragile_office, workers=1, cron=1) as server:
        admin = server.session("admin", "admin")
        with (
            contextlib.suppress(psycopg2.DatabaseError),
            _in_the_middle(fragile_office),
        ):
            cluster.restart("immediate")
        _assert_nothing_lost(fragile_office)
        wait_for(lambda: _answers(server.supervised(), admin), "an answer afterwards")
        wait_for(lambda: server.supervised().cron_workers(), "another cron worker")
        _finish(fragile_office, undisturbed)


@pytest.mark.parametrize("workers", [0, 2], ids=["threads", "processes"])
def test_two_workers_share_the_queue(office, undisturbed, workers):
    """One is in the middle of the marked employees; the other takes who comes later."""
    with _two_runners(office, workers) as (server, admin):
        with _in_the_middle(office):
            newcomer = office.add_employee(admin, 11)
            office.punch(admin, newcomer, office.absent_day(office.months[0]))
            office.run_free_runner()
            wait_for(lambda: office.absences(newcomer), "the newcomer's month")
            assert not office.verdicts()
        _finish(office, undisturbed)
        _assert_no_job_failed(server)


def test_worker_that_looked_before_another_one_was_done(office, undisturbed):
    """It sees marks that are gone, of employees whom nobody holds any more."""
    with _two_runners(office) as (server, admin):
        office.hold_up_runner(admin)
        with office.closed_gate():
            office.run_runner()
            wait_for(office.at_gate, "the first look of one worker")
            wait_for(lambda: not office.marks(), "the end of the other one's judging")
        office.run_runner_to_its_end()
        assert office.verdicts() == undisturbed
        _assert_no_job_failed(server)


def test_punch_while_its_month_is_judged_is_not_lost(office):
    with OdooServer(office, cron=1) as server:
        admin = server.session("admin", "admin")
        office.hold_up_judging("attendance_month", office.absent)
        with office.closed_gate():
            office.run_free_runner()
            wait_for(office.at_gate, "the middle of the judging")
            office.punch(admin, office.absent, office.absent_day(office.months[-1]))
        office.judge()
        assert office.absences(office.absent) == [1, 1, 0]


def test_hr_judges_what_a_worker_is_judging(office, meanwhile):
    with _absence_to_judge_again(office) as (server, admin):
        with office.closed_gate():
            office.run_runner()
            wait_for(office.at_gate, "the middle of the worker's judging")
            other = meanwhile(_recompute, office, admin)
            wait_for(office.blocked, "the wait of HR for the worker")
        other.result(timeout=60)
        office.judge()
        assert office.absences(office.absent) == [1, 1, 0]
        _assert_no_job_failed(server)


def test_worker_judges_what_hr_is_judging(office, meanwhile):
    with _absence_to_judge_again(office) as (server, admin):
        with office.closed_gate():
            other = meanwhile(_recompute, office, admin)
            wait_for(office.at_gate, "the middle of HR's judging")
            office.run_runner()
            wait_for(office.blocked, "the wait of the worker for HR")
        other.result(timeout=60)
        office.run_runner_to_its_end()
        assert not office.marks()
        assert office.absences(office.absent) == [1, 1, 0]
        _assert_no_job_failed(server)


@contextlib.contextmanager
def _in_the_middle(office):
    """Hold the worker up at the last month of the last employee."""
    office.hold_up_judging("attendance_month", office.employees[-1])
    with office.closed_gate():
        office.run_runner()
        wait_for(office.at_gate, "the middle of the judging")
        yield
    wait_for(lambda: not office.at_gate(), "the end of what the worker left behind")


@contextlib.contextmanager
def _two_runners(office, workers=0):
    """Run a server with two cron workers that both judge."""
    with OdooServer(office, workers=workers, cron=2) as server:
        wait_for(lambda: len(server.cron_workers()) == 2, "both cron workers")
        admin = server.session("admin", "admin")
        office.add_runner(admin)
        yield server, admin


@contextlib.contextmanager
def _absence_to_judge_again(office):
    """Judge all months; then a punch fills an absence, and its judging is held up.

    Whoever judges has written the month by then, so that others wait for it.
    """
    with OdooServer(office, cron=1) as server:
        admin = server.session("admin", "admin")
        office.judge()
        office.rows("UPDATE ir_cron SET nextcall = nextcall + interval '1 day'")
        office.hold_up_judging("attendance_day", office.absent)
        office.punch(admin, office.absent, office.absent_day(office.months[-1]))
        yield server, admin


def _recompute(office, session):
    """Press "Judge again" on the last month of the one who was absent."""
    domain = [("employee_id", "=", office.absent)]
    domain += [("month", "=", str(office.months[-1]))]
    months = session.call("attendance.month", "search", domain)
    session.call("attendance.month", "action_recompute", months)


def _assert_nothing_lost(office):
    assert {employee for employee, _day in office.marks()} == set(office.employees)
    assert not office.verdicts()


def _finish(office, undisturbed):
    office.judge()
    assert office.verdicts() == undisturbed


def _assert_no_job_failed(server):
    assert " ERROR " not in server.log_lines(JOBS)


def _answers(_server, admin):
    with contextlib.suppress(RuntimeError, requests.RequestException):
        return admin.call("res.users", "search_count", []) > 0
