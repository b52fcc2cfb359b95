"""An edit chooses the tests that it may break."""

import subprocess

import pytest

from workbench import changed, files, paths
from workbench.console import Failure

TREE = {
    "addons/engine/__manifest__.py": "{}",
    "addons/desk/__manifest__.py": "{'depends': ['engine']}",
    "addons/other/__manifest__.py": "{}",
    "docs/guide.md": "",
    "setup/tests/test_a.py": "",
    "tests/faults/test_a.py": "",
    "tests/life/test_a.py": "",
    "tests/pages/test_a.py": "",
    "tests/server.py": "",
    "tests/test_house.py": "",
    "tests/test_javascript.py": "from odoo.tests import HttpCase",
    "tests/test_translations.py": "from odoo.tests import TransactionCase",
}
HOUSE = ["tests/test_house.py"]


@pytest.fixture
def tree(tmp_path, monkeypatch):
    """Give a checkout of a house on main, and what runs Git in it."""
    for name, text in TREE.items():
        files.write_whole(tmp_path / "house" / name, text)
    monkeypatch.setattr(paths, "ROOT", tmp_path / "house")
    monkeypatch.setattr(paths, "ADDONS", tmp_path / "house/addons")

    def git(*command):
        who = ["-c", "user.name=Me", "-c", "user.email=me@example.com"]
        subprocess.run(["git", *who, *command], cwd=paths.ROOT, check=True)

    git("init", "-q", "-b", "main")
    git("add", ".")
    git("commit", "-q", "-m", "Build the house")
    return git


@pytest.mark.parametrize(
    "file, chosen",
    [
        ("docs/guide.md", []),
        ("setup/workbench/x.py", ["setup"]),
        ("pyproject.toml", ["setup"]),
        ("tests/faults/test_a.py", ["tests/faults"]),
        ("tests/server.py", ["tests/faults", "tests/life", "tests/pages"]),
        ("addons/desk/tests/test_a.py", ["addons/desk", changed.TRANSLATIONS]),
        (
            "addons/engine/models/a.py",
            ["addons/desk", "addons/engine", changed.TRANSLATIONS],
        ),
        (
            "addons/other/static/src/a.js",
            ["addons/other", changed.JAVASCRIPT, changed.TRANSLATIONS],
        ),
        ("addons/gone/models/a.py", []),
        ("tests/test_translations.py", [changed.TRANSLATIONS]),
    ],
)
def test_a_file_chooses_tests(tree, file, chosen):
    assert changed.touched([file]) == sorted([*chosen, *HOUSE])


def test_what_differs_from_main_is_found(tree):
    tree("switch", "-q", "-c", "branch")
    files.write_whole(paths.ROOT / "addons/desk/committed.py", "")
    tree("add", ".")
    tree("commit", "-q", "-m", "Add a line")
    files.write_whole(paths.ROOT / "docs/guide.md", "edited")
    files.write_whole(paths.ROOT / "docs/new.md", "untracked")
    assert changed.files() == [
        "addons/desk/committed.py",
        "docs/guide.md",
        "docs/new.md",
    ]


def test_no_main_to_compare_with_is_said(tree):
    tree("branch", "-q", "-m", "other")
    with pytest.raises(Failure, match="nothing to compare with"):
        changed.files()
