"""Greetings with names put in."""

import re

#: What a greeting may name.
NAMES = ("customer", "company", "advisor")
NAMED = re.compile(r"\{([^{}]*)\}")


def unknown(text: str) -> list[str]:
    """What a greeting names and nobody knows, in order."""
    return [name for name in NAMED.findall(text) if name not in NAMES]


def filled(text: str, names: dict[str, str]) -> str:
    """A greeting with the names in it; each is put in once, whatever it contains."""
    return NAMED.sub(lambda found: names.get(found[1], found[0]), text)
