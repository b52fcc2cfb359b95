"""The first page of a list of a great many tickets, as the web client asks for it."""

from lxml import etree

from .report import Asked, Row, ratio
from .scenario import AGENT, USER
from .stopwatch import Sample, compare, timed
from .system import System

LIMIT = 80
COUNT_LIMIT = 10_001
OPEN = [("stage_id.closed", "=", False)]
FILTERS = {
    "all tickets": (USER, []),
    "open tickets": (USER, OPEN),
    "an agent's own tickets": (AGENT, []),
}


def measure(plain: System, ours: System, rounds: int) -> list[Row]:
    """Return the rows on opening the list."""
    rows = []
    for what, (login, domain) in FILTERS.items():
        took = compare(
            rounds,
            {
                "plain": lambda u=login, d=domain: open_list(plain, u, d),
                "ours": lambda u=login, d=domain: open_list(ours, u, d),
            },
        )
        work = f"The list, by next promise: {what}"
        rows.append(ratio(work, "plain", took["ours"], took["plain"], Asked("≤", 1.2)))
    return rows


def open_list(system: System, login: str, domain: list) -> Sample:
    """Open the list in the order of its view."""
    with system.opened(login) as env:
        tickets = env["helpdesk.ticket"]
        arch = etree.fromstring(tickets.get_view(view_type="list")["arch"])
        order, fields = default_order(arch), specification(tickets, arch)
        with timed(env) as sample:
            page = tickets.web_search_read(
                domain, fields, limit=LIMIT, order=order, count_limit=COUNT_LIMIT
            )
        assert page["records"]
    return sample


def default_order(arch) -> str:
    """Return the order in which the web client asks for a list at first."""
    order = arch.get("default_order")
    if not order:
        handles = [node.get("name") for node in arch if node.get("widget") == "handle"]
        order = ", ".join([*handles[:1], "id"] if handles else [])
    terms = [term.strip() for term in order.split(",") if term.strip()]
    return ", ".join(term if " " in term else f"{term} ASC" for term in terms)


def specification(model, arch) -> dict:
    """Return which values the web client asks for: those of all columns."""
    fields = {}
    for node in arch.iter("field"):
        field = model._fields[node.get("name")]
        fields[field.name] = {}
        if field.type == "many2one":
            fields[field.name] = {"fields": {"display_name": {}}}
        elif field.type in ("one2many", "many2many"):
            names = {"display_name", "color"} & set(
                model.env[field.comodel_name]._fields
            )
            fields[field.name] = {"fields": {name: {} for name in names}}
    return fields
