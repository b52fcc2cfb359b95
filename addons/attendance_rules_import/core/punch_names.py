"""When two numbers or names mean the same person: plain Python, no ORM."""

import re
import unicodedata

from .punch_cells import clean

_DECIMALS = re.compile(r"(\d{1,40})\.0{1,6}")
_PARTS = re.compile(r"[^\W_]+")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def number_key(value: str) -> str:
    """Return a number in one way of writing: 7, 007, ``'0007`` and 7.0 are one."""
    key = unicodedata.normalize("NFKC", clean(value)).strip().lower()
    if match := _DECIMALS.fullmatch(key):
        key = match[1]
    return (key.lstrip("0") or "0") if key.isdecimal() else key


def name_key(value: str) -> str:
    """Return a name in one way of writing: "Peña, José" and "jose pena" are one."""
    plain = unicodedata.normalize("NFKD", clean(value)[:200]).casefold()
    plain = unicodedata.normalize(
        "NFC", "".join(sign for sign in plain if not unicodedata.combining(sign))
    )
    parts = _PARTS.findall(plain)
    if _CJK.search(plain):
        return "".join(parts)
    return " ".join(sorted(parts))
