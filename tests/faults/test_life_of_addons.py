"""Upgrade, removal and a new installation of our add-ons leave a working database."""

import subprocess

from browser import Browser

from server import OdooServer, wait_for

ADDONS = (
    "base_engine_tools",
    "hr_employee_team",
    "mail_incoming_robust",
    "resource_special_day",
    "service_deadline",
    "service_management",
    "service_policy",
)
PROMISES = "SELECT id, state, due_at, is_open FROM service_deadline ORDER BY id"
#: The demo's mail domain stays: other teams' addresses are in it by now.
LEFT_BEHIND = """
SELECT model, name FROM ir_model_data
 WHERE module = ANY(%s) AND model <> 'mail.alias.domain'
UNION ALL
SELECT 'ir.model', model FROM ir_model WHERE model LIKE 'service.%%'
UNION ALL
SELECT 'ir.cron', cron_name FROM ir_cron WHERE cron_name LIKE 'Promises%%'
UNION ALL
SELECT 'column', column_name FROM information_schema.columns
 WHERE table_name = 'helpdesk_ticket' AND column_name LIKE '%%deadline%%'
"""


def test_upgrade_keeps_promises_and_edited_rules(database):
    rule = database.id_of("service_management.deadline_rule_sm_contact")
    edit = 'UPDATE service_deadline_rule SET "limit" = 7 WHERE id = %s'
    database.rows(edit, rule)
    before = database.rows(PROMISES)
    assert before
    _odoo("-d", database.name, "-u", ",".join(ADDONS), "--stop-after-init", "--no-http")
    assert database.rows(PROMISES) == before
    limit = 'SELECT "limit" FROM service_deadline_rule WHERE id = %s'
    assert database.rows(limit, rule) == [(7,)]
    with OdooServer(database, cron=0) as server:
        _assert_tickets_work(server)


def test_uninstall_and_install_again(database):
    _odoo("module", "uninstall", "-d", database.name, *ADDONS)
    assert database.rows(LEFT_BEHIND, list(ADDONS)) == []
    with OdooServer(database, cron=0) as server:
        ticket = _assert_tickets_work(server)
        _assert_web_client_works(server, ticket)
    older = [ticket for (ticket,) in database.rows("SELECT id FROM helpdesk_ticket")]
    _odoo("module", "install", "-d", database.name, *ADDONS)
    with OdooServer(database, cron=0) as server:
        _assert_tickets_work(server)
        assert not _promises_of(database, *older)
        complaint = _complain(database, server.session("admin", "admin"))
        assert _promises_of(database, complaint)


def _odoo(*command):
    answer = subprocess.run(["odoo", *command], capture_output=True, text=True)
    assert answer.returncode == 0, answer.stderr[-2000:]


def _assert_tickets_work(server):
    """Use tickets as the web client and the portal do; return one of them."""
    admin = server.session("admin", "admin")
    views = [(False, "form"), (False, "list"), (False, "kanban"), (False, "search")]
    admin.call("helpdesk.ticket", "get_views", views=views)
    tickets = admin.call("helpdesk.ticket", "search", [])
    admin.call("helpdesk.ticket", "read", tickets)
    values = {"name": "It works", "description": "Still"}
    ticket = admin.call("helpdesk.ticket", "create", values)
    admin.call("helpdesk.ticket", "write", ticket, {"priority": "2"})
    admin.call("helpdesk.ticket", "message_post", ticket, body="Noted")
    assert "It works" in admin.get("/my/tickets")
    assert " ERROR " not in server.log_text()
    return ticket


def _assert_web_client_works(server, ticket):
    with Browser() as browser:
        browser.open(
            server.session("admin", "admin"), f"/odoo/helpdesk.ticket/{ticket}"
        )
        wait_for(
            lambda: "It works" in browser.text(".o_last_breadcrumb_item"),
            "the ticket's form",
            timeout=240,
        )


def _complain(database, admin):
    complaint = database.id_of("service_management.ticket_type_complaint")
    values = {"name": "It stands still", "description": "", "type_id": complaint}
    return admin.call("helpdesk.ticket", "create", values)


def _promises_of(database, *tickets):
    query = "SELECT id FROM service_deadline WHERE res_id = ANY(%s)"
    return database.rows(query, list(tickets))
