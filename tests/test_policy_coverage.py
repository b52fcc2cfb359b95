"""The coverage page is what the add-ons have, and claims what tests prove."""

import polib
import pytest

from workbench import coverage, paths

CLAUSES = {
    "SM": "2.1 2.2 2.3 2.4 3.1 3.2 3.3 4.1 4.2 4.3 5.1 5.2 5.3 6.1 6.2 6.3 7.1 7.2"
    " 7.3 8.1 8.2",
    "SA": "2.1 2.2 2.3 2.4 2.5 3 4.1 4.2 4.3 4.4 5.1 5.3 6.1 6.2 6.3 7",
    "CS": "1.1 1.2 1.3 1.4 1.5 1.6 1.7 2.1 2.2 2.3 2.4 2.5 2.6 3.1 3.2 3.3 3.4 3.5 3.6"
    " 4.1 4.2 4.3 4.4 4.5 4.6 4.7 4.8 5.1 5.2 5.3 5.4 5.5 5.6 6.1 6.2 6.3 6.4 6.5 6.6"
    " 7.1 7.2 7.3 7.4 7.5 7.6",
    "CM": "1.1 1.2 1.3 1.4 2.1 2.2 2.3 2.4 2.5 3.1 3.2 4.1 4.2 4.3",
}
NUMBERS = {f"{policy}-{n}" for policy, ns in CLAUSES.items() for n in ns.split()}


def test_the_page_is_up_to_date():
    """Else: setup/coverage."""
    assert coverage.PAGE.read_text(encoding="utf-8") == coverage.text()


def test_every_clause_is_there_once():
    """A clause that is missing would not be missed by anybody."""
    numbers = [clause.number for clause in coverage.clauses()]
    assert sorted(numbers) == sorted(NUMBERS)


def test_only_clauses_that_exist_are_registered():
    assert {carrier.number for carrier in coverage.carriers()} <= NUMBERS


def test_what_is_done_has_a_test_named_after_its_clause():
    untested = {
        row.clause.number
        for row in coverage.rows()
        if row.state == "done" and not row.tested
    }
    assert not untested


def test_every_clause_has_one_row_and_every_carrier_is_in_one():
    rows = coverage.rows()
    assert sorted(row.clause.number for row in rows) == sorted(NUMBERS)
    shown = [carrier for row in rows for carrier in row.carriers]
    assert len(shown) == len(coverage.carriers())
    assert set(shown) == set(coverage.carriers())


LOG = coverage.Carrier("CM-2.4", "page", "Progress log")
RULE = coverage.Carrier("CM-2.4", "rule", "Tracked every day", "the taker")
PART = coverage.Carrier("CM-2.4", "page", "Log", "a; b", ("one", "two"))
HALF = coverage.Carrier("CM-2.4", "page", "Half", supplies=("one",))


@pytest.mark.parametrize(
    ("carriers", "state", "missing"),
    [
        ((), "planned", ["It is tracked."]),
        ((LOG,), "done", []),
        ((LOG, RULE, RULE), "partly", ["the taker"]),
        ((LOG, PART), "partly", ["a; b"]),
        ((HALF, PART), "partly", ["b"]),
    ],
)
def test_state_of_a_row_and_what_it_lacks(carriers, state, missing):
    clause = coverage.Clause("CM-2.4", "Tracking", "It is tracked.")
    row = coverage.Row(clause, carriers, tested=True)
    assert (row.state, row.missing) == (state, missing)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"limit": "1", "unit": "day"}, "1 working day"),
        ({"target": "3", "limit": "5", "unit": "day"}, "3–5 working days"),
        ({"limit": "30", "unit": "minute"}, "30 minutes of working hours"),
        ({"limit": "24", "clock": "elapsed"}, "24 hours around the clock"),
        (
            {"limit": "2", "unit": "day", "due_field_id": "x"},
            "2 working days, unless agreed",
        ),
        ({"limit": "0", "due_field_id": "x"}, "as it was agreed"),
    ],
)
def test_figure_of_a_rule(values, words):
    assert coverage.limit_words(values) == words


def test_what_another_carrier_supplies_is_missing_somewhere():
    """Else a key is misspelt: nothing says that it is missing."""
    found = coverage.carriers()
    missing = {(it.number, key) for it in found for key in it.missing_keys}
    supplied = {(it.number, key) for it in found for key in it.supplies}
    assert supplied == missing


def test_each_thing_that_is_missing_has_its_key():
    for carrier in coverage.carriers():
        if carrier.missing_keys:
            things = coverage.core().things_of(carrier.missing)
            assert len(things) == len(carrier.missing_keys), carrier.name


@pytest.mark.parametrize("language", ["zh_CN", "zh_TW"])
def test_things_that_are_missing_are_told_apart_in_each_language(language):
    """Else all of them are said while one of them is missing."""
    many = {it.missing: it.missing_keys for it in coverage.carriers()}
    found = {}
    for path in paths.ADDONS.glob(f"*/i18n/{language}.po"):
        for entry in polib.pofile(str(path)):
            if many.get(entry.msgid):
                found[entry.msgid] = coverage.core().things_of(entry.msgstr)
    assert {text for text, keys in many.items() if keys} == found.keys()
    for text, things in found.items():
        assert len(things) == len(many[text]), text
