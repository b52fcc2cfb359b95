"""Why a deadline is due when it is: the lines that a person reads, without the words.

Every line is a :class:`Line`; the words of the reader's language are put in elsewhere.
"""

from typing import NamedTuple

from .deadline_clock import instant_after, pause_seconds

# Longer stretches are summed up: nobody reads a hundred lines of opening hours.
MOST_LINES = 40


class Line(NamedTuple):
    """One step of the reckoning.

    :param kind: "start", "worked", "day", "closed", "carried", "pause", "agreed",
        "end_of_day", "more" or "due"
    :param start: instant at which it begins (for a day: its local date)
    :param end: instant at which it ends, or None
    :param seconds: counted by it
    :param label: name of a holiday or make-up day, or a figure
    """

    kind: str
    start: object
    end: object = None
    seconds: int = 0
    label: str = ""


def explain(terms, time, clock, pauses=(), labels=None):
    """Lines from the start of a deadline to its due time.

    :param pauses: [(start, end, counted seconds, reason), …] that moved the due time
    :param labels: {date: name} of holidays and make-up days, in the reader's language
    """
    lines = [Line("start", clock.started)]
    if clock.agreed:
        return [*lines, Line("agreed", clock.agreed)]
    base = instant_after(terms, time, clock.started, terms.limit)
    lines += _reckoning(terms, time, clock.started, base, labels or {})
    lines += _pause_lines(time, clock, pauses)
    if terms.end_of_day:
        lines.append(Line("end_of_day", base))
    if clock.due is not None:
        lines.append(Line("due", clock.due))
    return lines


def _pause_lines(time, clock, pauses):
    """The pauses, those first that were taken over from another rule's promise."""
    lines = [Line("pause", *pause) for pause in pauses]
    own = {pause[:2] for pause in pauses}
    others = [span for span in clock.pauses if span not in own]
    carried = pause_seconds(others, time, clock.started)
    if carried:
        lines.insert(0, Line("carried", clock.started, seconds=carried))
    return lines


def _reckoning(terms, time, start, due, labels):
    """How the time up to the due instant was counted; long lists are summed up."""
    if terms.unit == "day":
        lines = _day_lines(time, start, due, terms.limit)
    else:
        lines = _worked_lines(time, start, due)
    lines = [
        line._replace(label=labels.get(_date_of(time, line), "")) for line in lines
    ]
    lines += _closed_lines(time, start, due, labels)
    lines.sort(key=lambda line: _date_of(time, line))
    if len(lines) <= MOST_LINES:
        return lines
    rest = lines[MOST_LINES - 1 :]
    counted = sum(line.seconds for line in rest if line.kind == "worked")
    return [
        *lines[: MOST_LINES - 1],
        Line("more", rest[0].start, seconds=counted, label=len(rest)),
    ]


def _date_of(time, line):
    return time.local_date(line.start) if isinstance(line.start, int) else line.start


def _worked_lines(time, start, due):
    """One line per worked stretch: since when, until when, how long."""
    return [Line("worked", a, b, b - a) for a, b in time.segments(start, due)]


def _day_lines(time, start, due, limit):
    """One line per counted day: the first, the second, …"""
    days = time.working_days(start, due)[:limit]
    return [
        Line("day", day, seconds=number) for number, day in enumerate(days, start=1)
    ]


def _closed_lines(time, start, due, labels):
    """One line per day off; those of one name in a row are joined."""
    lines = []
    for day in time.closed_days(start, due):
        label = labels.get(day, "")
        previous = lines[-1] if lines else None
        adjoins = previous and previous.end.toordinal() + 1 == day.toordinal()
        if adjoins and previous.label == label:
            lines[-1] = previous._replace(end=day)
        else:
            lines.append(Line("closed", day, day, label=label))
    return lines
