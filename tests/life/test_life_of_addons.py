"""Upgrade, removal and a new installation of our add-ons leave a working database.

What is installed with what comes from the manifests.
"""

import os
import re
import subprocess
from pathlib import Path

import pytest
from browser import Browser

from server import Database, OdooServer, wait_for
from workbench import addons, turns

FOLDERS = [Path(folder) for folder in os.environ["WORKBENCH_ADDONS"].split(os.pathsep)]
OURS = [addon for addon in addons.for_people() if not addons.is_demo(addon)]
APPLICATIONS = [addon for addon in OURS if addons.manifest(addon).get("application")]
#: Parts that are taken out in a run that does only a part of what takes long.
IN_TURN = 4
PROBLEM = re.compile(r"^\S+ \S+ \d+ (ERROR|CRITICAL) .*", re.M)
LOCKED = 'could not obtain lock on relation "ir_module_module"'
LOCKS = """
SELECT l.pid FROM pg_locks l JOIN pg_database d ON d.oid = l.database
 WHERE d.datname = current_database() AND l.relation = 'ir_module_module'::regclass
   AND l.pid <> pg_backend_pid()
"""
PROMISES = "SELECT id, state, due_at, is_open FROM service_deadline ORDER BY id"
INSTALLED = "SELECT name FROM ir_module_module WHERE state = 'installed'"
ACTIONS = "SELECT DISTINCT res_model, view_mode FROM ir_act_window WHERE id = ANY(%s)"
MODES = {"form", "list", "kanban", "search", "calendar", "graph", "pivot"}
#: What belongs to our add-ons and to no other.
ONLY_OURS = """
SELECT d.model, d.res_id FROM ir_model_data d GROUP BY d.model, d.res_id
HAVING bool_and(d.module = ANY(%s)) AND d.model = %s
"""
MODELS = f"SELECT model FROM ir_model WHERE id IN (SELECT res_id FROM ({ONLY_OURS}) o)"
COLUMNS = f"""
SELECT f.model, f.name FROM ir_model_fields f
 WHERE f.store AND f.ttype NOT IN ('one2many', 'many2many')
   AND f.id IN (SELECT res_id FROM ({ONLY_OURS}) o)
   AND EXISTS (SELECT 1 FROM information_schema.columns c
                WHERE c.table_name = replace(f.model, '.', '_')
                  AND c.column_name = f.name)
"""
THERE = """
SELECT table_name, column_name FROM information_schema.columns
 WHERE table_schema = 'public'
"""
#: The demo's mail domain stays: other teams' addresses are in it by now.
LEFT_BEHIND = """
SELECT model, name FROM ir_model_data
 WHERE module = ANY(%s) AND model <> 'mail.alias.domain'
"""


def parts():
    """Return what comes with an application by itself, and what such parts need."""
    found = set()
    for application in APPLICATIONS:
        came = set(addons.with_parts(application, FOLDERS))
        found |= came - addons.with_needed([application])
    if os.environ.get("WORKBENCH_TURN"):
        return turns.in_turn(sorted(found), IN_TURN)
    return sorted(found)


@pytest.mark.parametrize("application", APPLICATIONS)
def test_an_application_installs_its_parts(company, application):
    _odoo("module", "uninstall", "-d", company.name, *OURS)
    hosts = _installed(company)
    assert not hosts.intersection(OURS)
    _odoo("module", "install", "-d", company.name, application)
    parts = addons.with_parts(application, FOLDERS, hosts)
    assert _installed(company).intersection(OURS) == set(parts)


@pytest.mark.parametrize("part", parts())
def test_a_part_is_taken_out_with_data_and_put_back(company, part):
    before = _installed(company)
    _odoo("module", "uninstall", "-d", company.name, part)
    gone = before - _installed(company)
    assert part in gone
    with OdooServer(company, cron=0) as server:
        _assert_pages_work(company, server)
    _odoo("module", "install", "-d", company.name, *sorted(gone))
    assert _installed(company) == before
    with OdooServer(company, cron=0) as server:
        _assert_pages_work(company, server)


