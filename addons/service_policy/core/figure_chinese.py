"""The Chinese grammar of figures, both scripts: 三个工作日内, 每年至少两次, 半小時."""

from fractions import Fraction

from . import figure_chinese_words as words
from .figure import AT_MOST, EXACTLY, OVER
from .figure_numbers import approximate_range, value_of
from .figure_quantity import Period, Quantity, blanked, compiled, ranged


def straight(text):
    """The text without numbers that are no figures."""
    return blanked(text, *words.MASKS)


def _unit(said):
    said = said.strip()
    for pattern, unit, factor in words.COMPILED:
        if pattern.match(said):
            return unit, factor
    raise ValueError(said)


def _every_unit(said):
    if said.startswith("半"):
        unit, factor = _half_unit(said[1:])
        return unit, Fraction(factor) / 2
    if said == "月":
        return "month", Fraction(1)
    if said.endswith("年度"):
        return "year", Fraction(1)
    unit, factor = _unit(said)
    return unit, Fraction(factor)


def _half_unit(said):
    return ("month", 1) if said.endswith("月") else _unit(said)


def quantities(text):
    """Yield the amounts of a text, the most telling words first."""
    for finder in (_days, _shares, _halves, _amounts):
        yield from finder(text)


def _days(text):
    for match in words.ALWAYS.finditer(text):
        yield Quantity(*match.span(), Fraction(1), Fraction(1), "always", EXACTLY)
    for match in words.SAME_DAY.finditer(text):
        working = match["working"] or match["same_working"]
        unit = "working_day" if working else "day"
        yield Quantity(*match.span(), Fraction(0), Fraction(0), unit, AT_MOST)
    for match in words.NEXT_DAY.finditer(text):
        unit = "working_day" if match["working"] or match["other"] else "day"
        yield Quantity(*match.span(), Fraction(1), Fraction(1), unit, AT_MOST)
    for match in words.DUE_DAY.finditer(text):
        unit, _factor = _unit(match["unit"])
        number = value_of(match["number"])
        before = text[max(0, match.start() - 6) : match.start()]
        due = match["due"] or any(
            pattern.search(before) for name, pattern in words.LEFT if name == AT_MOST
        )
        if due and number is not None:
            yield Quantity(*match.span(), number, number, unit, AT_MOST)


def _shares(text):
    for match in words.SHARE.finditer(text):
        yield from _share(match)
    for match in words.HALVES.finditer(text):
        relation = OVER if match["over"] else ""
        yield Quantity(*match.span(), Fraction(50), Fraction(50), "percent", relation)
    for match in words.TENTHS.finditer(text):
        high = value_of(match["number"]) * 10 + (5 if match["half"] else 0)
        low = value_of(match["low"]) * 10 if match["low"] else high
        yield Quantity(*match.span(), low, high, "percent")


def _halves(text):
    for match in words.AND_A_HALF.finditer(text):
        unit, factor = _half_unit(match["unit"])
        number = value_of(match["number"])
        if number is not None:
            amount = (number + Fraction(1, 2)) * factor
            yield Quantity(*match.span(), amount, amount, unit)
    for match in words.HALF.finditer(text):
        unit, factor = _half_unit(match["unit"])
        amount = Fraction(factor) / 2
        if unit in ("month", "year"):
            unit, amount = "month", amount * (12 if unit == "year" else 1)
        yield Quantity(*match.span(), amount, amount, unit)


def _amounts(text):
    for match in words.MONEY.finditer(text):
        yield from _amount(match, ("money", 1))
    for match in words.QUANTITY.finditer(text):
        yield from _measured(text, match)
    for match in words.COUNT.finditer(text):
        single = match["high"] == "一" and not match["low"]
        yield from _amount(match, ("count", 1), single=single)


def _measured(text, match):
    unit, factor = _unit(match["unit"])
    in_words = not match["high"].strip()[0].isdigit()
    before = text[: match.start()]
    if unit == "points" and in_words and not words.CONTEXT_OF_POINTS.search(before):
        return
    single = unit == "times" and match["high"] == "一" and not match["low"]
    yield from _amount(match, (unit, factor), single=single)


