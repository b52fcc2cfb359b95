"""setup/run makes, keeps and upgrades the database, and refuses a taken port."""

import json
import socket

import pytest

from workbench import databases, run, templates
from workbench.console import Failure


def test_taken_port_is_said_with_another():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(Failure, match=f"port {port} is taken.*--port {port + 1}"):
            run._check_port(port)
    run._check_port(port)


def test_impossible_port_is_one_line():
    with pytest.raises(Failure, match="port 80000 does not exist"):
        run._check_port(80000)


class Odoo:
    """Stands for Odoo with one database, and records upgrades."""

    def __init__(self, monkeypatch, mark):
        self.server = None
        self.mark = mark
        self.upgraded = None
        monkeypatch.setattr(databases, "exists", lambda _server, _name: True)
        monkeypatch.setattr(databases, "mark_of", lambda _server, _name: self.mark)
        monkeypatch.setattr(databases, "mark", self._set_mark)
        monkeypatch.setattr(templates, "addon_hashes", lambda: {"one": "1", "two": "2"})

    def _set_mark(self, _server, _name, mark):
        self.mark = mark

    def upgrade(self, database, old, new):
        self.upgraded = (database, old, new)


def test_database_that_is_up_to_date_is_left_alone(monkeypatch):
    odoo = Odoo(monkeypatch, json.dumps({"one": "1", "two": "2"}))
    run.prepare(odoo, "service")
    assert odoo.upgraded is None


def test_changed_addons_are_upgraded_and_new_ones_installed(monkeypatch):
    odoo = Odoo(monkeypatch, json.dumps({"one": "0", "gone": "9"}))
    run.prepare(odoo, "service")
    assert odoo.upgraded == ("service", ["one"], ["two"])
    assert json.loads(odoo.mark) == {"one": "1", "two": "2"}


def test_database_of_someone_else_is_not_touched(monkeypatch):
    odoo = Odoo(monkeypatch, "")
    with pytest.raises(Failure, match="not made by this command.*--database"):
        run.prepare(odoo, "service")
    assert odoo.upgraded is None