def test_upgrade_keeps_promises_and_edited_rules(company):
    rule = company.id_of("service_management.deadline_rule_sm_contact")
    company.rows('UPDATE service_deadline_rule SET "limit" = 7 WHERE id = %s', rule)
    before = company.rows(PROMISES)
    assert before
    _odoo("-d", company.name, "-u", ",".join(OURS), "--stop-after-init", "--no-http")
    assert company.rows(PROMISES) == before
    limit = 'SELECT "limit" FROM service_deadline_rule WHERE id = %s'
    assert company.rows(limit, rule) == [(7,)]
    with OdooServer(company, cron=0) as server:
        _assert_tickets_work(server)


def test_everything_is_taken_out_and_put_back(company):
    models = company.rows(MODELS, OURS, "ir.model")
    columns = company.rows(COLUMNS, OURS, "ir.model.fields")
    assert models and columns
    _odoo("module", "uninstall", "-d", company.name, *OURS)
    assert company.rows(LEFT_BEHIND, OURS) == []
    names = [model for (model,) in models]
    assert company.rows("SELECT model FROM ir_model WHERE model = ANY(%s)", names) == []
    there = set(company.rows(THERE))
    left = {(model.replace(".", "_"), name) for model, name in columns}
    assert left & there == set()
    with OdooServer(company, cron=0) as server:
        ticket = _assert_tickets_work(server)
        _assert_web_client_works(server, ticket)
    older = [ticket for (ticket,) in company.rows("SELECT id FROM helpdesk_ticket")]
    _odoo("module", "install", "-d", company.name, *OURS)
    with OdooServer(company, cron=0) as server:
        _assert_tickets_work(server)
        assert not _promises_of(company, *older)
        admin = server.session("admin", "admin")
        assert not _promises_of(company, _complain(company, admin)), "not adopted yet"
        _adopt(company, admin)
        assert _promises_of(company, _complain(company, admin))


def test_everything_comes_back_with_the_demo(tried):
    """Who tries the add-ons takes them out and installs them with the demo again; what
    the demo left the first time must not be in its way."""
    demo = [addon for addon in addons.for_people() if addons.is_demo(addon)]
    _odoo("module", "uninstall", "-d", tried.name, *OURS)
    assert not _installed(tried).intersection(demo)
    _odoo("module", "install", "-d", tried.name, *demo)
    assert _installed(tried).issuperset(demo)
    with OdooServer(tried, cron=0) as server:
        _assert_tickets_work(server)
        _assert_pages_work(tried, server)


def _odoo(*command):
    """Run a command of Odoo; no error may be in its log.

    PostgreSQL may just be cleaning the table that Odoo locks, which does not wait.
    """
    answer = subprocess.run(["odoo", *command], capture_output=True, text=True)
    if LOCKED in answer.stderr:
        database = Database(command[command.index("-d") + 1])
        wait_for(lambda: not database.rows(LOCKS), "the lock on the list of add-ons")
        answer = subprocess.run(["odoo", *command], capture_output=True, text=True)
    assert answer.returncode == 0, answer.stderr[-9000:]
    problem = PROBLEM.search(answer.stderr)
    assert not problem, answer.stderr[problem.start() :][:2000]


def _installed(company):
    return {name for (name,) in company.rows(INSTALLED)}


def _assert_pages_work(company, server):
    """Open what the administrator's menus lead to, as the web client does."""
    admin = server.session("admin", "admin")
    menus = admin.call("ir.ui.menu", "load_web_menus", [], False).values()
    actions = [
        menu["actionID"]
        for menu in menus
        if menu.get("actionModel") == "ir.actions.act_window"
    ]
    assert actions
    for model, modes in company.rows(ACTIONS, actions):
        views = [(False, mode) for mode in MODES.intersection(modes.split(","))]
        admin.call(model, "get_views", views=[*views, (False, "search")])
    assert " ERROR " not in server.log_text()


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


def _complain(company, admin):
    complaint = company.id_of("service_management.ticket_type_complaint")
    values = {"name": "It stands still", "description": "", "type_id": complaint}
    return admin.call("helpdesk.ticket", "create", values)


def _adopt(company, admin):
    """Put the policy on complaints in force, which nobody has been bound by so far."""
    policy = company.id_of("service_policy.service_policy_sm")
    companies = [company.id_of("base.main_company")]
    admin.call("service.policy", "write", policy, {"company_ids": [(6, 0, companies)]})


def _promises_of(company, *tickets):
    query = "SELECT id FROM service_deadline WHERE res_id = ANY(%s)"
    return company.rows(query, list(tickets))