def _amount(match, unit, single=False):
    """One quantity of a number or of two, from and to."""
    groups = match.groupdict()
    low, high, start = groups["low"], value_of(groups["high"]), match.start()
    both = approximate_range(groups["high"].strip())
    if both:
        low, high = both
    elif low is not None:
        low = value_of(low)
    if groups.get("half") and high is not None:
        high += Fraction(1, 2)
    low_unit = groups.get("low_unit")
    amounts = None
    if groups["low"] is not None:
        amounts = ranged(low, low_unit and _unit(low_unit), high, unit)
        if "、" in groups["sep"] and not (
            amounts and amounts[1] == amounts[0] + unit[1]
        ):
            amounts = None
    if amounts is None or (high is not None and amounts[0] > amounts[1]):
        start = match.start("high") if groups["low"] is not None else start
        amounts = ranged(low if both else high, None, high, unit)
    yield Quantity(start, match.end(), *amounts, single=single)


def _share(match):
    base = {"百": Fraction(100), "千": Fraction(1000)}.get(match["base"])
    number = value_of(match["number"])
    if base is None:
        base = value_of(match["base"])
        if number is not None and (not base or number > base):
            return
    if number is None:
        yield Quantity(*match.span(), None, None, "percent")
        return
    high = value_of(match["high"]) if match["high"] else number
    yield Quantity(*match.span(), number / base * 100, high / base * 100, "percent")


def periods(text):
    """Yield the rhythms of a text."""
    for match in words.EVERY.finditer(text):
        yield from _every(match)
    for pattern, unit, count in words.COMPILED_ADVERBS:
        for match in pattern.finditer(text):
            yield Period(*match.span(), Fraction(count), unit)
    for match in words.ONE_PERIOD.finditer(text):
        unit, count = _every_unit(match["unit"])
        if match["number"]:
            count *= value_of(match["number"]) or 1
        elif not match["unit"].startswith("半"):
            continue
        yield Period(*match.span(), count, unit)
    for match in words.SLASH.finditer(text):
        unit, count = _every_unit(match["unit"])
        yield Period(*match.span(), count, unit, alone=False)


def _every(match):
    """每两周, 每隔一天, 每半年."""
    unit, count = _every_unit(match["unit"])
    if match["number"]:
        number = value_of(match["number"])
        if number is None:
            return
        count *= number
    elif match["every_other"]:
        count *= 2
    if match["unit"] == "半年":
        unit, count = "month", Fraction(6)
    yield Period(*match.span(), count, unit)


def relation(before, quantity, after):
    """What the words around a quantity make of it; nothing if they say nothing."""
    timed = quantity.unit not in ("count", "times", "percent", "money", "points")
    for name, pattern in words.LEFT:
        if pattern.search(before):
            return name
    for name, pattern in words.RIGHT_TIME if timed else words.RIGHT:
        if pattern.search(after):
            return name
    return ""


SENTENCE = compiled(r"[,，。；;:：、!?！？()（）\x00]")
CHARGED = compiled(r"(?:收取?|加|[罚罰]|扣|[计計]|费|費)[^,，。；;:：、]{0,4}$")
BY_SOMEBODY = compiled(r"[由经經与與向][^,，。；;:：、]{0,2}$")


def counted_in(text, quantity, period):
    """Whether a quantity is counted in a period of the same clause of the sentence."""
    if period.start >= quantity.end:
        return period.start == quantity.end and quantity.unit != "always"
    between = text[period.end : quantity.start]
    if SENTENCE.search(between) or quantity.unit == "always":
        return False
    if quantity.unit in ("percent", "points"):
        return bool(CHARGED.search(between)) and len(between) <= 6
    if quantity.unit == "money":
        return bool(CHARGED.search(between)) or not between
    if quantity.unit == "count":
        return not BY_SOMEBODY.search(between)
    if quantity.unit == "times":
        return True
    if quantity.relation:  # every month by the 5th working day
        return False
    return len(between) <= 8
