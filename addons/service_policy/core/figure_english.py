"""The English grammar of figures: within one working day, at least twice a year."""

from fractions import Fraction

from . import figure_english_words as words
from .figure import AT_MOST, EXACTLY
from .figure_numbers import value_of
from .figure_quantity import Period, Quantity, blanked, compiled, ranged


def straight(text):
    """The text without numbers that are no figures."""
    return blanked(text, *words.MASKS)


def _unit(said):
    said = said.strip(" -")
    for pattern, unit, factor in words.COMPILED:
        if pattern.match(said):
            return unit, factor
    raise ValueError(said)


def _period(said):
    said = said.strip(" -")
    return _unit(said if said.endswith("s") else said)


def quantities(text):
    """Yield the amounts of a text, the most telling words first."""
    for finder in (_days, _shares, _money, _lengths, _times, _counts):
        yield from finder(text)


def _days(text):
    for match in words.ALWAYS.finditer(text):
        yield Quantity(*match.span(), Fraction(1), Fraction(1), "always", EXACTLY)
    for match in words.SAME_DAY.finditer(text):
        unit = "working_day" if match["working"] else "day"
        yield Quantity(*match.span(), Fraction(0), Fraction(0), unit, AT_MOST)
    for match in words.DUE_DAY.finditer(text):
        yield from _due_day(match)


def _shares(text):
    for match in words.OUT_OF.finditer(text):
        part, whole = value_of(match["part"]), value_of(match["whole"])
        if part is not None and whole and part <= whole:
            share = part / whole * 100
            yield Quantity(*match.span(), share, share, "percent")
    for match in words.PART_OF.finditer(text):
        number = Fraction(1) if match["half"] else value_of(match["number"])
        parts = 2 if match["half"] else words.PARTS[match["part"][:3]]
        if number is not None:
            share = number / parts * 100
            yield Quantity(*match.span(), share, share, "percent")


def _money(text):
    for match in words.MONEY.finditer(text):
        yield from _amount(match, ("money", _scale(match["scale"])))


def _lengths(text):
    for match in words.AND_A_HALF.finditer(text):
        unit, factor = _unit(match["unit"])
        number = value_of(match["number"])
        if number is not None:
            amount = (number + Fraction(1, 2)) * factor
            yield Quantity(*match.span(), amount, amount, unit)
    for match in words.HALF_HOUR.finditer(text):
        yield from _half_hour(text, match)
    for match in words.QUANTITY.finditer(text):
        yield from _amount(match, _unit(match["unit"]))
    for pattern in (words.WITHIN_THE, words.FIRST):
        for match in pattern.finditer(text):
            unit, factor = _unit(match["unit"])
            relation = AT_MOST if pattern is words.WITHIN_THE else ""
            amount = Fraction(factor)
            yield Quantity(*match.span(), amount, amount, unit, relation)


def _times(text):
    for match in words.TIMES.finditer(text):
        yield from _so_often(text, match)
    for match in words.IN_A_ROW.finditer(text):
        amount = value_of(match["number"])
        yield Quantity(*match.span(), amount, amount, "count", EXACTLY)


def _counts(text):
    for match in words.COUNT.finditer(text):
        if value_of(match["high"]) != 1:
            yield from _amount(match, ("count", 1))
    for match in words.ONE.finditer(text):
        yield Quantity(*match.span(), Fraction(1), Fraction(1), "count", single=True)


def _amount(match, unit):
    """One quantity of a number or of two, from and to."""
    low, high = match["low"], value_of(match["high"])
    start = match.start()
    between = low is not None and "and" in (match.groupdict().get("sep") or "")
    if between and not compiled(r"\bbetween $").search(match.string[: match.start()]):
        low, start = None, match.start("high")  # two hours and three minutes
    low_unit = match.groupdict().get("low_unit") if low is not None else None
    low = high if low is None else value_of(low)
    amounts = ranged(low, low_unit and _unit(low_unit), high, unit)
    if amounts is None or (high is not None and amounts[0] > amounts[1]):
        start, amounts = match.start("high"), ranged(high, None, high, unit)
    yield Quantity(start, match.end(), *amounts)


