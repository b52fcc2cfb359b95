"""What a note is about, so that notes about the same are found: plain Python."""

from unicodedata import normalize


def plain_word(text: str | None) -> str:
    """A word as people mean it: without case, width and spaces at odds."""
    return " ".join(normalize("NFKC", text or "").casefold().split())


def subject_key(
    competitor: int | None, product: int | None, word: str | None
) -> str | None:
    """Key of a competitor's product; None if no product is named.

    A product of the own catalogue counts before a word: it has one spelling.
    """
    if not product and not plain_word(word):
        return None
    named = f"p{product}" if product else f"w{plain_word(word)}"
    return f"{competitor or ''}|{named}"
