"""setup/run makes, keeps and upgrades the database, and refuses a taken port."""

import io
import json
import socket
import sqlite3
import types

import pytest

from workbench import addons, databases, run, templates
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


def test_the_address_is_printed_at_once_into_a_file_or_a_pipe(monkeypatch):
    """Whoever reads it there waits for the server, which does not end."""
    written = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(written, "utf-8"))
    monkeypatch.setattr(run, "_answers", lambda _address: True)
    run._announce("http://127.0.0.1:8069", "admin / admin")
    assert b"http://127.0.0.1:8069\n\nadmin / admin" in written.getvalue()


HASHES = {"one": "1", "three": "3", "two_demo": "2", "test_one": "4"}
OURS = {name: value for name, value in HASHES.items() if name != "test_one"}


class Odoo:
    """Stands for Odoo with one database, and records upgrades."""

    def __init__(self, monkeypatch, mark):
        self.server = None
        self.mark = mark
        self.upgraded = None
        self.template = None
        self.done = []
        monkeypatch.setattr(databases, "exists", lambda _server, _name: True)
        monkeypatch.setattr(databases, "mark_of", lambda _server, _name: self.mark)
        monkeypatch.setattr(databases, "mark", self._set_mark)
        monkeypatch.setattr(databases, "drop", self._recorder("drop"))
        monkeypatch.setattr(databases, "rename", self._recorder("rename"))
        monkeypatch.setattr(databases, "clone", self._recorder("clone"))
        monkeypatch.setattr(addons, "hashes", lambda: dict(HASHES))
        monkeypatch.setattr(addons, "names", lambda: list(HASHES))
        monkeypatch.setattr(templates, "of_addons", self._template)

    def _recorder(self, name):
        return lambda _server, *names: self.done.append((name, *names))

    def _template(self, _odoo, ours, demo):
        self.template = (sorted(ours), demo)
        return types.SimpleNamespace(need=lambda _odoo: "template")

    def _set_mark(self, _server, _name, mark):
        self.mark = mark

    def upgrade(self, database, old, new):
        self.upgraded = (database, old, new)


def test_database_that_is_up_to_date_is_left_alone(monkeypatch):
    odoo = Odoo(monkeypatch, json.dumps(OURS))
    run.prepare(odoo, "service")
    assert odoo.upgraded is None


def test_changed_addons_are_upgraded_and_new_ones_installed(monkeypatch):
    odoo = Odoo(monkeypatch, json.dumps({"one": "0", "two_demo": "2"}))
    run.prepare(odoo, "service")
    assert odoo.upgraded == ("service", ["one"], ["three"])
    assert json.loads(odoo.mark) == OURS


def test_an_empty_database_stays_without_the_demo(monkeypatch):
    odoo = Odoo(monkeypatch, json.dumps({"one": "1"}))
    run.prepare(odoo, "empty", empty=True)
    assert odoo.upgraded == ("empty", [], ["three"])


@pytest.mark.parametrize("empty, demo", [(False, ["two_demo"]), (True, [])])
def test_database_is_made_from_a_template_without_what_is_for_tests(
    monkeypatch, empty, demo
):
    odoo = Odoo(monkeypatch, "")
    monkeypatch.setattr(databases, "exists", lambda _server, _name: False)
    run.prepare(odoo, "new", empty)
    # Odoo's own demo data would stand among ours.
    assert odoo.template == (["one", "three", *demo], False)
    assert json.loads(odoo.mark).keys() == {"one", "three", *demo}


def test_database_with_add_ons_that_are_gone_is_kept_aside(monkeypatch):
    odoo = Odoo(monkeypatch, json.dumps({"one": "1", "gone": "9"}))
    run.prepare(odoo, "service")
    assert ("rename", "service", "service_old") in odoo.done
    assert json.loads(odoo.mark) == OURS


def test_database_that_cannot_be_upgraded_is_kept_aside(monkeypatch, capsys):
    odoo = Odoo(monkeypatch, json.dumps({"one": "0"}))
    monkeypatch.setattr(odoo, "upgrade", _fail)
    run.prepare(odoo, "service")
    assert ("rename", "service", "service_old") in odoo.done
    assert json.loads(odoo.mark) == OURS
    assert "cannot be upgraded: the reason" in capsys.readouterr().err


def test_database_stays_where_no_other_can_be_made(monkeypatch):
    odoo = Odoo(monkeypatch, json.dumps({"one": "0"}))
    monkeypatch.setattr(odoo, "upgrade", _fail)
    monkeypatch.setattr(templates, "of_addons", _fail)
    with pytest.raises(Failure):
        run.prepare(odoo, "service")
    assert odoo.done == []


def _fail(*_args, **_options):
    raise Failure("the reason")


def test_database_of_someone_else_is_not_touched(monkeypatch):
    odoo = Odoo(monkeypatch, "")
    with pytest.raises(Failure, match="not made by this command.*--database"):
        run.prepare(odoo, "service")
    assert odoo.upgraded is None


class Parameters:
    """Stands for a server with the table of parameters."""

    def __init__(self, **values):
        self.table = sqlite3.connect(":memory:")
        self.table.execute("CREATE TABLE ir_config_parameter (key TEXT UNIQUE, value)")
        for key, value in values.items():
            row = (key.replace("_", "."), value)
            self.table.execute("INSERT INTO ir_config_parameter VALUES (?, ?)", row)

    def sql(self, query, database):
        return self.table.execute(query).fetchall()

    def values(self):
        return dict(self.table.execute("SELECT key, value FROM ir_config_parameter"))


ADDRESS = "http://127.0.0.1:8170"


def test_links_in_emails_lead_to_the_port_of_this_run_from_the_first_one_on():
    for server in (Parameters(), Parameters(web_base_url="http://localhost:8069")):
        run.set_addresses(server, "demo", ADDRESS)
        run.set_addresses(server, "demo", ADDRESS)
        assert server.values() == {"web.base.url": ADDRESS, "report.url": ADDRESS}


def test_an_address_that_somebody_has_frozen_stays():
    frozen = {"web_base_url": "https://service.example", "web_base_url_freeze": "True"}
    server = Parameters(**frozen)
    run.set_addresses(server, "demo", ADDRESS)
    assert server.values()["web.base.url"] == "https://service.example"
