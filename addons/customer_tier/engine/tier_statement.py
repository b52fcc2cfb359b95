"""The state machine of ``core/tier.py`` as one statement, for all customers at once.

Tiers are places by precedence here (0 is the best), as in the core. A test compares
both on random facts.
"""

from datetime import date

from odoo.tools import SQL

from ..core.rules import Criteria, TierRule

JUDGED = """
    SELECT %(kept_columns)s, best, current, below,
           CASE WHEN %(probation)s AND %(floor)s < %(place)s
                THEN %(floor)s ELSE %(place)s END AS place,
           CASE WHEN %(probation)s AND %(floor)s < %(place)s THEN NULL
                WHEN current IS NULL OR best < current OR holds THEN NULL
                WHEN %(today)s < below + %(grace)s THEN below
                WHEN %(lower_holds)s THEN NULL
                ELSE %(today)s END AS below_since
      FROM (SELECT f.*, %(best)s AS best, %(holds)s AS holds, %(lower)s AS lower,
                   COALESCE(f.base_below, %(today)s) AS below
              FROM (%(facts)s) f) f
"""
PLACE = """(CASE WHEN current IS NULL OR best < current THEN best
                 WHEN holds THEN current
                 WHEN %(today)s < below + %(grace)s THEN current
                 ELSE lower END)"""


def judged(criteria: Criteria, facts: SQL, today: date, kept: SQL) -> SQL:
    """Return the statement that judges.

    :param facts: rows with ``current`` (place of the tier at the end of the day before,
        NULL if there is none), ``base_below`` (since when it was below), ``first_on``
        and one column for each figure
    :param kept: columns that go through
    :return: these, with ``best`` (place by the facts alone), ``place`` and
        ``below_since``
    """
    rules = criteria.ordered
    values = {"today": today, "grace": criteria.grace}
    place = SQL(PLACE, **values)
    floor = criteria.rank.get(criteria.floor)
    probation = SQL("FALSE")
    if floor is not None and criteria.probation:
        probation = SQL(
            "COALESCE(%s < first_on + %s, FALSE)", today, criteria.probation
        )
    return SQL(
        JUDGED,
        kept_columns=kept,
        probation=probation,
        floor=floor if floor is not None else len(rules),
        place=place,
        best=_first(criteria, range(criteria.foot), entered),
        holds=_of_place("current", rules, kept_in),
        lower=_step_down(criteria),
        lower_holds=_of_place("lower", rules, kept_in),
        facts=facts,
        **values,
    )


def places(criteria: Criteria, column: SQL) -> SQL:
    """The place of the tier whose id is in a column; NULL for a tier of none."""
    return SQL(
        "(CASE %s %s END)",
        column,
        SQL(" ").join(
            SQL("WHEN %s THEN %s", tier, place) for tier, place in criteria.rank.items()
        ),
    )


def tiers(criteria: Criteria, column: SQL) -> SQL:
    """The id of the tier whose place is in a column."""
    return SQL("(%s)[%s + 1]", [rule.tier for rule in criteria.ordered], column)


def entered(rule: TierRule) -> SQL:
    """Whether the facts of a row enter a tier."""
    return _holds(rule, False)


def kept_in(rule: TierRule) -> SQL:
    """Whether the facts of a row are enough to stay."""
    if not rule.criteria:
        return SQL("TRUE")
    return SQL("(%s OR %s)", _holds(rule, True), _holds(rule, False))


def _holds(rule: TierRule, staying: bool) -> SQL:
    if not rule.criteria:
        return SQL("TRUE")
    return SQL(
        "COALESCE(%s, FALSE)",
        SQL(" OR ").join(
            SQL(
                "COALESCE(%s, FALSE)",
                SQL(" AND ").join(_compare(c, staying) for c in a),
            )
            for a in rule.alternatives
        ),
    )


def _compare(criterion, staying: bool) -> SQL:
    return SQL(
        "%s %s %s",
        SQL.identifier("f", criterion.key),
        SQL("<=" if criterion.at_most else ">="),
        criterion.stay if staying else criterion.enter,
    )


def _first(criteria: Criteria, some, holds) -> SQL:
    """The first of some places whose rule holds, else the foot."""
    cases = [
        SQL("WHEN %s THEN %s", holds(criteria.ordered[place]), place) for place in some
    ]
    if not cases:
        return SQL("%s", criteria.foot)
    return SQL("(CASE %s ELSE %s END)", SQL(" ").join(cases), criteria.foot)


def _of_place(column: str, rules, holds) -> SQL:
    return SQL(
        "(CASE %s %s ELSE FALSE END)",
        SQL(column),
        SQL(" ").join(
            SQL("WHEN %s THEN %s", place, holds(rule))
            for place, rule in enumerate(rules)
        ),
    )


def _step_down(criteria: Criteria) -> SQL:
    """The place below ``current``: the next rung, or what holds beside the ladder."""
    landed = _first(criteria, criteria.places_beside, entered)
    if criteria.rungs < 2:
        return landed
    return SQL(
        "(CASE WHEN current + 1 < %s THEN current + 1 ELSE %s END)",
        criteria.rungs,
        landed,
    )
