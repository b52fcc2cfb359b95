"""Templates are named after what is in them, and made once."""

import pytest

from workbench import databases, templates
from workbench.templates import Template


class Recorder:
    """Stands for Odoo and its server, and for the databases on it."""

    def __init__(self, monkeypatch):
        self.server = self
        self.made = []
        self.built = []
        self.names = set()
        monkeypatch.setattr(databases, "exists", lambda _s, name: name in self.names)
        monkeypatch.setattr(
            databases, "rename", lambda _s, _o, name: self.names.add(name)
        )
        monkeypatch.setattr(databases, "named_like", lambda _server, _prefix: [])
        for name in ("drop", "clone", "save", "restore", "seal"):
            monkeypatch.setattr(databases, name, self._recorder(name))

    def _recorder(self, name):
        return lambda *_args: self.made.append(name)

    def version(self):
        return 15

    def template(self, kind, parent=None):
        def build(_odoo, _database):
            self.built.append(kind)

        return Template(kind, "key", kind, "1 s", build, parent)


def test_template_is_made_from_its_parent_kept_and_sealed(monkeypatch):
    odoo = Recorder(monkeypatch)
    child = odoo.template("child", odoo.template("parent"))
    assert child.need(odoo) == "service_child_key"
    assert odoo.built == ["parent", "child"]
    assert odoo.made == ["save", "seal", "clone", "save", "seal"]
    assert child.folder(odoo).is_dir()


def test_template_that_is_there_is_not_made_again(monkeypatch):
    odoo = Recorder(monkeypatch)
    odoo.template("one").need(odoo)
    del odoo.made[:]
    odoo.template("one").need(odoo)
    assert odoo.made == []


def test_second_checkout_takes_it_from_the_cache_without_the_parent(monkeypatch):
    odoo = Recorder(monkeypatch)
    child = odoo.template("child", odoo.template("parent"))
    child.need(odoo)
    second = Recorder(monkeypatch)
    child.need(second)
    assert second.built == []
    assert second.made == ["restore", "seal"]
    assert second.names == {"service_child_key"}


def test_failed_build_leaves_no_template(monkeypatch):
    odoo = Recorder(monkeypatch)

    def build(_odoo, _database):
        raise KeyboardInterrupt

    broken = Template("one", "key", "one", "1 s", build)
    with pytest.raises(KeyboardInterrupt):
        broken.need(odoo)
    assert not odoo.names
    assert not broken.folder(odoo).exists()


def test_lost_dump_is_made_again(monkeypatch):
    odoo = Recorder(monkeypatch)
    template = odoo.template("one")
    template.need(odoo)
    template.folder(odoo).rmdir()
    assert template.dump(odoo).is_dir()
    assert odoo.built == ["one"]


def test_templates_are_made_together_and_each_once(monkeypatch):
    odoo = Recorder(monkeypatch)
    wanted = [odoo.template("one"), odoo.template("two"), odoo.template("one")]
    templates.need(odoo, wanted)
    assert sorted(odoo.built) == ["one", "two"]
