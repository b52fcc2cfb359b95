"""setup/bench: what promises cost, in ratios that are measured in one run.

Prepares the databases; the measuring itself is in ``tests/bench``.
"""

import argparse
import contextlib
import json
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from . import addons, console, paths, workspace
from .console import Failure, say
from .environment import lock_hash
from .odoo import LANGUAGES, Odoo
from .suites import clone, with_parts
from .templates import Template, need

PAGE = paths.ROOT / "docs/benchmarks.md"
HOST = "helpdesk_mgmt"
PEER = "helpdesk_mgmt_sla"
OURS = "service_management"
ATTENDANCE = "attendance_rules"
SALES, ORDERS = "sale_management", "advisor_crm_order"
#: The add-ons about customers that are measured in one database.
CUSTOMERS = ("customer_tier", "service_contact")
#: The databases of a run, each with the template that it is cloned from.
DATABASES = {
    "plain": "plain",
    "peer": "peer",
    "ours": "ours",
    "plain_many": "plain",
    "ours_few": "ours",
    "ours_many": "ours",
    "backtest": "ours",
    "contacts": "customers",
    "attendance_few": "attendance",
    "attendance_many": "attendance",
    "tiers": "customers",
    "tiers_plain": "customers_hosts",
    "tiers_many": "customers",
    "advisors_plain": "orders_hosts",
    "advisors_many": "orders",
    "sales": "sales",
    "orders": "orders",
}
#: The parts of a run, each with the databases that it uses.
PARTS = {
    "attendance": ("attendance_few", "attendance_many"),
    "documents": ("ours",),
    "tickets": ("plain", "peer", "ours"),
    "many": ("plain_many", "ours_few", "ours_many"),
    "board": ("ours_few", "ours_many"),
    "indicators": ("ours_many",),
    "backtest": ("backtest",),
    "tiers": ("tiers",),
    "my_customers": (
        "tiers_plain",
        "tiers_many",
        "advisors_plain",
        "advisors_many",
    ),
    "contacts": ("contacts",),
    "orders": ("sales", "orders"),
}
#: Parts that go on with each other's databases. Each group has a process of its own, so
#: that what one takes of memory and disk is free again for the next one.
GROUPS = (
    ("attendance",),
    ("documents", "tickets"),
    ("many", "board", "indicators"),
    ("backtest",),
    ("tiers",),
    ("my_customers",),
    ("contacts",),
    ("orders",),
)


