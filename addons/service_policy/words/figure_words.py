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
    if figure.relation == EVERY:
        if _is_one(figure) and figure.unit in EACH:
            return EACH[figure.unit](env)
        return env._("every %s", _amount(env, figure))
    amount = _amount(env, figure)
    if figure.per:
        period = _of(env, figure.per, f"{figure.per_count:g}")
        return env._("%(amount)s in %(period)s", amount=amount, period=period)
    return amount


def _is_one(figure):
    return figure.low == figure.high == 1


def _amount(env, figure):
    low, high = f"{figure.low:g}", f"{figure.high:g}"
    return _of(env, figure.unit, high if low == high else f"{low}–{high}")


def _of(env, unit, number):
    """A number of a unit, in the singular where it is one."""
    if number == "1" and unit in ONE:
        return ONE[unit](env)
    return UNITS[unit](env, number)


#: How one of each unit is said, where a language has a form of its own for it.
ONE = {
    "second": lambda env: env._("1 second"),
    "minute": lambda env: env._("1 minute"),
    "hour": lambda env: env._("1 hour"),
    "day": lambda env: env._("1 day"),
    "week": lambda env: env._("1 week"),
    "working_minute": lambda env: env._("1 working minute"),
    "working_hour": lambda env: env._("1 working hour"),
    "working_day": lambda env: env._("1 working day"),
    "month": lambda env: env._("1 month"),
    "quarter": lambda env: env._("1 quarter"),
    "year": lambda env: env._("1 year"),
    "points": lambda env: env._("1 point"),
    "times": lambda env: env._("1 time"),
}
#: How an amount of each unit is said; one sentence each, for translators.
UNITS = {
    "second": lambda env, n: env._("%s seconds", n),
    "minute": lambda env, n: env._("%s minutes", n),
    "hour": lambda env, n: env._("%s hours", n),
    "day": lambda env, n: env._("%s days", n),
    "week": lambda env, n: env._("%s weeks", n),
    "working_minute": lambda env, n: env._("%s working minutes", n),
    "working_hour": lambda env, n: env._("%s working hours", n),
    "working_day": lambda env, n: env._("%s working days", n),
    "month": lambda env, n: env._("%s months", n),
    "quarter": lambda env, n: env._("%s quarters", n),
    "year": lambda env, n: env._("%s years", n),
    "percent": lambda env, n: env._("%s %%", n),
    "money": lambda env, n: n,
    "points": lambda env, n: env._("%s points", n),
    "times": lambda env, n: env._("%s times", n),
    "count": lambda env, n: n,
    "always": lambda env, n: env._("around the clock"),
}
#: Rhythms of one.
EACH = {
    "hour": lambda env: env._("every hour"),
    "day": lambda env: env._("every day"),
    "working_day": lambda env: env._("every working day"),
    "week": lambda env: env._("every week"),
    "month": lambda env: env._("every month"),
    "quarter": lambda env: env._("every quarter"),
    "year": lambda env: env._("every year"),
}
