"""The English grammar of figures: within one working day, at least twice a year."""

from fractions import Fraction

from .figure import AT_LEAST, AT_MOST, EXACTLY, OVER, UNDER
from .figure_numbers import BLANK, NUMBER_EN, SIMPLE, value_of
from .figure_quantity import Period, Quantity, blanked, compiled, ranged

# --- what looks like a figure and is none -----------------------------------------------

MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november"
    "|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
)
LABELS = (
    "articles?|clauses?|sections?|paragraphs?|chapters?|forms?|rooms?|versions?|no|nos|numbers?"
    "|steps?|phases?|tables?|appendix|annex|pages?|floors?|gates?|extensions?|ext|iso|severity"
    "|levels?|class|grade|priority|category|type|tier|line|shop|unit|building|line|plan"
)
MASKS = [
    compiled(pattern)
    for pattern in (
        rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{MONTHS})\b\.?(?:,? \d{{4}})?",
        rf"\b(?:{MONTHS})\.? \d{{1,2}}(?:st|nd|rd|th)?\b(?!%| %| percent)(?:,? \d{{4}})?",
        rf"\b(?:{MONTHS}) (?:19|20)\d\d\b",
        r"\b\d{4}-\d\d?-\d\d?\b|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b",
        r"\b\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]\.?m\b\.?)?",
        r"\b\d{1,2} ?(?:[ap]\.m\.|[ap]m\b|o'clock|o’clock)",
        rf"\b(?:{LABELS})\.? (?P<mask>\d+(?:[.-]\d+)*[a-z]?\b(?! ?%)"
        rf"(?:(?:,| and| or| to) \d+(?:\.\d+)*\b(?! [a-z]))*)",
        rf"\b(?:{LABELS}) (?P<mask>{'|'.join(SIMPLE)})\b(?= (?:of|is|are|applies|follows|and)\b|[.,;)]|$)",
        r"\b[a-z]{1,4}[-–]\d+(?:\.\d+)*",
        r"^\s*\(?\d+(?:(?:\.\d+)+[.)]?|[.)])[ ]",
        r"\b\d+(?:\.\d+){2,}\b",
        r"\+?\b\d{2,4}(?:[ -]\d{3,4}){2,}\b",
        r"\b(?:one of (?:us|them|these|those|its|our|your|their)|no one|one another|one by one"
        r"|a second (?=[a-z])|day one|at one|the one|this one|that one|one or more|one or other|one's|oneself)\b",
    )
]

# --- units ------------------------------------------------------------------------------

WORKING = r"(?:working|business|work|office|week)"
BEFORE_UNIT = (
    r"(?:(?:consecutive|successive|full|whole|further|additional|more|calendar"
    r"|natural|clear|complete|separate)[ ])*"
)
UNITS = [  # the first that matches counts
    (rf"{WORKING}[- ]?days?|weekdays?", "working_day", 1),
    (rf"{WORKING}[- ](?:hours?|hrs?)", "working_hour", 1),
    (rf"{WORKING}[- ](?:minutes?|mins?)", "working_minute", 1),
    (r"seconds?|secs?", "second", 1),
    (r"minutes?|mins?", "minute", 1),
    (r"hours?|hrs?|h", "hour", 1),
    (r"(?:calendar )?days?|nights?", "day", 1),
    (r"weeks?|wks?", "week", 1),
    (r"fortnights?", "week", 2),
    (r"(?:calendar )?months?", "month", 1),
    (r"quarters?(?! of\b)(?!s? (?:past|to)\b)", "quarter", 1),
    (r"(?:half|semi)-?[ -]?years?", "month", 6),
    (r"(?:calendar )?years?|yrs?", "year", 1),
    (r"%|per ?cent|percent|percentage points?", "percent", 1),
    (r"‰|per mille?", "percent", Fraction(1, 10)),
    (r"points?", "points", 1),
    (
        r"(?:yuan|renminbi|rmb|cny|euros?|eur|dollars?|usd|hkd|twd|ntd|pounds?|gbp|kuai)|€|£",
        "money",
        1,
    ),
    (r"times", "times", 1),
]
UNIT = "|".join(pattern for pattern, _unit, _factor in UNITS)
COMPILED = [(compiled(rf"(?:{p})$"), unit, factor) for p, unit, factor in UNITS]
PERIOD = r"(?:working[- ]?day|business[- ]?day|hour|day|week|fortnight|month|quarter|half[- ]year|year|minute)"
SHORT = r"(?:half an?|an?|one[- ]and[- ]a[- ]half|(?:an?|one|three) quarters? of an)"
CURRENCY = r"(?:rmb|cny|usd|eur|hkd|twd|ntd|gbp|(?:us|hk|nt)?\$|¥|€|£)"
SCALE = r"(?: ?(?:thousand|million|k|m)\b)?"
RANGE = r"(?: ?[-–—~] ?| to | or | and (?=[^ ]+ (?:[a-z]+ )?))"