def main(arguments: list[str]) -> int:
    """Measure and write the page; return 1 if a figure is missed."""
    options = _parser().parse_args(arguments)
    partial = options.small or options.only or options.cpu or options.customers
    page = Path(options.page) if options.page else None if partial else PAGE
    chosen = set(options.only or PARTS)
    groups = [[part for part in group if part in chosen] for group in GROUPS]
    groups = list(filter(None, groups))
    with workspace.opened() as odoo, contextlib.ExitStack() as stack:
        kinds = {DATABASES[name] for group in groups for name in _databases(group)}
        wanted = _needed(_templates(odoo), kinds)
        need(odoo, wanted)
        templates = {template.kind: template.database for template in wanted}
        folder = Path(tempfile.mkdtemp(dir=paths.STATE, prefix="bench-"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        files = [folder / f"{group[0]}.json" for group in groups]
        jobs = list(zip(groups, files, strict=True))
        if options.small:  # nobody looks at the time
            with ThreadPoolExecutor(2) as two:
                list(two.map(lambda job: _check(odoo, templates, *job), jobs))
        else:
            for job in jobs:
                _measure(odoo, templates, *job, _others(options))
        found = [json.loads(file.read_text(encoding="utf-8")) for file in files]
        if page:
            command = ["-m", "bench.report", page.absolute(), *files]
            code = console.foreground(_python(odoo, command), _environment(odoo))
            if code:
                raise Failure("the page could not be written: it is said above why")
            say(f"written to {page}")
    return int(not options.small and any(each["missed"] for each in found))


def _databases(group: list[str]) -> list[str]:
    """Return the databases of a group of parts, each once."""
    return list(dict.fromkeys(name for part in group for name in PARTS[part]))


def _python(odoo: Odoo, command: list) -> list:
    return [odoo.python_environment.python, *command]


def _environment(odoo: Odoo) -> dict[str, str]:
    return {**odoo.environment(), "PYTHONPATH": str(paths.ROOT / "tests")}


@contextlib.contextmanager
def _command(odoo: Odoo, templates: dict[str, str], group: list[str], file: Path):
    """Give the command that measures a group, on databases of its own."""
    with contextlib.ExitStack() as stack:
        names = {
            name: stack.enter_context(clone(odoo, templates[DATABASES[name]]))
            for name in _databases(group)
        }
        pairs = [f"{name}={database}" for name, database in names.items()]
        only = [option for part in group for option in ("--only", part)]
        yield _python(odoo, ["-m", "bench", *pairs, *only, "--rows", file])


def _others(options: argparse.Namespace) -> list:
    """Return what else was asked for, as options of the measuring itself."""
    count = ["--customers", options.customers] if options.customers else []
    return [*(["--cpu"] if options.cpu else []), *count]


def _measure(
    odoo: Odoo, templates: dict[str, str], group: list[str], file: Path, others: list
):
    """Measure a group of parts."""
    with _command(odoo, templates, group, file) as command:
        if console.foreground([*command, *others], _environment(odoo)):
            raise Failure(
                f"the benchmark of {' and '.join(group)} ended with an error: it is"
                " printed above"
            )


def _check(odoo: Odoo, templates: dict[str, str], group: list[str], file: Path):
    """See that a group still runs, with a few records."""
    log = f"bench-{group[0]}"
    with _command(odoo, templates, group, file) as command:
        try:
            said = console.run(
                [*command, "--small"],
                log,
                f"the benchmark of {' and '.join(group)} ended with an error",
                env=_environment(odoo),
            )
        except Failure:
            said = (paths.LOGS / f"{log}.log").read_text(encoding="utf-8")
            raise
        finally:
            print(said, end="", flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="setup/bench",
        description="Measure what promises cost beside plain helpdesk_mgmt and beside"
        " helpdesk_mgmt_sla. Takes about 30 minutes and 15 GB of disk.",
        epilog="The exit code is 1 when a figure is missed.",
    )
    parser.add_argument(
        "--small",
        action="store_true",
        help="a few records only, about 1 min: shows that everything runs; the figures"
        " mean little and the page is not written",
    )
    parser.add_argument(
        "--only",
        action="append",
        choices=tuple(PARTS),
        help="one part of it, or several (--only board --only indicators); the page is"
        " not written, unless it is named",
    )
    parser.add_argument(
        "--cpu",
        action="store_true",
        help="compare what is taken of processors instead of the time, where the"
        " machine is busy with something else; the page is not written",
    )
    parser.add_argument(
        "--customers",
        type=int,
        metavar="COUNT",
        help="so many customers instead of 1,000,000; the page is not written",
    )
    parser.add_argument("--page", help=f"file to write (default: {PAGE})")
    return parser


def _needed(templates: list[Template], kinds: set[str]) -> list[Template]:
    """Return the templates of some kinds, with those from which they are made."""
    found = [template for template in templates if template.kind in kinds]
    parents = {template.parent.kind for template in found if template.parent}
    return [it for it in templates if it.kind in kinds | parents]


def _templates(odoo: Odoo) -> list[Template]:
    """Return the templates: the host alone, and with either add-on.

    What takes longest comes first, because two are made at once.
    """
    source = odoo.python_environment.source.identity
    parts = [source, lock_hash("odoo"), lock_hash("oca"), LANGUAGES]
    plain = _template("plain", HOST, None, *parts)
    peer = _template("peer", PEER, plain, plain.key)
    hashes = addons.hashes().values()
    ours = _template("ours", OURS, plain, plain.key, *hashes)
    attendance = _template("attendance", ATTENDANCE, None, *parts, *hashes)
    sales = _template("sales", SALES, None, *parts)
    customers = _template("customers", ",".join(CUSTOMERS), sales, sales.key, *hashes)
    orders = _template("orders", ORDERS, sales, sales.key, *hashes)
    made = [attendance, plain, peer, ours, sales, customers, orders]
    # What these build on, and nothing of ours.
    for kind, names in (("customers", CUSTOMERS), ("orders", (ORDERS,))):
        ours_of = {part for name in names for part in with_parts(odoo, name)}
        hosts = ",".join(addons.hosts(ours_of))
        made.append(_template(f"{kind}_hosts", hosts, sales, sales.key, hosts))
    return made


def _template(kind: str, addon: str, parent: Template | None, *parts: str) -> Template:
    def build(odoo: Odoo, database: str) -> None:
        odoo.install(database, addon.split(","))

    title = f"Database of the benchmark: {kind}"
    return Template(kind, paths.digest(*parts), title, "1 min", build, parent)


if __name__ == "__main__":
    console.main(main)
