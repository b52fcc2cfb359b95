"""The lines of a verdict: codes and figures, no words.

A line is ``(code, {argument: figure})`` and can be stored as JSON. What a day has in
fields of its own (plan, first in, last out, seconds) is not repeated: an ordinary day
has no lines at all. Instants end in ``_at``, dates are ISO texts, the rest are seconds
unless the table says otherwise.
"""

#: code -> arguments. Day:
DAY_LINES = {
    # one per stretch of leave within the plan; kind: "leave", "trip", "pending"
    "absence": ("kind", "type_id", "start_at", "end_at", "seconds"),
    # the figure fell into this band; measured from bound_at (plan less leave); within:
    # of what is tolerated, up to how much is, else 0
    "late": ("severity", "seconds", "over", "within", "bound_at", "punch_at", "shift"),
    "early": ("severity", "seconds", "over", "within", "bound_at", "punch_at", "shift"),
    # was there during approved leave; it counts as leave all the same
    "on_leave": ("start_at", "end_at", "seconds"),
    # late and early in one shift: this one is not counted
    "counted_once": ("kind", "shift"),
    # nobody came to this shift (or to what leave left of it)
    "absent": ("start_at", "end_at", "seconds", "shift"),
    # the check-in or check-out is missing; punch_at: the one that is there
    "missing_in": ("punch_at", "shift"),
    "missing_out": ("punch_at", "shift"),
    # a cause excuses the incident of this kind
    "excused": ("kind", "excuse_id", "shift"),
    # after night duty so much was allowed, by the clock from the first planned start
    "allowance": ("seconds",),
    # out of the house within the shift
    "away": ("start_at", "end_at", "seconds"),
    # worked outside the plan; day_type: workday, restday, holiday
    "overtime": ("seconds", "approved", "day_type"),
    # the policy does not judge this date
    "exempt": (),
    # the date is not over yet
    "not_over": ("until_at",),
}
#: code -> arguments. Month (money in minor units):
MONTH_LINES = {
    # counts: so many incidents of so many cost nothing
    "grace_used": ("used", "of"),
    # the limit that holds deductions down; share: of the month's wage
    "cap_share": ("before", "cap", "share"),
    "cap_floor": ("before", "cap", "floor"),
    # a performance talk is due; run: days in a row
    "talk": ("date", "run"),
    # no wage is known: nothing can be deducted
    "wage_unknown": (),
    # the person could read the policy since this date: nothing is deducted before
    "not_read": ("date",),
}
#: code -> arguments. Why attendance was not full; ``graced``: 0 or 1.
REASON_LINES = {
    "no_plan": (),
    "not_employed": ("date",),
    "incident": ("date", "kind", "seconds", "graced"),
    "leave": ("date",),
    "undecided": ("date",),
}
LINES = DAY_LINES | MONTH_LINES | REASON_LINES