QUANTITY = compiled(
    rf"(?:(?P<low>(?>{NUMBER_EN}))(?P<low_unit>[- ]?(?:{UNIT}))?(?P<sep>{RANGE}))?"
    rf"(?P<high>{NUMBER_EN})(?: ?\({NUMBER_EN}\))? ?-?{BEFORE_UNIT}(?P<unit>{UNIT})(?![a-z])(?:['’]s?\b|['’])?"
)
MONEY = compiled(
    rf"(?<![a-z]){CURRENCY} ?(?:(?P<low>(?>{NUMBER_EN}))(?: ?[-–—~] ?| to | or )(?:{CURRENCY} ?)?)?"
    rf"(?P<high>{NUMBER_EN})(?P<scale>{SCALE})"
)
HALF_HOUR = compiled(
    rf"\b(?P<words>{SHORT}|one half|half)[- ](?P<unit>{UNIT})(?![a-z])(?:['’]s?\b|['’])?"
)
AND_A_HALF = compiled(
    rf"\b(?P<number>{NUMBER_EN})(?: and a half|½) (?P<unit>{UNIT})(?![a-z])"
)
FIRST = compiled(rf"\b(?:the )?first (?P<unit>{PERIOD})\b")
WITHIN_THE = compiled(rf"\bwithin the (?P<unit>{PERIOD})\b")
ALWAYS = compiled(
    r"\b24 ?/ ?7\b|\b(?:24|twenty-four) hours(?: a day| per day| daily)?,? ?(?:and )?(?:on )?"
    r"(?:7|seven) days(?: a week| per week)?|\b(?:a|the)?round[ -]the[ -]clock\b"
    r"|\bday and night\b|\bat any hour\b"
)
SAME_DAY = compiled(
    rf"\b(?:(?:by|before|until|at) )?(?:the )?(?:end of (?:the |that )?(?:same )?(?:{WORKING} )?day"
    rf"|close of (?:business|the day)|end of business)\b|\b(?:(?:on|within) )?(?:the )?(?:very )?same"
    rf"[- ](?P<working>{WORKING}[- ])?day\b|\bthat very day\b"
)
ORDINALS = {
    word: number
    for number, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
        ],
        1,
    )
}
ORDINALS |= {"next": 1, "following": 1}
DUE_DAY = compiled(
    r"\b(?P<due>by|before|until|(?:no|not) later than|at the latest on|on|within)? ?(?:the )?"
    r"(?:end of (?:the )?)?\b(?P<which>next|following|"
    rf"{'|'.join(word for word in ORDINALS if word not in ('next', 'following'))}|\d+(?:st|nd|rd|th))"
    rf" (?P<working>{WORKING} )?day\b"
)
TIMES = compiled(r"\b(?P<words>once|twice|thrice)\b")
IN_A_ROW = compiled(rf"(?P<number>{NUMBER_EN}) (?:in a row|in succession|running)\b")
OUT_OF = compiled(
    rf"(?P<part>{NUMBER_EN}) (?:out of|in) (?:every )?(?P<whole>{NUMBER_EN})\b(?! (?:{UNIT})\b)"
)
PART_OF = compiled(
    r"\b(?P<half>half)(?= (?:of|the|its|our|all)\b)"
    rf"|\b(?P<number>an?|{NUMBER_EN})[- ](?P<part>halves|half|thirds?|fourths?|quarters?|fifths?|tenths?)"
    r"(?= of\b(?! an? (?:hour|day|year|month)))"
)
PARTS = {"hal": 2, "thi": 3, "fou": 4, "qua": 4, "fif": 5, "ten": 10}
NOT_A_NOUN = (
    "of|in|and|or|to|the|at|by|for|from|is|are|was|were|out|per|an?|on|with|has|its|this|that|as|if|it"
    "|us|always|less|does|plus|across|various|than|which|who|whose|must|may|can|will|shall|should|be"
    "|not|no|days?|hours?|minutes?|weeks?|months?|years?|percent|times|each|every|after|before|until"
    "|unless|thus|perhaps|towards|besides|sometimes|where|when|us|yes|whereas|more|fewer"
)
WORD = rf"(?!(?:{NOT_A_NOUN})\b)[a-z][a-z'’-]*"
PLURAL = r"(?:[a-z'’-]*[a-z]s(?<!ss)(?<!us)|people|staff|children|men|women|criteria|feet|data)"
COUNT = compiled(
    rf"(?:(?P<low>(?>{NUMBER_EN}))(?P<sep>{RANGE}))?(?P<high>{NUMBER_EN})"
    rf"(?P<noun> (?:{WORD} ){{0,3}}?(?!(?:{NOT_A_NOUN})\b){PLURAL}\b)"
)
ONE = compiled(rf"\b(?P<high>one|1) (?!(?:{UNIT})\b){WORD}(?: (?:{WORD}))?")

