"""A company that has worked with all of our add-ons, and then changes what it has."""

import os

import pytest

from server import Database
from workbench import addons, databases
from workbench.postgres import Server

#: What the demo made belongs to the company now, not to an add-on.
KEPT = """
WITH demo AS (
    UPDATE ir_module_module SET state = 'uninstalled' WHERE name = ANY(%s)
 RETURNING name
)
DELETE FROM ir_model_data USING demo WHERE module = demo.name
"""


@pytest.fixture
def tried():
    """Give a database in which somebody tries the demo."""
    server = Server({})
    name = databases.temporary()
    databases.clone(server, os.environ["WORKBENCH_TEMPLATE"], name)
    yield Database(name)
    databases.drop(server, name)


@pytest.fixture
def company(tried):
    """Give a database with the demo's data, as if people had entered them."""
    tried.rows(KEPT, [addon for addon in addons.names() if addons.is_demo(addon)])
    return tried
