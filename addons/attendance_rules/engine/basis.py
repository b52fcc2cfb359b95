"""What a sealed month rests on: hours, zone, policy, wage, as they were at the close.

Facts that come later (punches, leave, requests) are judged by these, not by what is in
force then. The texts are plain JSON.
"""

from dataclasses import asdict, dataclass, fields
from datetime import date, timedelta

from odoo.addons.base_engine_tools.engine.fingerprint import digest

from ..core.plan import Plan, Shift
from ..core.terms import Band, Terms
from .judgement import Part
from .rules import Rules

#: Shifts beside the month that bound the windows of its first and last ones.
MARGIN = timedelta(days=3)


@dataclass(slots=True)
class Basis:
    """What one statement was sealed with.

    :param shared: what all have in common who work by the same hours and rules
    :param own: what is the employee's alone
    """

    shared: dict
    own: dict


def basis_of(judgement):
    """Return what a judgement rests on but its facts.

    :param Judgement judgement: prepared
    :rtype: Basis
    """
    return Basis(
        {"parts": [_part(part) for part in judgement.parts]},
        {
            "wages": [[str(since), wage] for since, wage in judgement.wages],
            "carried_run": judgement.carried_run,
            "deduct_from": str(judgement.deduct_from),
        },
    )


def restore(judgement, basis, facts):
    """Let a judgement rest on what its month was sealed with.

    :param Judgement judgement: prepared, by what is in force now
    :param Basis basis:
    :param Facts facts: of the month, as they are now
    """
    own = basis.own
    judgement.wages = tuple((date.fromisoformat(d), wage) for d, wage in own["wages"])
    judgement.carried_run = own["carried_run"]
    judgement.deduct_from = date.fromisoformat(own["deduct_from"])
    judgement.parts = [
        _restored(part, judgement.employee_id, facts) for part in basis.shared["parts"]
    ]
    judgement.tz = judgement.parts[-1].person.tz


def _part(part):
    person, rules = part.person, part.rules
    first, last = part.first - MARGIN, part.last + MARGIN
    return {
        "first": str(part.first),
        "last": str(part.last),
        "tz": person.tz,
        "shifts": [
            [str(shift.work_date), shift.pieces, shift.tz, shift.spared]
            for shift in person.plan.shifts
            if first <= shift.work_date <= last
        ],
        "day_types": _by_date(person.day_types, first, last),
        "flexible": _by_date(person.flexible, first, last),
        "policy_id": rules.policy_id,
        "since": str(rules.since),
        "terms": asdict(rules.terms),
        "broken_by": sorted(rules.broken_by.items(), key=repr),
        "exempt": rules.exempt_first_last_day,
    }


def _by_date(values, first, last):
    return {str(day): value for day, value in values.items() if first <= day <= last}


def _restored(values, employee_id, facts):
    rules = _rules(values)
    shifts = [
        Shift(date.fromisoformat(day), tuple(map(tuple, pieces)), tz, spared)
        for day, pieces, tz, spared in values["shifts"]
    ]
    person = facts.sealed_person(
        employee_id,
        rules,
        tz=values["tz"],
        plan=Plan(shifts, rules.terms.reach),
        day_types=_dated(values["day_types"]),
        flexible=_dated(values["flexible"]),
    )
    first, last = (date.fromisoformat(values[name]) for name in ("first", "last"))
    return Part(first, last, rules, person, digest(repr(values["shifts"])))


def _dated(values):
    return {date.fromisoformat(day): value for day, value in values.items()}


def _rules(values):
    names = {one.name for one in fields(Terms) if one.init}
    terms = {name: value for name, value in values["terms"].items() if name in names}
    bands = [
        Band(**{one.name: band[one.name] for one in fields(Band)})
        for band in terms.pop("bands")
    ]
    terms = Terms(bands=tuple(bands), **terms)
    stamp = digest(repr(terms))
    return Rules(
        values["policy_id"],
        date.fromisoformat(values["since"]),
        terms,
        dict(values["broken_by"]),
        values["exempt"],
        stamp,
        stamp,
    )
