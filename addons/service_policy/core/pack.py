"""A policy as a file: what carries it out, in plain values, with names for ids.

The text of a pack is the same whenever its content is: keys and records are in order,
so that any tool can compare two packs.
"""

import json
from dataclasses import dataclass, field

FORMAT = "service-policy-pack"
#: Grows when a pack of an earlier version can no longer be read as it is.
VERSION = 1
#: Larger files are no packs: four policies with all that belongs to them take 200 kB.
MOST_BYTES = 20_000_000
KEYS = frozenset(("model", "key", "values"))


class BrokenPackError(ValueError):
    """A file that cannot be read as a pack; ``code`` says why, ``detail`` what."""

    def __init__(self, code, detail=""):
        super().__init__(code)
        self.code, self.detail = code, detail


@dataclass(frozen=True)
class PackModel:
    """Records of which a pack is made.

    :param fields: names of what travels
    :param parent: field that leads to the record that it is a part of
    :param shared: others use it, too: a pack adds it, and changes none that is there
    :param domains: fields that hold a condition, each with the field that names the
        model of its records
    """

    model: str
    fields: tuple
    key: str = "code"
    parent: str = ""
    shared: bool = True
    domains: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Pack:
    """What a file says.

    :param records: [{"model", "key", "values"}, …], what is named before who names it
    :param addons: {add-on: its version} that it needs
    """

    records: tuple = ()
    addons: dict = field(default_factory=dict)

    def to_text(self):
        """The pack as text, the same for the same content."""
        content = {
            "format": FORMAT,
            "version": VERSION,
            "addons": self.addons,
            "records": list(self.records),
        }
        return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"

    @classmethod
    def from_text(cls, content):
        """The pack that a file holds.

        :param bytes content: of the file
        :raise BrokenPackError: it is none, or of another version
        """
        if len(content) > MOST_BYTES:
            raise BrokenPackError("large")
        try:
            values = json.loads(content.decode("utf-8"))
        except (ValueError, RecursionError) as error:
            raise BrokenPackError("unreadable") from error
        if not isinstance(values, dict) or values.get("format") != FORMAT:
            raise BrokenPackError("other")
        if values.get("version") != VERSION:
            raise BrokenPackError("version", str(values.get("version")))
        records, addons = values.get("records"), values.get("addons")
        if not isinstance(records, list) or not isinstance(addons, dict):
            raise BrokenPackError("incomplete")
        if not all(map(_is_record, records)):
            raise BrokenPackError("incomplete")
        seen = [(record["model"], record["key"]) for record in records]
        if len(set(seen)) < len(seen):
            raise BrokenPackError("twice")
        return cls(tuple(records), addons)


def _is_record(record):
    return (
        isinstance(record, dict)
        and record.keys() == KEYS
        and isinstance(record["model"], str)
        and isinstance(record["key"], str)
        and isinstance(record["values"], dict)
    )


def numbered(names):
    """Names that tell each from the others: a second "A" is "A #2"."""
    seen, taken, found = {}, set(names), []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        text = name
        while seen[name] > 1 and text in taken:
            text = f"{name} #{seen[name]}"
            if text in taken:
                seen[name] += 1
        taken.add(text)
        found.append(text)
    return found


def differences(mine, theirs):
    """Names of the values that are not the same, in order.

    Of a text that is translated only languages count that both have.
    """
    return [
        name
        for name in sorted(mine.keys() & theirs.keys())
        if not _same(mine[name], theirs[name])
    ]


def _same(mine, theirs):
    if _is_translated(mine) and _is_translated(theirs):
        shared = mine["in"].keys() & theirs["in"].keys()
        return all(mine["in"][code] == theirs["in"][code] for code in shared)
    return mine == theirs


def _is_translated(value):
    return isinstance(value, dict) and isinstance(value.get("in"), dict)
