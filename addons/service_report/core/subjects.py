"""What complaints are about again and again, by the words of their titles (SM-5.3).

Whoever complains first and whoever complains next need not know of each other: beside
the matters that are linked, words tell what comes back. English words, and stretches of
Chinese signs, which has no spaces between words.
"""

import re
from collections import defaultdict

LATIN = re.compile(r"[a-z][a-z'’-]{2,}", re.IGNORECASE)
HAN = re.compile("[\u4e00-\u9fff]+")
#: A stretch of Chinese signs that says something has two signs, and seldom more than so
#: many.
FEWEST_SIGNS, MOST_SIGNS = 2, 6
#: More subjects than these are no list that anybody reads.
MOST_SUBJECTS = 10
#: Words that say nothing of what a complaint is about.
EMPTY_WORDS = """
    about again after all also and any are aren't because been before but by can
    can't cannot could did didn't does doesn't don't down for from had has have
    her his how into isn't its itself just more much never not now off once one
    only our out over please she should since some still than that the their them
    then there these they this those too under until very was wasn't were what
    when where which while who why will with without won't would yet you your
    complaint complaints customer problem issue request
"""
EMPTY = frozenset(EMPTY_WORDS.split())
EMPTY_SIGNS = re.compile(
    "[的了吗呢吧啊和与與及在是有没沒不我你他她它们們这這那请請就都也很太]"
)


def recurring(titles, least):
    """What at least so many complaints are about, what is met most often first.

    A complaint may be about several things, but what is only another word for the same
    complaints is left out.

    :param titles: [(id, title)]
    :param int least: so many complaints at least, and never fewer than two
    :return: [(words, [id, …])]
    """
    found, written = defaultdict(set), {}
    for res_id, title in titles:
        for word, as_written in _words(title or ""):
            found[word].add(res_id)
            written[word] = min(written.get(word, as_written), as_written)
    often = [(word, ids) for word, ids in found.items() if len(ids) >= max(least, 2)]
    often.sort(key=lambda item: (-len(item[1]), -len(item[0]), item[0]))
    subjects, covered = [], []
    for word, ids in often:
        if not any(len(ids & other) * 2 > len(ids) for other in covered):
            subjects.append((written[word], sorted(ids)))
            covered.append(ids)
    return subjects[:MOST_SUBJECTS]


def _words(title):
    """Yield (what is compared, as it is written) of what a title says."""
    for match in LATIN.finditer(title):
        if (word := match[0].lower()) not in EMPTY:
            yield word, match[0]
    for match in HAN.finditer(title):
        for stretch in EMPTY_SIGNS.split(match[0]):
            yield from ((signs, signs) for signs in _stretches(stretch))


def _stretches(signs):
    for size in range(FEWEST_SIGNS, MOST_SIGNS + 1):
        for start in range(len(signs) - size + 1):
            yield signs[start : start + size]
