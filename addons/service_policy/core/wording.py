"""What has changed in a wording, word by word; sign by sign in Chinese."""

import re
from difflib import SequenceMatcher

#: A word with the blanks after it, or one sign of a script without blanks.
TOKEN = re.compile(r"[A-Za-z0-9\u00c0-\u024f'’%–-]+|\s+|.", re.DOTALL)


def pieces(old: str, new: str) -> list[tuple[str, str]]:
    """The new wording beside the old one.

    :return: pairs of what became of a piece ("same", "gone" or "new") and its text; all
        but the gone ones together are the new wording, all but the new ones the old one
    """
    before, after = TOKEN.findall(old or ""), TOKEN.findall(new or "")
    found: list[tuple[str, str]] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            found.append(("same", "".join(before[i1:i2])))
            continue
        if i2 > i1:
            found.append(("gone", "".join(before[i1:i2])))
        if j2 > j1:
            found.append(("new", "".join(after[j1:j2])))
    return found


def numbered(number: str) -> list[tuple[int, int, str]]:
    """By what clauses are put in order: SM-2.10 comes after SM-2.9."""
    return [
        (0, int(part), "") if part.isdigit() else (1, 0, part)
        for part in re.findall(r"\d+|\D+", number or "")
    ]
