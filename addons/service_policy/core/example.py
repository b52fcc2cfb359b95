"""A policy that comes with the product: to read, to change, to throw away."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Example:
    """A policy as data files.

    Rules and carriers of a written policy need not be named: they are found in the data
    of all add-ons. Nothing of it is in force before somebody puts it into force.
    """

    xml_id: str  # of the policy, which is the example's key
    model: str  # of the policy
    name: str  # in the reader's language, also while it is not loaded
    text: str  # what it is about, as a sentence
    files: tuple[tuple[str, str], ...]  # (add-on, path in it), in the order of loading