# --- rhythms ----------------------------------------------------------------------------

ADVERBS = {
    "hourly": ("hour", 1),
    "daily": ("day", 1),
    "weekly": ("week", 1),
    "fortnightly": ("week", 2),
    "biweekly": ("week", 2),
    "bi-weekly": ("week", 2),
    "monthly": ("month", 1),
    "bimonthly": ("month", 2),
    "quarterly": ("quarter", 1),
    "half-yearly": ("month", 6),
    "semi-annually": ("month", 6),
    "semiannually": ("month", 6),
    "semi-annual": ("month", 6),
    "yearly": ("year", 1),
    "annually": ("year", 1),
    "annual": ("year", 1),
}
ADVERB = compiled(
    rf"(?<![a-z-])(?P<word>{'|'.join(sorted(ADVERBS, key=len, reverse=True))})\b(?!-)"
    r"(?! (?:leave|work|life|business|routine|operations?|income|salary|holidays?)\b)"
)
EVERY = compiled(
    rf"\b(?P<every>every|each)(?P<single> single)? (?:(?P<half>half|six-month)[- ](?=year|month|hour|day)"
    rf"|(?P<other>other|second) |(?P<number>{NUMBER_EN})[ -])?"
    rf"{BEFORE_UNIT}(?P<unit>{WORKING}[- ]days?|{PERIOD}s?)(?![a-z])"
)
EVERY_WEEKDAY = compiled(r"\bevery (?:mon|tues|wednes|thurs|fri|satur|sun)day\b")
OF_EACH = compiled(
    rf"\bof (?:the|each|every) (?:following |next |same )?(?:{PERIOD})\b"
)
PER = compiled(
    rf"(?:(?P<slash> ?/ ?)|\b(?:per|an?|and|in an?|a single)[- ](?:calendar )?)"
    rf"(?P<unit>{PERIOD})(?![a-z-])(?!['’])"
)

# --- relations --------------------------------------------------------------------------

