"""What is registered as carrying a clause out is what the coverage page claims."""

import re
from xml.etree import ElementTree

from test_policy_coverage import CLAUSES, _rows

from workbench import paths

NUMBERS = {f"{policy}-{n}" for policy, ns in CLAUSES.items() for n in ns.split()}


def _registered():
    """{clause: {"done" or "partly"}} of carriers and rules that are data of add-ons."""
    found = {}
    for file in paths.ROOT.glob("addons/*/data/*.xml"):
        if "_demo" in file.parts[-3]:
            continue
        for record in ElementTree.parse(file).iter("record"):
            values = {field.get("name"): field.text for field in record.iter("field")}
            model = record.get("model")
            if model == "service.policy.carrier":
                found.setdefault(values["number"], []).append("missing" not in values)
            elif model == "service.deadline.rule":
                for number in re.findall(
                    r"[A-Z]{2}-[\d.]+", values["policy_ref"] or ""
                ):
                    found.setdefault(number, []).append(True)
    return found


def test_only_clauses_that_exist_are_registered():
    assert set(_registered()) <= NUMBERS


def test_what_is_claimed_to_be_carried_out_is_registered():
    claimed = {clause for clause, *_rest, state in _rows() if state != "planned"}
    assert claimed - set(_registered()) == set()


def test_what_is_registered_is_claimed():
    planned = {clause: [] for clause, *_rest in _rows()}
    for clause, *_rest, state in _rows():
        planned[clause].append(state)
    for clause in _registered():
        assert set(planned[clause]) != {"planned"}, clause


def test_what_is_partly_carried_out_says_so():
    """The page of a policy leaves nothing open unsaid that the coverage leaves open."""
    states = {}
    for clause, *_rest, state in _rows():
        states.setdefault(clause, set()).add(state)
    silent = {clause for clause, complete in _registered().items() if all(complete)}
    assert {clause for clause in silent if states[clause] != {"done"}} == set()
