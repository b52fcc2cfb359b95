"""Numbers as texts write them: 1,500; 1.5万; twenty-four; 二十四; a dozen; [X]."""

import re
import unicodedata
from fractions import Fraction

OPEN = None  # the value of a figure that the text leaves to the company: [X]

# --- English --------------------------------------------------------------------------

ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
SIMPLE = {word: number for number, word in enumerate(ONES)}
SIMPLE.update({word: 10 * number for number, word in enumerate(TENS, 2)})
SIMPLE["dozen"] = 12

_ONE = "|".join(sorted(ONES[1:], key=len, reverse=True))
_TEN = "|".join(TENS)
_BELOW_100 = rf"(?:(?:{_TEN})(?:[- ](?:{'|'.join(ONES[1:10])}))?|{_ONE})"
_BELOW_1000 = rf"(?:(?:{_ONE}|an?)[ -]hundred(?: and)?(?: {_BELOW_100})?|{_BELOW_100})"
_WORDS_EN = (
    rf"(?:(?:{_BELOW_1000}|an?)[ -]thousand(?: {_BELOW_1000})?|{_BELOW_1000}|(?:an? "
    r")?dozen)"
)

# --- Chinese --------------------------------------------------------------------------

DIGITS_ZH = {char: number for number, char in enumerate("〇一二三四五六七八九")}
DIGITS_ZH |= {"零": 0, "两": 2, "兩": 2, "壹": 1, "贰": 2, "貳": 2, "叁": 3, "參": 3}
POWERS_ZH = {
    "十": 10,
    "拾": 10,
    "百": 100,
    "佰": 100,
    "千": 1000,
    "仟": 1000,
    "万": 10000,
    "萬": 10000,
}
_ZH = "零〇一二三四五六七八九十百千万萬两兩壹贰貳叁拾佰仟"
_WORDS_ZH = rf"[{_ZH}]+"

# --- both -----------------------------------------------------------------------------

DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
BLANK = (
    r"[\[\(（【]\s*(?:[xn_…\.]+|\s+|[○□])?\s*[\]\)）】]|_{2,}|\b[xn](?=\s?(?:%|min"
    r"|hour|day|work|time|个|個|分|小|日|天|工|次))|x{2,}(?=\s?[%分小日天个個工])"
)

NUMBER_EN = (
    rf"(?:{BLANK}|(?<!\d)(?<!\d[.,])(?:{DIGITS})(?![\d]|[.,]\d)|\b{_WORDS_EN}\b)"
)
NUMBER_ZH = (
    rf"(?:{BLANK}|(?<!\d)(?<!\d[.,])(?:{DIGITS})[百千万萬]?(?![\d]|[.,]\d)|{_WORDS_ZH})"
)


def straightened(text):
    """The text with plain digits, letters and signs, each at the place where it was.

    Full-width signs (３％) become plain ones; sentences keep their length, so that a
    figure found here is marked in the text itself.
    """
    return "".join(map(_plain, text))


def _plain(char):
    if char in "　\xa0\u2009\u202f\n\t":
        return " "
    if char in "，。":  # "，3小时" is no part of a number, "1,3" is
        return char
    plain = unicodedata.normalize("NFKC", char)
    return plain.lower() if len(plain) == 1 and len(plain.lower()) == 1 else char


def value_of(words):
    """The value of a number in words or digits; ``OPEN`` for a blank."""
    words = words.strip()
    if re.fullmatch(r"[\[\(（【].*|_+|[xn]|x+", words):
        return OPEN
    digits = re.match(DIGITS, words)
    if digits:
        power = POWERS_ZH.get(words[digits.end() :].strip(), 1)
        return Fraction(digits[0].replace(",", "")) * power
    if words[0] in _ZH:
        return Fraction(_value_zh(words))
    return Fraction(_value_en(words))


def _value_en(words):
    total = part = 0
    for word in re.split(r"[ -]+", words):
        if word == "hundred":
            part = (part or 1) * 100
        elif word == "thousand":
            total, part = total + (part or 1) * 1000, 0
        elif word == "dozen":
            part = (part or 1) * 12
        elif word in ("a", "an"):
            part = 1
        elif word != "and":
            part += SIMPLE[word]
    return total + part


def _value_zh(words):
    if len(words) > 1 and not any(char in POWERS_ZH for char in words):
        return int("".join(str(DIGITS_ZH[char]) for char in words))  # 二〇二六
    total = section = digit = 0
    for char in words:
        if char in DIGITS_ZH:
            digit = DIGITS_ZH[char]
            continue
        power = POWERS_ZH[char]
        if power == 10000:
            total, section, digit = total + (section + digit or 1) * power, 0, 0
        else:
            section, digit = section + (digit or 1) * power, 0
    return total + section + digit


def approximate_range(words):
    """两三, 三五, 七八: two digits that stand for from and to; else nothing."""
    if len(words) != 2 or any(char not in DIGITS_ZH for char in words):
        return None
    low, high = (DIGITS_ZH[char] for char in words)
    if 0 < low < high and (high == low + 1 or (low, high) == (3, 5)):
        return Fraction(low), Fraction(high)
    return None
