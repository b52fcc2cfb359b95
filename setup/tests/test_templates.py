"""Templates are named after what is in them, and made once."""

import pytest

from workbench import databases, paths, templates
from workbench.templates import Template


@pytest.fixture
def addon(folders):
    folder = paths.ADDONS / "one"
    for name in ("models", "tests", "readme"):
        (folder / name).mkdir(parents=True)
    (folder / "__manifest__.py").write_text("{'depends': ['mail', 'two']}")
    (folder / "models/model.py").write_text("a = 1")
    return folder


def test_hash_changes_with_what_a_database_depends_on(addon):
    before = templates.addon_hashes()
    (addon / "tests/test_it.py").touch()
    (addon / "readme/USAGE.md").touch()
    assert templates.addon_hashes() == before
    (addon / "models/model.py").write_text("a = 2")
    assert templates.addon_hashes() != before


def test_renamed_file_changes_the_hash(addon):
    before = templates.addon_hashes()
    (addon / "models/model.py").rename(addon / "models/other.py")
    assert templates.addon_hashes() != before


def test_hosts_are_what_others_bring(addon):
    (paths.ADDONS / "two").mkdir()
    (paths.ADDONS / "two/__manifest__.py").write_text("{'depends': ['hr']}")
    assert paths.addons() == ["one", "two"]
    assert templates.host_modules() == ["hr", "mail"]


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
