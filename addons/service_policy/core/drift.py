"""Compares the figures of a text with those of what carries it out."""

from dataclasses import dataclass

from .figures import EVERY, EXACTLY, MEASURES, TIMES, Figure

# Below a working day a text that says "1 hour" may mean one of the opening hours; a day
# of 24 hours may not.
SHORT = 8 * 3600


@dataclass(frozen=True, slots=True)
class Difference:
    """The text says one thing and what is bound to it another.

    Without ``text`` the figure of what is bound stands nowhere in the text.
    """

    text: Figure | None
    bound: Figure


def compare(text_figures, bound_figures, details=()):
    """What the text says otherwise than what is bound to it.

    Figures of the text that nothing is bound to are no differences: people may carry
    them out. Nor are those of what is bound to a text without any figure: it leaves
    them to who carries it out. Each figure of the text explains one difference at most,
    the nearest one first.

    :param text_figures: list[Figure] of one clause, as ``find_figures`` gives them
    :param bound_figures: list[Figure] of the rules and settings that carry it out
    :param details: list[Figure] that a text need not name, like when a step reminds
        and how often: they differ only from a share, or a rhythm of days, that nothing
        else explains. Other times may be those of people
    :rtype: list[Difference]
    """
    if not text_figures:
        return []
    differing = [
        bound
        for bound in bound_figures
        if not any(agrees(text, bound) for text in text_figures)
    ]
    free = unbound(text_figures, (*bound_figures, *details))
    differences = []
    for bound in differing:
        rivals = [text for text in free if kind(text) == kind(bound)]
        nearest = min(rivals, key=lambda text: _distance(text, bound), default=None)
        if nearest is not None:
            free.remove(nearest)
        differences.append(Difference(nearest, bound))
    unnamed = [
        detail
        for detail in details
        if (kind(detail) == "percent" or _is_of_days(detail))
        and not any(agrees(text, detail) for text in text_figures)
    ]
    for text in free:
        if not (_is_share(text) or _is_of_days(text)):
            continue
        rivals = [detail for detail in unnamed if kind(detail) == kind(text)]
        nearest = min(rivals, key=lambda it: _distance(text, it), default=None)
        if nearest is not None:
            unnamed.remove(nearest)
            differences.append(Difference(text, nearest))
    return differences


def unbound(text_figures, bound_figures):
    """The figures of a text that nothing has which is bound to it: what people keep to
    by themselves, or what nobody carries out yet.

    :param text_figures: list[Figure] of one clause
    :param bound_figures: figures of all that carries it out
    :rtype: list[Figure]
    """
    return [
        text
        for text in text_figures
        if not any(agrees(text, bound) for bound in bound_figures)
    ]


def _is_share(text):
    """Whether it may be the share at which something happens: "at 50 %". One that is to
    be reached ("at least 90 %") is a target."""
    return kind(text) == "percent" and text.relation == EXACTLY and not text.is_open


def _is_of_days(figure):
    """Whether something happens every so many days, like when a step repeats."""
    unit = figure.unit if figure.relation == EVERY else figure.per
    return (
        kind(figure) == "rhythm"
        and not figure.is_open
        and unit in ("day", "working_day")
    )


def agrees(text, bound):
    """Whether a figure of the text is that of what is bound to it.

    How the text puts it (within, after, at least) is not compared: a rule knows its
    figure, not the sentence around it.
    """
    if kind(text) != kind(bound):
        return False
    if text.is_open or bound.is_open:
        return True
    if kind(text) == "rhythm":
        return _frequency(text) == _frequency(bound)
    if text == bound:
        return True
    if _per(text) != _per(bound):
        return False
    measures = text.measure[0], bound.measure[0]
    if (
        measures[0] != measures[1]
        and not (
            set(measures) == {"elapsed", "working"}
            and text.amounts[1] < SHORT
            and measures[0] == "elapsed"
        )
        and kind(text) != "number"
    ):
        return False
    (low, high), (bound_low, bound_high) = text.amounts, bound.amounts
    return high == bound_high and (low in (bound_low, high) or bound_low == bound_high)


def kind(figure):
    """What can be compared with one another: times, rhythms, shares, money, numbers."""
    if figure.relation == EVERY or (figure.unit == "times" and figure.per):
        return "rhythm"
    if figure.unit in TIMES:
        return "time per" if figure.per else "time"
    if figure.unit in ("times", "count"):
        return "rhythm" if figure.per else "number"
    return figure.unit


def _per(figure):
    return figure.per and (
        MEASURES[figure.per][0],
        figure.per_count * MEASURES[figure.per][1],
    )


def _frequency(figure):
    """How often within which measure of time: twice a year is 1/6 a month.

    Every day is every working day for those who work then.
    """
    if figure.relation == EVERY:
        (measure, size), times = MEASURES[figure.unit], 1
        size *= figure.high
    else:
        (measure, size), times = MEASURES[figure.per], figure.high
        size *= figure.per_count
    if measure == "working_day":
        measure, size = MEASURES["day"][0], size * MEASURES["day"][1]
    return measure, round(times / size, 9)


# About how long a unit is, only to tell which figure is nearest to another.
_ABOUT = {"elapsed": 1, "working": 3, "working_day": 86400 * 1.4, "month": 86400 * 30}


def _distance(text, bound):
    if kind(text) == "rhythm":
        return 0
    sizes = [
        figure.amounts[1] * _ABOUT.get(figure.measure[0], 1) for figure in (text, bound)
    ]
    return abs(sizes[0] - sizes[1])