FILL = (
    r"(?: (?:the|an?|another|about|around|roughly|approximately|some|only|just|first|next"
    r"|last|of|is|are|for|another))*[ (]*$"
)
DOING = r"(?: (?:be|take|takes|last|lasts|wait|waits|to|have|has|get|stay|run|work|cost|fall|drop|go|come))*"
NOBODY = r"(?:nobody|no one|no [a-z]+|none(?: of [a-z]+(?: [a-z]+)?)?)(?: [a-z]+){0,4}"
NOT = rf"\b(?:(?:not|never|no|cannot|can't|mustn't)(?: to)?{DOING}|{NOBODY})"
MORE = (
    r"(?: (?:more|longer|later|greater|higher|larger|older|further) than| above| over| beyond"
    r"| exceed(?:ing|s|ed)?| in excess of| (?:more|longer|later))"
)
LESS = r"(?: (?:less|fewer|lower|shorter|earlier|smaller|sooner) than| below| under)"
LEFT = [
    (
        AT_MOST,
        compiled(
            rf"(?:{NOT}{MORE}|\bwithin|\binside|\bat (?:the )?most|\bup to|\bas many as"
            r"|\bmaximum(?: of)?|\bmax\.?|\blimit(?:ed)?(?: is)?(?: of| to)|\bat the latest(?: after| in)?"
            r"|\blatest after|\bceiling of|[≤⩽]|<=|\bno later than|\bnot later than)"
            + FILL
        ),
    ),
    (
        AT_LEAST,
        compiled(
            rf"(?:{NOT}{LESS}|\bat (?:the very |the )?least|\bminimum(?: of)?|\bmin\.?|[≥⩾]|>="
            r"|\b(?:should|must|shall|has to|have to|is to) reach)"
            rf"{FILL}"
        ),
    ),
    (OVER, compiled(rf"(?:{MORE}|>|\bupwards of|\bexceeds?){FILL}")),
    (UNDER, compiled(rf"(?:{LESS}|<){FILL}")),
]
IN_TIME = compiled(r"\bin(?: only| just| under)?[ ]*$")
RIGHT = [
    (
        AT_LEAST,
        compiled(
            r"^(?:,? ?(?:or|and) (?:more|longer|above|higher|over|older|better|greater)\b| minimum\b"
            r"|,? at (?:the )?(?:very )?least\b(?! (?:once|twice|one|two|three|\d|every))|\+| as a minimum)"
        ),
    ),
    (
        AT_MOST,
        compiled(
            r"^(?:,? ?or (?:less|fewer|below|under|earlier|sooner|faster)\b| maximum\b| max\b"
            r"|[^.;,]{0,40}? at the latest\b(?! after)|,? at (?:the )?most\b| as a maximum)"
        ),
    ),
]


def straight(text):
    """The text without numbers that are no figures."""
    return blanked(text, *MASKS)


def _unit(words):
    words = words.strip(" -")
    for pattern, unit, factor in COMPILED:
        if pattern.match(words):
            return unit, factor
    raise ValueError(words)


def _period(words):
    words = words.strip(" -")
    return _unit(words if words.endswith("s") else words)


def quantities(text):
    """Yield the amounts of a text, the most telling words first."""
    for match in ALWAYS.finditer(text):
        yield Quantity(*match.span(), Fraction(1), Fraction(1), "always", EXACTLY)
    for match in SAME_DAY.finditer(text):
        unit = "working_day" if match["working"] else "day"
        yield Quantity(*match.span(), Fraction(0), Fraction(0), unit, AT_MOST)
    for match in DUE_DAY.finditer(text):
        yield from _due_day(match)
    for match in OUT_OF.finditer(text):
        part, whole = value_of(match["part"]), value_of(match["whole"])
        if part is not None and whole and part <= whole:
            share = part / whole * 100
            yield Quantity(*match.span(), share, share, "percent")
    for match in PART_OF.finditer(text):
        number = Fraction(1) if match["half"] else value_of(match["number"])
        parts = 2 if match["half"] else PARTS[match["part"][:3]]
        if number is not None:
            share = number / parts * 100
            yield Quantity(*match.span(), share, share, "percent")
    for match in MONEY.finditer(text):
        yield from _amount(match, ("money", _scale(match["scale"])))
    for match in AND_A_HALF.finditer(text):
        unit, factor = _unit(match["unit"])
        amount = (value_of(match["number"]) + Fraction(1, 2)) * factor
        yield Quantity(*match.span(), amount, amount, unit)
    for match in HALF_HOUR.finditer(text):
        yield from _half_hour(text, match)
    for match in QUANTITY.finditer(text):
        yield from _amount(match, _unit(match["unit"]))
    for pattern in (WITHIN_THE, FIRST):
        for match in pattern.finditer(text):
            unit, factor = _unit(match["unit"])
            relation = AT_MOST if pattern is WITHIN_THE else ""
            amount = Fraction(factor)
            yield Quantity(*match.span(), amount, amount, unit, relation)
    for match in TIMES.finditer(text):
        yield from _times(text, match)
    for match in IN_A_ROW.finditer(text):
        amount = value_of(match["number"])
        yield Quantity(*match.span(), amount, amount, "count", EXACTLY)
    yield from _counts(text)


