"""setup/coverage: docs/policy_coverage.md, from what the add-ons have as data.

The clauses are those of the demo's policies. What carries them out are the carriers and
the rules that add-ons deliver, without those of the demo: they are what one company has
decided. Tests belong to a clause by their name.
"""

import csv
import functools
import importlib.util
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType
from xml.etree import ElementTree

from . import addons, console, files, paths

PAGE = paths.ROOT / "docs" / "policy_coverage.md"
POLICIES = {
    "SM": "Service management policy",
    "SA": "Dedicated service advisor policy",
    "CS": "Customer service department policy",
    "CM": "Customer management of a shopping centre",
}
#: States of a demand, and what they mean.
STATES = {
    "done": "carried out, and a test named after the clause proves it",
    "partly": "what is named is carried out; what is still missing is said",
    "planned": "nothing carries it out yet",
}
NUMBER = re.compile(r"[A-Z]{2}-\d+(?:\.\d+)?")
HEAD = """\
# Which clause is carried out by what

<!-- Made by setup/coverage from the data of the add-ons: change these. -->

Every clause of the four policies that a program can carry out, with all that carries it
out. A _rule_ is a deadline rule that an administrator edits, named with
its figure as it is delivered; pages, jobs, settings and trainings register themselves.
The [page of a policy](service_management.md) shows the same, with this month's figures.

{states}

The tests of a clause begin with its number; `setup/test -k test_cm_2_4_` runs those of
CM-2.4.

{counts}
"""


@dataclass(frozen=True)
class Clause:
    """A clause of a policy, as the demo words it."""

    number: str
    name: str
    text: str

    @property
    def prefix(self) -> str:
        """How the names of its tests begin."""
        return f"test_{re.sub(r'[-.]', '_', self.number.lower())}_"


@dataclass(frozen=True)
class Carrier:
    """What carries a clause out, as an add-on delivers it."""

    number: str
    kind: str
    name: str
    missing: str = ""
    missing_keys: tuple[str, ...] = ()
    supplies: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """A row of the page: a clause and all that carries it out, if anything does."""

    clause: Clause
    carriers: tuple[Carrier, ...]
    tested: bool  # a test is named after the clause

    @property
    def missing(self) -> list[str]:
        """What is not carried out yet, each once; the whole clause, if nothing is."""
        if not self.carriers:
            return [self.clause.text]
        found = (carrier.missing for carrier in core().together(list(self.carriers)))
        return list(dict.fromkeys(filter(None, found)))

    @property
    def state(self) -> str:
        """How far the demand is carried out."""
        if not self.carriers:
            return "planned"
        return "partly" if self.missing else "done"


def main(_arguments: list[str]) -> int:
    """Write the page, if it has changed."""
    if not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != text():
        files.write_whole(PAGE, text())
        print(PAGE.relative_to(paths.ROOT))
    return 0


def text() -> str:
    """Return what the page says."""
    found = rows()
    head = HEAD.format(states=_states(), counts=_counts(found))
    parts = [_policy(code, found) for code in POLICIES]
    return "\n".join([head, *parts])


def rows() -> list[Row]:
    """Return a row for each clause, in the order of the policies."""
    by_number: dict[str, list[Carrier]] = {}
    for carrier in carriers():
        by_number.setdefault(carrier.number, []).append(carrier)
    return [
        Row(
            clause,
            tuple(by_number.get(clause.number, ())),
            any(name.startswith(clause.prefix) for name in tests()),
        )
        for clause in clauses()
    ]


# --- what there is --------------------------------------------------------------------


def clauses() -> list[Clause]:
    """Return the clauses of the four policies."""
    found = []
    for code in POLICIES:
        name = f"service.policy.clause-{code.lower()}.csv"
        path = paths.ADDONS / "service_policy_demo" / "data" / name
        with path.open(encoding="utf-8", newline="") as file:
            rows_of_file = list(csv.DictReader(file))
        found += [
            Clause(row["number"], row["name"], row["text"]) for row in rows_of_file
        ]
    return found


