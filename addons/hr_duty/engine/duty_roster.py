"""Loads what a fair roster depends on: plain values, in few queries."""

from collections import defaultdict
from datetime import timedelta

from odoo.addons.base_engine_tools.core.instants import to_datetime, to_seconds

from ..core.duty_shifts import POINT, plan_shifts
from ..core.rotation import Person, Service, opening_scores

# Nobody is planned into time off that was granted, or only asked for.
LEAVE_STATES = ("confirm", "validate1", "validate")


def open_shifts(post, first, last):
    """Return the duties that the post's pattern asks for and that are not planned."""
    planned = plan_shifts(
        [line._to_core() for line in post.template_ids],
        first,
        last,
        post.tz,
        post._day_kinds(first, last),
        post._weights(),
    )
    if not planned:
        return []
    taken = post.env["hr.duty.shift"]._taken(
        post.template_ids.ids,
        to_datetime(planned[0].start),
        to_datetime(planned[-1].start),
    )
    return [
        shift
        for shift in planned
        if to_datetime(shift.start) not in taken[shift.line_id]
    ]


def pool(post, first, last):
    """Return the members of a post as the pure core knows them."""
    members = post.member_ids.filtered(lambda member: member.employee_id.active)
    employees = members.employee_id
    history = opening_scores(_services(post, members, first), max(post.history_days, 0))
    away = post.env["hr.leave"]._away(employees, first, last, LEAVE_STATES)
    duties = _duties(employees, first, last)
    return [
        Person(
            id=member.employee_id.id,
            leads=member.leads,
            score=history[member.employee_id.id],
            away=tuple(
                (to_seconds(start), to_seconds(stop))
                for start, stop in away[member.employee_id.id]
            ),
            duties=tuple(duties[member.employee_id.id]),
        )
        for member in members
    ]


def _services(post, members, first):
    """What the members did on this post in the days that are looked back on."""
    start = first - timedelta(days=post.history_days)
    groups = post.env["hr.duty.slot"]._read_group(
        [
            ("post_id", "=", post.id),
            ("employee_id", "in", members.employee_id.ids),
            ("state", "in", ("planned", "done")),
            ("work_date", ">=", start),
            ("work_date", "<", first),
        ],
        ["employee_id"],
        ["points:sum"],
    )
    points = {employee.id: round(total * POINT) for employee, total in groups}
    return [
        Service(
            person_id=member.employee_id.id,
            points=points.get(member.employee_id.id, 0),
            days=max((first - max(start, member.date_from)).days, 0),
        )
        for member in members
    ]


def _duties(employees, first, last):
    """Duties that people have anyway, on any post, a few days around the period."""
    slots = employees.env["hr.duty.slot"].search(
        [
            ("employee_id", "in", employees.ids),
            ("state", "in", ("planned", "done", "absent")),
            ("work_date", ">=", first - timedelta(days=8)),
            ("work_date", "<=", last + timedelta(days=8)),
        ]
    )
    result = defaultdict(list)
    for slot in slots:
        result[slot.employee_id.id].append(
            (to_seconds(slot.date_start), to_seconds(slot.date_stop))
        )
    return result
