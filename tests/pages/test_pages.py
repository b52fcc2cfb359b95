"""Main pages in three sizes and three languages, a third with each commit, each of them
in one size and one language: see ``audit.mjs``.

Everything at once takes a quarter of an hour, and is for people::

    setup/run --port 8069
    setup/tool node tests/pages/audit.mjs http://127.0.0.1:8069 --out /tmp/pages
"""

import json
import subprocess
from urllib.parse import urlsplit

import pytest

from server import OdooServer
from workbench import addons, paths

AUDIT = paths.ROOT / "tests/pages/audit.mjs"
COSTS = paths.ROOT / "tests/pages/costs.mjs"
TICKETS = "leader:/odoo/helpdesk-tickets?view_type=list"
PEOPLE = ("hr:/odoo/attendance-months", "hr:/odoo/attendance-days")
ACTIONS = """
SELECT path FROM ir_actions
  JOIN ir_model_data data
    ON data.model IN ('ir.actions.client', 'ir.actions.act_window')
   AND data.res_id = ir_actions.id
 WHERE data.module = ANY(%s) AND path IS NOT NULL
"""
#: A tab is called by its character, which no name of a record can have.
CHOICES = """
SELECT field.model, field.name, choice.value
  FROM ir_model_fields_selection choice
  JOIN ir_model_fields field ON field.id = choice.field_id
  JOIN ir_model_data data ON data.model = 'ir.model.fields.selection'
   AND data.res_id = choice.id
 WHERE data.module = ANY(%s) AND NOT choice.name ? 'zh_CN' AND choice.value != E'\\t'
   AND choice.name->>'en_US' ~ '[a-z]'
"""


def audit(*options: str) -> subprocess.CompletedProcess:
    """Run the audit; return what it says."""
    command = [paths.SETUP / "tool", "node", AUDIT, *options]
    return subprocess.run(command, capture_output=True, text=True)


@pytest.fixture(scope="module")
def pages():
    """The pages of the table: [name, address]."""
    return json.loads(audit("", "--names").stdout)


def _turn() -> str:
    """Return 0, 1 or 2, another one with each commit: the third that is looked at.

    Each page has the same size and language each time, so that a finding is of the
    commit; numbers above 2 give other ones, for people.
    """
    count = ["git", "rev-list", "--count", "HEAD"]
    answer = subprocess.run(count, cwd=paths.ROOT, capture_output=True, text=True)
    return str(int(answer.stdout or 0) % 3)


def test_every_page_of_our_own_is_in_the_table(database, pages):
    paths_seen = [urlsplit(url).path for _name, url in pages]
    looked_at = {path.split("/")[2] for path in paths_seen if path.startswith("/odoo/")}
    own = {path for (path,) in database.rows(ACTIONS, addons.names())}
    assert own <= looked_at


def test_every_choice_of_our_own_is_translated(database):
    assert database.rows(CHOICES, addons.names()) == []


def test_nobody_trips_over_a_page(database):
    with OdooServer(database, workers=2, cron=0) as server:
        answer = audit(server.url, "--turn", _turn())
    print(answer.stdout, answer.stderr)
    assert answer.returncode == 0, answer.stdout


def test_lists_of_many_people_cost_what_the_list_of_tickets_costs(database):
    """All queries of all requests of a page; a picture of each person was one each."""
    command = [paths.SETUP / "tool", "node", COSTS]
    with OdooServer(database, cron=0) as server:
        command += [server.url, server.log, TICKETS, *PEOPLE]
        answer = subprocess.run(command, capture_output=True, text=True, check=True)
    tickets, *lists = json.loads(answer.stdout.splitlines()[-1]).values()
    assert tickets > 50, "the log was not read"
    assert max(lists) <= 1.2 * tickets, (tickets, lists)
