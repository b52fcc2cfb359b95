"""Odoo is found where it is, and refused where it does not fit."""

import hashlib
import subprocess

import pytest

from workbench import paths, source
from workbench.console import Failure

RELEASE = "version_info = ({}, {}, 0, FINAL, 0, '')\n"


@pytest.fixture(autouse=True)
def nothing_installed(monkeypatch):
    monkeypatch.delenv("ODOO_SOURCE", raising=False)
    monkeypatch.setattr(source, "_package_version", lambda: "")


@pytest.fixture
def tree(tmp_path):
    return make_tree(tmp_path / "odoo")


def make_tree(path, series=(19, 0)):
    (path / "odoo/addons/web").mkdir(parents=True)
    (path / "odoo/release.py").write_text(RELEASE.format(*series))
    return path


def test_named_source_comes_first(tree, monkeypatch):
    monkeypatch.setenv("ODOO_SOURCE", str(tree))
    monkeypatch.setattr(source, "_package_version", lambda: "19.0")
    found = source.find()
    assert found.path == tree
    assert str(tree) in found.identity


def test_identity_changes_with_the_tree(tree, monkeypatch):
    monkeypatch.setenv("ODOO_SOURCE", str(tree))
    before = source.find().identity
    subprocess.run(["touch", "-d", "2020-01-01", tree / "odoo/release.py"], check=True)
    assert source.find().identity != before


def test_installed_package_comes_before_a_download(tree, monkeypatch):
    monkeypatch.setattr(source, "INSTALLED", tree)
    monkeypatch.setattr(source, "_package_version", lambda: "19.0.0-1")
    assert source.find() == source.Source(tree, "19.0.0-1")


@pytest.mark.parametrize("series, said", [((18, 0), "is Odoo 18.0"), ((20, 0), "20.0")])
def test_wrong_series_is_refused(tmp_path, monkeypatch, series, said):
    monkeypatch.setenv("ODOO_SOURCE", str(make_tree(tmp_path / "old", series)))
    with pytest.raises(Failure, match=f"{said}.*19.0 is needed"):
        source.find()


def test_folder_without_odoo_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("ODOO_SOURCE", str(tmp_path))
    with pytest.raises(Failure, match="is not Odoo"):
        source.find()


def test_tree_without_the_web_client_is_refused(tree):
    (tree / "odoo/addons/web").rmdir()
    with pytest.raises(Failure, match="lacks the add-on web"):
        source.check_tree(tree, "the tree")


def test_missing_stub_is_seen(tree):
    found = source.Source(tree, "any")
    assert not found.lacks_stub
    (tree / "odoo/addons/mail/static").mkdir(parents=True)
    assert found.lacks_stub
    source._repair(tree)
    assert not found.lacks_stub


def test_machine_without_apt_is_told_of_odoo_source(monkeypatch):
    monkeypatch.setattr("shutil.which", lambda _name: None)
    with pytest.raises(Failure, match="no apt-get.*ODOO_SOURCE"):
        source.find()


def test_download_made_before_is_used():
    name = paths.digest(source.VERSION, source.SHA256)
    (paths.CACHE / "source" / name).mkdir(parents=True)
    assert source.find().identity == source.SHA256


def test_package_with_other_content_is_refused_and_removed(tmp_path, monkeypatch):
    apt = source._Apt(tmp_path)
    package = tmp_path / f"debs/odoo-19_{source.VERSION}_all.deb"
    package.write_text("something else")
    monkeypatch.setenv("DEBIAN_MIRROR", "file:/nowhere")
    monkeypatch.setattr(apt, "_apt", lambda _arguments, _failure: None)
    with pytest.raises(Failure, match="not the file that was pinned"):
        apt.download()
    assert not package.exists()


def test_companions_come_from_the_suite_that_fits(tmp_path, monkeypatch):
    asked = []
    apt = source._Apt(tmp_path)
    package = tmp_path / f"debs/odoo-19_{source.VERSION}_all.deb"
    package.write_bytes(b"odoo")
    monkeypatch.setattr(source, "SHA256", hashlib.sha256(b"odoo").hexdigest())
    monkeypatch.setenv("DEBIAN_MIRROR", "file:/mirror/")
    monkeypatch.setattr(
        apt, "_apt", lambda arguments, _failure: asked.append(arguments)
    )
    assert apt.download() == [package]
    assert "fonts-inconsolata/bookworm" in asked[-1]
    lines = (tmp_path / "sources.list").read_text().splitlines()
    assert all("signed-by=" in line and "file:/mirror " in line for line in lines)
