"""What the grammars of the languages hand over: an amount before it is related."""

import re
from dataclasses import dataclass
from fractions import Fraction

from .figure import MEASURES


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount of a unit at a place of the text."""

    start: int
    end: int
    low: Fraction | None
    high: Fraction | None
    unit: str
    relation: str = ""  # where the words themselves say it: by the next day
    single: bool = False  # "one customer": only a figure if the text limits it
    per: str = ""
    per_count: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class Period:
    """A rhythm (every month) or what something is counted in (a month, per month)."""

    start: int
    end: int
    count: Fraction
    unit: str
    alone: bool = True  # it is a figure also where nothing is counted in it


def ranged(low, low_unit, high, unit):
    """From and to in one unit: 30 minutes to 1 hour are 30 to 60 minutes.

    :param tuple low_unit: unit and factor of the lower amount, or None for the same
    :param tuple unit: unit and factor of the upper amount
    :returns: (low, high, unit), or None if the two do not measure the same
    """
    name, factor = unit
    if low is None or high is None:
        return (None, None, name) if low is high is None else None
    low_name, low_factor = low_unit or unit
    low, high = low * low_factor, high * factor
    if low_name == name:
        return low, high, name
    (low_measure, low_size), (measure, size) = MEASURES[low_name], MEASURES[name]
    if low_measure != measure:
        return None
    if low_size < size:
        return low, high * size / low_size, low_name
    return low * low_size / size, high, name


def blanked(text, *patterns):
    """The text of the same length without what the patterns match.

    A pattern with a group ``mask`` blanks this group alone.
    """
    for pattern in patterns:
        text = pattern.sub(_blank, text)
    return text


def _blank(match):
    words = match[0]
    if "mask" in match.re.groupindex and match["mask"] is not None:
        start, end = (place - match.start() for place in match.span("mask"))
        return words[:start] + "\x00" * (end - start) + words[end:]
    return "\x00" * len(words)


def compiled(pattern):
    """A pattern of a grammar; letters are small by then."""
    return re.compile(pattern)
