"""From a complaint's e-mail to its broken promise: everything real, nothing mocked.

The mail gateway by its one-liner, a server with a cron worker, the policies as they
come (SM-5.3), Chromium, a mail server, and a clock that is moved.
"""

import re
import subprocess
import time
from datetime import timedelta

import pytest
from browser import Browser
from postbox import Postbox

from server import OdooServer, wait_for
from workbench import paths

TITLE = "The escalator stands still"
CUSTOMER = "anna.weber@customer.example"
LEADER = "leader@riverside.example"
COMPLAINT = f"""\
From: Anna Weber <{CUSTOMER}>
To: complaints@riverside.example
Subject: {TITLE}
Message-Id: <escalator@customer.example>
Date: Mon, 2 Mar 2026 09:00:00 +0000
Content-Type: text/plain; charset=utf-8

It has not moved since Monday, and my mother cannot climb the stairs.
"""
RUNNER = "service_deadline.ir_cron_deadline_engine"
#: So soon an e-mail has left after the to-do that goes with it.
SECONDS = 10
COUNTDOWN = ".o_deadline_card .o_service_countdown_time"
BROKEN_IN_PORTAL = ".o_service_promises .o_service_state_breached"
TODOS = """
SELECT activity.summary, login FROM mail_activity activity
  JOIN res_users person ON person.id = activity.user_id
 WHERE res_model = 'helpdesk.ticket' AND res_id = %s AND service_step_id IS NOT NULL
 ORDER BY activity.id
"""
NOTICES = "SELECT id FROM service_notice"
REMIND = ("Contact the customer: the time is nearly over", "leader")
LATE = ("Customer not contacted in time", "leader")


@pytest.fixture
def postbox():
    """Give the mail server."""
    with Postbox() as postbox:
        yield postbox


@pytest.fixture
def server(database):
    """Give a server with the demo data."""
    with OdooServer(database, cron=1) as server:
        yield server


def test_sm_5_3_complaint_by_mail_is_escalated_and_shown(database, server, postbox):
    admin = server.session("admin", "admin")
    _connect_mail(admin, postbox)
    _work_day_and_night(admin)
    ticket = _send_complaint(database, admin)

    _pass(database, minutes=51)
    wait_for(lambda: _todos(database, ticket) == [REMIND], "the warning")
    asked = time.monotonic()
    wait_for(lambda: postbox.about(TITLE, LEADER), "the e-mail of the warning")
    assert time.monotonic() - asked < SECONDS, "it leaves with the commit"
    with Browser() as browser:
        leader = server.session("leader", "leader")
        browser.open(leader, f"/odoo/helpdesk.ticket/{ticket}")
        for text in browser.wait_for_change(COUNTDOWN):
            assert re.fullmatch(r"(\d+ min )?\d+ sec", text)

        _pass(database, minutes=15)
        wait_for(lambda: _todos(database, ticket) == [REMIND, LATE], "the escalation")
        wait_for(lambda: not database.rows(NOTICES), "the e-mails of the run")
        wait_for(lambda: len(postbox.about(TITLE, LEADER)) == 2, "the leader's e-mails")

        browser.open(server.session("customer", "customer"), f"/my/ticket/{ticket}")
        for text in browser.wait_for_change(BROKEN_IN_PORTAL):
            assert re.fullmatch(r"(\d+ min )?\d+ sec over", text)
    assert len(postbox.about(TITLE, CUSTOMER)) == 1


def _connect_mail(admin, postbox):
    values = {"name": "Postbox", "smtp_host": "127.0.0.1", "smtp_port": postbox.port}
    admin.call("ir.mail_server", "create", values)


def _work_day_and_night(admin):
    """Let all hours be alike, so that the clock may be moved by any amount."""
    day = {"name": "All day", "hour_from": 0, "hour_to": 24}
    week = [(0, 0, {**day, "dayofweek": str(number)}) for number in range(7)]
    values = {"name": "Always", "attendance_ids": [(5,), *week]}
    calendar = admin.call("resource.calendar", "create", values)
    companies = admin.call("res.company", "search", [])
    admin.call("res.company", "write", companies, {"resource_calendar_id": calendar})


def _send_complaint(database, admin):
    """Pass the e-mail to the gateway, as the README says; return the ticket."""
    command = f'cat complaint.eml | "{paths.SETUP}/mail" --database {database.name}'
    folder = paths.STATE / "mail"
    folder.mkdir(exist_ok=True)
    (folder / "complaint.eml").write_text(COMPLAINT)
    subprocess.run(command, shell=True, cwd=folder, check=True)
    (ticket,) = admin.call("helpdesk.ticket", "search", [("name", "=", TITLE)])
    return ticket


def _pass(database, **delta):
    database.move_clock(timedelta(**delta))
    database.run_job(RUNNER)


def _todos(database, ticket):
    return database.rows(TODOS, ticket)