def _scale(said):
    said = (said or "").strip()
    return {"thousand": 1000, "k": 1000, "million": 10**6, "m": 10**6}.get(said, 1)


LENGTHENS = compiled(
    r"(?:\b(?:within|for|after|in|over|about|around|roughly|approximately|than"
    r"|least|most|to|takes?"
    r"|lasts?|until|every|under|below|exceed|exceeds|exceeding|of|beyond|only"
    r"|nearly|almost|up to"
    r"|is|are|waits?|spends?|minimum|maximum|ahead|by|between|latest|another)|^"
    r"|[.,;:(]) ?$"
)


def _half_hour(text, match):
    """A length of time with an article: an hour, a week; no period: twice a week."""
    said, (unit, factor) = match["words"], _unit(match["unit"])
    if unit in ("times", "percent", "money", "points"):
        return
    amount = Fraction(factor)
    if "quarter" in said:
        amount *= Fraction(3 if said.startswith("three") else 1, 4)
    elif "one" in said and "half" in said and said != "one half":
        amount *= Fraction(3, 2)
    elif "half" in said:
        amount *= Fraction(1, 2)
    elif not LENGTHENS.search(text[: match.start()]) and "'" not in match[0]:
        return
    yield Quantity(*match.span(), amount, amount, unit)


def _due_day(match):
    due, which = match["due"], match["which"]
    number = words.ORDINALS.get(which) or Fraction(which.rstrip("stndrh"))
    if not due and which not in ("next", "following"):
        return
    if due == "within" and which in words.ORDINALS and not match["working"]:
        due = "by"
    exactly = due == "on" and which not in ("next", "following")
    unit = "working_day" if match["working"] else "day"
    amount = Fraction(number)
    yield Quantity(*match.span(), amount, amount, unit, EXACTLY if exactly else AT_MOST)


def _so_often(text, match):
    number = {"once": 1, "twice": 2, "thrice": 3}[match["words"]]
    single = number == 1
    amount = Fraction(number)
    before = text[: match.start()]
    if single and compiled(r"\bat $").search(before) and not before.endswith("least "):
        return
    yield Quantity(*match.span(), amount, amount, "times", single=single)


def periods(text):
    """Yield the rhythms of a text."""
    for match in words.EVERY.finditer(text):
        unit, factor = _unit(match["unit"])
        count = Fraction(factor)
        if match["half"]:
            count *= Fraction(1, 2)
        elif match["other"]:
            count *= 2
        elif match["number"]:
            number = value_of(match["number"])
            if number is None:
                continue
            count *= number
        yield Period(*match.span(), count, unit)
    for match in words.EVERY_WEEKDAY.finditer(text):
        yield Period(*match.span(), Fraction(1), "week")
    for match in words.ADVERB.finditer(text):
        unit, count = words.ADVERBS[match["word"]]
        yield Period(*match.span(), Fraction(count), unit)
    for match in words.PER.finditer(text):
        unit, factor = _unit(match["unit"])
        yield Period(*match.span(), Fraction(factor), unit, alone=False)


def relation(before, quantity, after):
    """What the words around a quantity make of it; nothing if they say nothing.

    :param before: the text from the figure before to this one
    :param after: the text behind it to the next one
    """
    before = " " + before
    for name, pattern in words.LEFT:
        if pattern.search(before):
            return name
    for name, pattern in words.RIGHT:
        if pattern.search(after):
            return name
    timed = quantity.unit not in ("count", "times", "percent", "money", "points")
    if timed and words.IN_TIME.search(before):
        return AT_MOST
    return ""


SENTENCE = compiled(r"[.;:,!?()]")


def counted_in(text, quantity, period):
    """Whether a quantity is counted in a period of the same clause of the sentence."""
    if period.start >= quantity.end:
        between = text[quantity.end : period.start]
        if SENTENCE.search(between):
            return False
        said = len(between.split())
        if quantity.unit in ("times", "count"):
            return said <= (4 if not period.alone else 2)
        return not said
    between = text[period.end : quantity.start]
    return (
        quantity.unit == "times"
        and not SENTENCE.search(between)
        and len(between.split()) <= 8
    )
