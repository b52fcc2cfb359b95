"""Manifests tell what is installed with what, and a hash tells what has changed."""

import pytest

from workbench import addons, paths

HOSTS = {"hr": ["base"], "mail": ["base"]}
OURS = {
    "engine": {"depends": ["mail"]},
    "desk": {"depends": ["engine"], "application": True},
    "desk_part": {"depends": ["desk", "people"], "auto_install": ["desk"]},
    "people": {"depends": ["hr"]},
    "desk_chat": {"depends": ["desk", "im_livechat"], "auto_install": True},
    "test_engine": {"depends": ["engine"]},
    "company_demo": {"depends": ["desk", "people"]},
}


@pytest.fixture
def others(folders):
    """Write the manifests of ours and of others; return the folder of others."""
    for name, manifest in OURS.items():
        _write(paths.ADDONS / name, manifest)
    for name, depends in HOSTS.items():
        _write(folders / "others" / name, {"depends": depends})
    return folders / "others"


def _write(folder, manifest):
    (folder / "tests").mkdir(parents=True)
    (folder / "__manifest__.py").write_text(repr(manifest))


def test_people_get_the_demo_and_tests_get_the_add_ons_for_tests(others):
    assert set(OURS) - set(addons.for_people()) == {"test_engine"}
    assert set(OURS) - set(addons.for_tests()) == {"company_demo"}


def test_an_application_comes_with_what_it_needs_and_its_parts(others):
    found = addons.with_parts("desk", [others])
    assert found == ["desk", "desk_part", "engine", "people"]
    assert addons.with_parts("people", [others]) == ["people"]


def test_glue_to_an_add_on_of_others_comes_where_that_is_there(others):
    _write(others / "im_livechat", {"depends": []})
    assert "desk_chat" not in addons.with_parts("desk", [others])
    _write(paths.ADDONS / "chat", {"depends": ["desk", "im_livechat"]})
    assert "desk_chat" in addons.with_parts("chat", [others])


def test_hosts_are_what_others_bring(others):
    assert addons.hosts(["desk"]) == ["mail"]
    assert addons.hosts(["desk_part"]) == ["hr", "mail"]


def test_dependents_are_found_through_others(others):
    assert addons.with_dependents(["people"]) == ["company_demo", "desk_part", "people"]


def test_hash_changes_with_what_a_database_depends_on(others):
    folder = paths.ADDONS / "desk"
    before = addons.hashes()
    (folder / "tests/test_it.py").touch()
    assert addons.hashes() == before
    (folder / "model.py").write_text("a = 2")
    changed = addons.hashes()
    assert {name for name in OURS if changed[name] != before[name]} == {"desk"}
    (folder / "model.py").rename(folder / "other.py")
    assert addons.hashes() not in (before, changed)
