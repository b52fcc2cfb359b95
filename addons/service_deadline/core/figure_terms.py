"""What a figure of a text is as the terms of a rule."""

from dataclasses import dataclass

HOURS_OF_A_DAY = 24
DAYS_OF_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class FigureTerms:
    """Figures of a rule: the first one (0: none) and the limit, in ``unit``s."""

    target: int
    limit: int
    unit: str  # minute, hour or day
    clock: str  # elapsed, working, or nothing: as the rule has it that it is like
    end_of_day: bool


def terms_of(figure):
    """The terms of a length of time; None for what a rule cannot count in.

    Working days last until the end of the day, the same day is 0 of them. Minutes and
    hours leave open whether they are those of the working time.

    :param figure: ``Figure`` of ``service_policy``
    """
    if figure.is_open or not figure.is_time:
        return None
    low, high, unit = figure.low, figure.high, figure.unit
    clock = "working" if unit.startswith("working") or high == 0 else ""
    unit = unit.removeprefix("working_")
    if unit == "week":
        low, high, unit = low * DAYS_OF_A_WEEK, high * DAYS_OF_A_WEEK, "day"
    if unit == "day" and not clock:
        clock = "elapsed"
        if high != int(high):
            low, high, unit = low * HOURS_OF_A_DAY, high * HOURS_OF_A_DAY, "hour"
    if unit == "hour" and (high != int(high) or low != int(low)):
        low, high, unit = low * 60, high * 60, "minute"
    if unit not in ("minute", "hour", "day") or high != int(high):
        return None
    target = int(low) if low < high and low == int(low) else 0
    end_of_day = unit == "day" and clock == "working"
    return FigureTerms(target, int(high), unit, clock, end_of_day)