def _counts(text):
    for match in COUNT.finditer(text):
        if value_of(match["high"]) != 1:
            yield from _amount(match, ("count", 1))
    for match in ONE.finditer(text):
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


def _scale(words):
    words = (words or "").strip()
    return {"thousand": 1000, "k": 1000, "million": 10**6, "m": 10**6}.get(words, 1)


LENGTHENS = compiled(
    r"(?:\b(?:within|for|after|in|over|about|around|roughly|approximately|than|least|most|to|takes?"
    r"|lasts?|until|every|under|below|exceed|exceeds|exceeding|of|beyond|only|nearly|almost|up to"
    r"|is|are|waits?|spends?|minimum|maximum|ahead|by|between|latest|another)|^|[.,;:(]) ?$"
)


def _half_hour(text, match):
    """A length of time with an article: an hour, a week; no period like "twice a week"."""
    words, (unit, factor) = match["words"], _unit(match["unit"])
    if unit in ("times", "percent", "money", "points"):
        return
    amount = Fraction(factor)
    if "quarter" in words:
        amount *= Fraction(3 if words.startswith("three") else 1, 4)
    elif "one" in words and "half" in words and words != "one half":
        amount *= Fraction(3, 2)
    elif "half" in words:
        amount *= Fraction(1, 2)
    elif not LENGTHENS.search(text[: match.start()]) and "'" not in match[0]:
        return
    yield Quantity(*match.span(), amount, amount, unit)


def _due_day(match):
    due, which = match["due"], match["which"]
    number = ORDINALS.get(which) or Fraction(which.rstrip("stndrh"))
    if not due and which not in ("next", "following"):
        return
    if due == "within" and which in ORDINALS and not match["working"]:
        due = "by"
    exactly = due == "on" and which not in ("next", "following")
    unit = "working_day" if match["working"] else "day"
    amount = Fraction(number)
    yield Quantity(*match.span(), amount, amount, unit, EXACTLY if exactly else AT_MOST)


def _times(text, match):
    number = {"once": 1, "twice": 2, "thrice": 3}[match["words"]]
    single = number == 1
    amount = Fraction(number)
    before = text[: match.start()]
    if single and compiled(r"\bat $").search(before) and not before.endswith("least "):
        return
    yield Quantity(*match.span(), amount, amount, "times", single=single)


def periods(text):
    """Yield the rhythms of a text."""
    for match in EVERY.finditer(text):
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
        if (
            compiled(r"\bof (?:the )?$").search(text[: match.start()])
            and not match["number"]
        ):
            pass  # the 5th working day of every month: a rhythm as well
        yield Period(*match.span(), count, unit)
    for match in EVERY_WEEKDAY.finditer(text):
        yield Period(*match.span(), Fraction(1), "week")
    for match in ADVERB.finditer(text):
        unit, count = ADVERBS[match["word"]]
        yield Period(*match.span(), Fraction(count), unit)
    for match in PER.finditer(text):
        unit, factor = _unit(match["unit"])
        yield Period(*match.span(), Fraction(factor), unit, alone=False)


def relation(before, quantity, after):
    """What the words around a quantity make of it; nothing if they say nothing.

    :param before: the text from the figure before to this one
    :param after: the text behind it to the next one
    """
    before = " " + before
    for name, pattern in LEFT:
        if pattern.search(before):
            return name
    for name, pattern in RIGHT:
        if pattern.search(after):
            return name
    timed = quantity.unit not in ("count", "times", "percent", "money", "points")
    if timed and IN_TIME.search(before):
        return AT_MOST
    return ""


SENTENCE = compiled(r"[.;:,!?()]")


def counted_in(text, quantity, period):
    """Whether a quantity is counted in a period of the same clause of the sentence."""
    if period.start >= quantity.end:
        between = text[quantity.end : period.start]
        if SENTENCE.search(between):
            return False
        words = len(between.split())
        if quantity.unit in ("times", "count"):
            return words <= (4 if not period.alone else 2)
        return not words
    between = text[period.end : quantity.start]
    return (
        quantity.unit == "times"
        and not SENTENCE.search(between)
        and len(between.split()) <= 8
    )


__all__ = ["BLANK", "counted_in", "periods", "quantities", "relation", "straight"]
