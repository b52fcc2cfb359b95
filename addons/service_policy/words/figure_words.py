"""A figure of a policy in the reader's language: 3–5 working days, every 2 weeks."""

from ..core.figures import EVERY


def figure_words(env, figure):
    """Say a ``core.figures.Figure`` in words.

    :rtype: str
    """
    if figure.is_open:
        return env._("left open")
    if figure.high == 0 and figure.unit in ("day", "working_day"):
        return env._("the same day")
    amount = _amount(env, figure)
    if figure.relation == EVERY:
        return env._("every %s", amount)
    if figure.per:
        period = UNITS[figure.per](env, f"{figure.per_count:g}")
        return env._("%(amount)s in %(period)s", amount=amount, period=period)
    return amount


def _amount(env, figure):
    low, high = f"{figure.low:g}", f"{figure.high:g}"
    return UNITS[figure.unit](env, high if low == high else f"{low}–{high}")


#: How an amount of each unit is said; one sentence each, for translators.
UNITS = {
    "second": lambda env, n: env._("%s second(s)", n),
    "minute": lambda env, n: env._("%s minute(s)", n),
    "hour": lambda env, n: env._("%s hour(s)", n),
    "day": lambda env, n: env._("%s day(s)", n),
    "week": lambda env, n: env._("%s week(s)", n),
    "working_minute": lambda env, n: env._("%s minute(s) of working hours", n),
    "working_hour": lambda env, n: env._("%s working hour(s)", n),
    "working_day": lambda env, n: env._("%s working day(s)", n),
    "month": lambda env, n: env._("%s month(s)", n),
    "quarter": lambda env, n: env._("%s quarter(s)", n),
    "year": lambda env, n: env._("%s year(s)", n),
    "percent": lambda env, n: env._("%s %%", n),
    "money": lambda env, n: n,
    "points": lambda env, n: env._("%s point(s)", n),
    "times": lambda env, n: env._("%s time(s)", n),
    "count": lambda env, n: n,
    "always": lambda env, n: env._("around the clock"),
}
