"""What carries a clause of a policy out, as the add-on that has it says."""

import re
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace
from typing import Any

#: What carries a clause out; "people": people do it, and no program helps them.
KINDS = ("rule", "step", "page", "job", "setting", "training", "people")


@dataclass(frozen=True, slots=True)
class Carrier:
    """One thing that carries a clause out.

    ``policy`` is the id of the policy and ``number`` that of the clause, "CM-2.4": it
    stays the same from version to version.
    """

    policy: int
    number: str
    kind: str
    name: str  # in the reader's language
    words: str = ""  # its figures, in the reader's language: "3–5 working days"
    missing: str = ""  # what of the clause it does not carry out itself
    missing_keys: tuple[str, ...] = ()  # a key for each thing that is missing
    supplies: tuple[str, ...] = ()  # keys of what others of the clause are missing
    url: str = ""  # the page where it is seen; empty: there is none for this reader
    model: str = ""  # the record, if it is one
    res_id: int = 0
    company: int = 0  # whose figures they are; 0: they are the same in every company
    figures: tuple[Any, ...] = ()  # of core.figures
    #: The same as the draft of the policy will have them; None: as they are.
    figures_ahead: tuple[Any, ...] | None = None
    #: Figures that the wording need not name, like when a step reminds.
    details: tuple[Any, ...] = ()
    details_ahead: tuple[Any, ...] | None = None
    indicator: str = ""  # code of the indicator that measures it
    part: tuple[tuple[str, Hashable], ...] = ()  # which part of it: (("rule_id", 7),)
    target: float | None = None  # what the indicator should reach
    open: int | None = None  # cases that run now; None: it has no cases
    broken: int | None = None  # of them, those that are broken

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"{self.number}: no such kind of carrier: {self.kind}")

    @property
    def key(self) -> tuple[str, int, str]:
        """What tells it from the others of its clause."""
        return self.model, self.res_id, self.name


def keys_of(text: str) -> tuple[str, ...]:
    """The keys that somebody has written down: "file; suggestion"."""
    return tuple(part.lower() for part in _parts(text, ";；,，"))


def things_of(missing: str) -> tuple[str, ...]:
    """The single things of what is missing, which semicolons separate."""
    return _parts(missing, ";；")


def still_missing(missing: str, keys: Iterable[str], supplied: Iterable[str]) -> str:
    """What of it is missing when some things are supplied by others.

    What has no key is missing in any case. Where a translation names fewer things than
    there are keys, it is not known which words are whose: all are said, until all are
    supplied.
    """
    keys, things, there = tuple(keys), things_of(missing), set(supplied)
    if len(keys) != len(things):
        return "" if keys and there.issuperset(keys) else missing
    left = [thing for thing, key in zip(things, keys, strict=True) if key not in there]
    return ("；" if "；" in missing else "; ").join(left)


def together(carriers: list[Any]) -> list[Any]:
    """The carriers of one clause, each with what is missing beside all the others.

    :param carriers: :class:`Carrier`, or another dataclass with ``missing``,
        ``missing_keys`` and ``supplies``
    """
    supplied = {key for carrier in carriers for key in carrier.supplies}
    return [
        replace(
            carrier,
            missing=still_missing(carrier.missing, carrier.missing_keys, supplied),
        )
        for carrier in carriers
    ]


def state_of(carriers: list[Carrier]) -> str:
    """How far a clause is carried out.

    "nothing": nothing is registered; "people": by people only; "partly": something of
    it is missing; "done" otherwise.

    :param carriers: of one clause, taken :func:`together`
    """
    if not carriers:
        return "nothing"
    if all(carrier.kind == "people" for carrier in carriers):
        return "people"
    return "partly" if any(carrier.missing for carrier in carriers) else "done"


def _parts(text: str, separators: str) -> tuple[str, ...]:
    found = (part.strip() for part in re.split(f"[{separators}]", text))
    return tuple(filter(None, found))