@functools.cache
def core() -> ModuleType:
    """The rule by which the page of a policy says what is missing, without Odoo."""
    name = "service_policy_core_carrier"
    path = paths.ADDONS / "service_policy" / "core" / "carrier.py"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ImportError(path)
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def carriers() -> list[Carrier]:
    """Return what the add-ons deliver, sorted by clause; rules stand first."""
    found = []
    for addon in filter(lambda name: not addons.is_demo(name), addons.names()):
        for file in addons.manifest(addon).get("data", []):
            if file.endswith(".xml"):
                tree = ElementTree.parse(paths.ADDONS / addon / file)
                for record in tree.iter("record"):
                    found += _carriers_of(record)
    unique = dict.fromkeys(found)
    return sorted(unique, key=lambda it: (it.number, it.kind != "rule"))


def _carriers_of(record: ElementTree.Element) -> Iterator[Carrier]:
    """Yield what a record carries out: a rule may name several clauses."""
    values = {
        field.get("name"): field.get("eval")
        or " ".join("".join(field.itertext()).split())
        for field in record.findall("field")
    }
    if record.get("model") == "service.policy.carrier":
        yield Carrier(
            values["number"],
            values["kind"],
            values["name"],
            values.get("missing", ""),
            core().keys_of(values.get("missing_keys", "")),
            core().keys_of(values.get("supplies", "")),
        )
    elif record.get("model") == "service.deadline.rule":
        for number in NUMBER.findall(values.get("policy_ref", "")):
            yield Carrier(number, "rule", f"{values['name']}, {limit_words(values)}")


def limit_words(values: dict[str, str]) -> str:
    """Return the figure of a rule: "3–5 working days"."""
    if values.get("limit") == "0":
        return "as it was agreed"
    unit, amount = values.get("unit", "hour"), values.get("limit", "1")
    first = values.get("target", "0")
    length = f"{first}–{amount}" if first != "0" else amount
    working = values.get("clock", "working") == "working"
    if unit == "day" and working:
        unit = "working day"
    words = f"{length} {unit}{'' if length == '1' else 's'}"
    if not working:
        words += " around the clock"
    elif unit != "working day":
        words += " of working hours"
    return words + (", unless agreed" if "due_field_id" in values else "")


@functools.cache
def tests() -> frozenset[str]:
    """Return the names of all test methods of the project."""
    folders = (paths.ADDONS, paths.ROOT / "tests")
    return frozenset(
        name
        for folder in folders
        for file in folder.glob("**/test_*.py")
        for name in re.findall(r"def (test_\w+)\(", file.read_text(encoding="utf-8"))
    )


# --- how it is written ----------------------------------------------------------------


def _states() -> str:
    return _table(["State", "Meaning"], [list(item) for item in STATES.items()])


def _counts(found: list[Row]) -> str:
    """Return how many clauses of a policy are in which state."""
    order = list(STATES)
    counts = Counter((row.clause.number[:2], row.state) for row in found)
    lines = [
        [f"{code} · {name}", *(str(counts[code, state]) for state in order)]
        for code, name in POLICIES.items()
    ]
    return _table(["Clauses of", *order], lines)


def _policy(code: str, found: list[Row]) -> str:
    lines = [_cells(row) for row in found if row.clause.number.startswith(code)]
    head = ["Clause", "Carried out by", "Still missing", "Tests", "State"]
    return f"## {code} · {POLICIES[code]}\n\n{_table(head, lines)}\n"


def _cells(row: Row) -> list[str]:
    clause = row.clause
    return [
        f"{clause.number} {clause.name}",
        "<br>".join(f"{carrier.kind}: {carrier.name}" for carrier in row.carriers),
        "<br>".join(row.missing),
        f"`{clause.prefix}`" if row.tested else "",
        row.state,
    ]


def _table(head: list[str], lines: list[list[str]]) -> str:
    """Return a table without padding, so that a row more changes one line."""
    written = [head, ["---"] * len(head), *lines]
    return "\n".join(
        f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |"
        for line in written
    )


if __name__ == "__main__":
    console.main(main)
