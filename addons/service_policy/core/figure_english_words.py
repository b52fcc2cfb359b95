"""English words of time and number, as patterns."""

from fractions import Fraction

from .figure import AT_LEAST, AT_MOST, OVER, UNDER
from .figure_numbers import NUMBER_EN, SIMPLE
from .figure_quantity import compiled

# --- what looks like a figure and is none ---------------------------------------------

MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november"
    "|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
)
LABELS = (
    "articles?|clauses?|sections?|paragraphs?|chapters?|forms?|rooms?|versions?"
    "|no|nos|numbers?"
    "|steps?|phases?|tables?|appendix|annex|pages?|floors?|gates?|extensions?|ext"
    "|iso|severity"
    "|levels?|class|grade|priority|category|type|tier|line|shop|unit|building|line|plan"
)
MASKS = [
    compiled(pattern)
    for pattern in (
        rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{MONTHS})\b\.?(?:,? \d{{4}})?",
        (
            rf"\b(?:{MONTHS})\.? \d{{1,2}}(?:st|nd|rd|th)?\b(?!%| %| percent)(?:,? "
            rf"\d{{4}})?"
        ),
        rf"\b(?:{MONTHS}) (?:19|20)\d\d\b",
        r"\b\d{4}-\d\d?-\d\d?\b|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b",
        r"\b\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]\.?m\b\.?)?",
        r"\b\d{1,2} ?(?:[ap]\.m\.|[ap]m\b|o'clock|o’clock)",
        rf"\b(?:{LABELS})\.? (?P<mask>\d+(?:[.-]\d+)*[a-z]?\b(?! ?%)"
        rf"(?:(?:,| and| or| to) \d+(?:\.\d+)*\b(?! [a-z]))*)",
        (
            rf"\b(?:{LABELS}) (?P<mask>{'|'.join(SIMPLE)})\b(?= (?:of|is|are|applies"
            r"|follows|and)\b|[.,;)]|$)"
        ),
        r"\b[a-z]{1,4}[-–]\d+(?:\.\d+)*",
        r"^\s*\(?\d+(?:(?:\.\d+)+[.)]?|[.)])[ ]",
        r"\b\d+(?:\.\d+){2,}\b",
        r"\+?\b\d{2,4}(?:[ -]\d{3,4}){2,}\b",
        r"\b(?:one of (?:us|them|these|those|its|our|your|their)|no one|one "
        r"another|one by one"
        r"|a second (?=[a-z])|day one|at one|the one|this one|that one|one or "
        r"more|one or other|one's|oneself)\b",
    )
]

# --- units ----------------------------------------------------------------------------

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
        (
            r"(?:yuan|renminbi|rmb|cny|euros?|eur|dollars?|usd|hkd|twd|ntd|pounds?"
            r"|gbp|kuai)|€|£"
        ),
        "money",
        1,
    ),
    (r"times", "times", 1),
]
UNIT = "|".join(pattern for pattern, _unit, _factor in UNITS)
COMPILED = [(compiled(rf"(?:{p})$"), unit, factor) for p, unit, factor in UNITS]
PERIOD = (
    r"(?:working[- ]?day|business[- ]?day|hour|day|week|fortnight|month|quarter"
    r"|half[- ]year|year|minute)"
)
SHORT = r"(?:half an?|an?|one[- ]and[- ]a[- ]half|(?:an?|one|three) quarters? of an)"
CURRENCY = r"(?:rmb|cny|usd|eur|hkd|twd|ntd|gbp|(?:us|hk|nt)?\$|¥|€|£)"
SCALE = r"(?: ?(?:thousand|million|k|m)\b)?"
RANGE = r"(?: ?[-–—~] ?| to | or | and (?=[^ ]+ (?:[a-z]+ )?))"

