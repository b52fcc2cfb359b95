"""The coverage page names every clause, and claims nothing that no test proves."""

import functools
import re

import pytest

from workbench import paths

CLAUSES = {
    "SM": "2.1 2.2 2.3 2.4 3.1 3.2 3.3 4.1 4.2 4.3 5.1 5.2 5.3 6.1 6.2 6.3 7.1 7.2"
    " 7.3 8.1 8.2",
    "SA": "2.1 2.2 2.3 2.4 2.5 3 4.1 4.2 4.3 4.4 5.1 5.3 6.1 6.2 6.3 7",
    "CS": "1.1 1.2 1.3 1.4 1.5 1.6 1.7 2.1 2.2 2.3 2.4 2.5 2.6 3.1 3.2 3.3 3.4 3.5 3.6"
    " 4.1 4.2 4.3 4.4 4.5 4.6 4.7 4.8 5.1 5.2 5.3 5.4 5.5 5.6 6.1 6.2 6.3 6.4 6.5 6.6"
    " 7.1 7.2 7.3 7.4 7.5 7.6",
    "CM": "1.1 1.2 1.3 1.4 2.1 2.2 2.3 2.4 2.5 3.1 3.2 4.1 4.2 4.3",
}
PAGE = paths.ROOT / "docs" / "policy_coverage.md"


def _rows():
    """Return (clause, what carries it out, names of tests, state) of every row."""
    for line in PAGE.read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if clause := re.match(r"(SM|SA|CS|CM)-[\d.]+", cells[0]):
            _clause, carrier, tests, state = cells
            yield clause[0], carrier, re.findall(r"`(\w+)`", tests), state


@functools.cache
def _known_tests():
    """Return the names of all test methods of the project."""
    folders = (paths.ROOT / "addons", paths.ROOT / "tests")
    files = [file for folder in folders for file in folder.glob("**/test_*.py")]
    return {
        name
        for file in files
        for name in re.findall(r"def (test_\w+)\(", file.read_text())
    }


def test_every_clause_is_on_the_page():
    """A clause that is missing would not be missed by anybody."""
    wanted = {f"{policy}-{n}" for policy, ns in CLAUSES.items() for n in ns.split()}
    assert {clause for clause, *_rest in _rows()} == wanted


@pytest.mark.parametrize("row", list(_rows()), ids=lambda row: row[0])
def test_what_is_claimed_is_proved(row):
    """Whatever is done names what does it, and tests that exist; a plan names none."""
    _clause, carrier, tests, state = row
    assert state in ("done", "partly", "planned")
    assert bool(carrier) == bool(tests) == (state != "planned")
    assert set(tests) <= _known_tests()


def test_what_is_done_has_a_test_named_after_its_clause():
    """A clause may borrow a test of another only where it is carried out partly."""
    for clause, _carrier, tests, state in _rows():
        prefix = "test_" + clause.lower().replace("-", "_").replace(".", "_") + "_"
        mine = [name for name in tests if name.startswith(prefix)]
        assert mine or state != "done", clause