QUANTITY = compiled(
    rf"(?:(?P<low>(?>{NUMBER_EN}))(?P<low_unit>[- ]?(?:{UNIT}))?(?P<sep>{RANGE}))?"
    rf"(?P<high>{NUMBER_EN})(?: ?\({NUMBER_EN}\))? "
    rf"?-?{BEFORE_UNIT}(?P<unit>{UNIT})(?![a-z])(?:['’]s?\b|['’])?"
)
MONEY = compiled(
    rf"(?<![a-z]){CURRENCY} ?(?:(?P<low>(?>{NUMBER_EN}))(?: ?[-–—~] ?| to | or "
    rf")(?:{CURRENCY} ?)?)?"
    rf"(?P<high>{NUMBER_EN})(?P<scale>{SCALE})"
)
HALF_HOUR = compiled(
    rf"\b(?P<words>{SHORT}|one half|half)[- ](?P<unit>{UNIT})(?![a-z])(?:['’]s?\b"
    r"|['’])?"
)
AND_A_HALF = compiled(
    rf"\b(?P<number>{NUMBER_EN})(?: and a half|½) (?P<unit>{UNIT})(?![a-z])"
)
FIRST = compiled(rf"\b(?:the )?first (?P<unit>{PERIOD})\b")
WITHIN_THE = compiled(rf"\bwithin the (?P<unit>{PERIOD})\b")
ALWAYS = compiled(
    r"\b24 ?[/x×] ?7\b|\b(?:24|twenty-four) hours(?: a day| per day| daily)?,? "
    r"?(?:and )?(?:on )?"
    r"(?:7|seven) days(?: a week| per week)?|\b(?:a|the)?round[ -]the[ -]clock\b"
    r"|\bday and night\b|\bat any hour\b"
)
SAME_DAY = compiled(
    r"\b(?:(?:by|before|until|at) )?(?:the )?(?:end of (?:the |that )?(?:same "
    rf")?(?:{WORKING} )?day"
    r"|close of (?:business|the day)|end of business)\b|\b(?:(?:on|within) "
    r")?(?:the )?(?:very )?same"
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
    r"\b(?P<due>by|before|until|(?:no|not) later than|at the latest on|on"
    r"|within)? ?(?:the )?"
    r"(?:end of (?:the )?)?\b(?P<which>next|following|"
    rf"{'|'.join(word for word in ORDINALS if word not in ('next', 'following'))}"
    r"|\d+(?:st|nd|rd|th))"
    rf" (?P<working>{WORKING} )?day\b"
)
TIMES = compiled(r"\b(?P<words>once|twice|thrice)\b")
IN_A_ROW = compiled(rf"(?P<number>{NUMBER_EN}) (?:in a row|in succession|running)\b")
OUT_OF = compiled(
    rf"(?P<part>{NUMBER_EN}) (?:out of|in) (?:every "
    rf")?(?P<whole>{NUMBER_EN})\b(?! (?:{UNIT})\b)"
)
PART_OF = compiled(
    r"\b(?P<half>half)(?= (?:of|the|its|our|all)\b)"
    rf"|\b(?P<number>an?|{NUMBER_EN})[- ](?P<part>halves|half|thirds?|fourths?"
    r"|quarters?|fifths?|tenths?)"
    r"(?= of\b(?! an? (?:hour|day|year|month)))"
)
PARTS = {"hal": 2, "thi": 3, "fou": 4, "qua": 4, "fif": 5, "ten": 10}
NOT_A_NOUN = (
    "of|in|and|or|to|the|at|by|for|from|is|are|was|were|out|per|an?|on|with|has"
    "|its|this|that|as|if|it"
    "|us|always|less|does|plus|across|various|than|which|who|whose|must|may|can"
    "|will|shall|should|be"
    "|not|no|days?|hours?|minutes?|weeks?|months?|years?|percent|times|each|every"
    "|after|before|until"
    "|unless|thus|perhaps|towards|besides|sometimes|where|when|us|yes|whereas"
    "|more|fewer"
)
WORD = rf"(?!(?:{NOT_A_NOUN})\b)[a-z][a-z'’-]*"
PLURAL = (
    r"(?:[a-z'’-]*[a-z]s(?<!ss)(?<!us)|people|staff|children|men|women|criteria|feet"
    r"|data)"
)
COUNT = compiled(
    rf"(?:(?P<low>(?>{NUMBER_EN}))(?P<sep>{RANGE}))?(?P<high>{NUMBER_EN})"
    rf"(?P<noun> (?:{WORD} ){{0,3}}?(?!(?:{NOT_A_NOUN})\b){PLURAL}\b)"
)
ONE = compiled(rf"\b(?P<high>one|1) (?!(?:{UNIT})\b){WORD}(?: (?:{WORD}))?")

# --- rhythms --------------------------------------------------------------------------

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
    r"\b(?P<every>every|each)(?P<single> single)? (?:(?P<half>half|six-month)[- "
    r"](?=year|month|hour|day)"
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

# --- relations ------------------------------------------------------------------------

FILL = (
    r"(?: (?:the|an?|another|about|around|roughly|approximately|some|only|just"
    r"|first|next"
    r"|last|of|is|are|for|another))*[ (]*$"
)
DOING = (
    r"(?: (?:be|take|takes|last|lasts|wait|waits|to|have|has|get|stay|run|work|cost"
    r"|fall|drop|go|come))*"
)
NOBODY = r"(?:nobody|no one|no [a-z]+|none(?: of [a-z]+(?: [a-z]+)?)?)(?: [a-z]+){0,4}"
NOT = rf"\b(?:(?:not|never|no|cannot|can't|mustn't)(?: to)?{DOING}|{NOBODY})"
MORE = (
    r"(?:[ (](?:(?:more|longer|later|greater|higher|larger|older|further) than|above"
    r"|over|beyond|exceed(?:ing|s|ed)?|in excess of|more|longer|later))"
)
LESS = (
    r"(?:[ (](?:(?:less|fewer|lower|shorter|earlier|smaller|sooner) than|below|under))"
)
LEFT = [
    (
        AT_MOST,
        compiled(
            rf"(?:{NOT}{MORE}|\bwithin|\binside|\bat (?:the )?most|\bup to|\bas many as"
            r"|\bmaximum(?: of)?|\bmax\.?|\blimit(?:ed)?(?: is)?(?: of| to)|\bat "
            r"the latest(?: after| in)?"
            r"|\blatest after|\bceiling of|[≤⩽]|<=|\bno later than|\bnot later than)"
            + FILL
        ),
    ),
    (
        AT_LEAST,
        compiled(
            rf"(?:{NOT}{LESS}|\bat (?:the very |the )?least|\bminimum(?: of)?"
            r"|\bmin\.?|[≥⩾]|>="
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
            r"^(?:,? ?(?:or|and) (?:more|longer|above|higher|over|older|better"
            r"|greater)\b| minimum\b"
            r"|,? at (?:the )?(?:very )?least\b(?! (?:once|twice|one|two|three|\d"
            r"|every))|\+| as a minimum)"
        ),
    ),
    (
        AT_MOST,
        compiled(
            r"^(?:,? ?or (?:less|fewer|below|under|earlier|sooner|faster)\b| "
            r"maximum\b| max\b"
            r"|[^.;,]{0,40}? at the latest\b(?! after)|,? at (?:the )?most\b| as "
            r"a maximum)"
        ),
    ),
]
