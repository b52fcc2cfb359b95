"""Contacts of a company with a great many customers who have tiers and advisors, beside
the same contacts in Odoo's apps alone; and the customers of one advisor."""

from lxml import etree

from odoo import Command, fields
from odoo.tools import SQL

from .report import Asked, Row, ratio
from .rows import insert_many
from .stopwatch import Sample, compare, timed
from .system import System
from .ticket_list import default_order, specification

ADVISOR = "bench_advisor"
OTHERS = 9  # who share the rest of the customers
MINE = 1_000  # customers of the advisor, at most
LISTED, FEW = 80, 8
OPENED = 10  # forms, one after the other
PLAIN = "the same apps of Odoo alone"
#: Everybody has a salesperson, as customers have.
CONTACTS = """
    INSERT INTO res_partner (id, commercial_partner_id, name, complete_name, active,
                             partner_share, type, autopost_bills, user_id)
    SELECT id, id, 'Customer ' || n, 'Customer ' || n, TRUE, TRUE, 'contact', 'ask',
           CASE WHEN n %% %(each)s = 0 THEN %(advisor)s
                ELSE (%(others)s)[1 + n %% %(sellers)s] END
      FROM (SELECT n, nextval('res_partner_id_seq') AS id
              FROM generate_series(1, %(count)s) n) made
"""
TIERS = """
    INSERT INTO customer_standing
           (partner_id, company_id, tier_id, computed_tier_id, changed_on, cause)
    SELECT id, %(company)s, %(tier)s, %(tier)s, %(today)s, 'first'
      FROM res_partner WHERE name LIKE 'Customer %%'
"""
ADVISORS = """
    INSERT INTO advisor_assignment (partner_id, company_id, user_id, date_from, why)
    SELECT id, %(company)s, user_id, %(today)s, '{"why": "hand"}'
      FROM res_partner WHERE name LIKE 'Customer %%'
"""
#: What somebody would write who needs an advisor's customers, and knows the tables.
LOOK_UP = """
    SELECT contact.id
      FROM advisor_assignment served
      JOIN res_partner contact ON contact.commercial_partner_id = served.partner_id
     WHERE served.user_id = %(user)s AND served.company_id = %(company)s
       AND served.date_to IS NULL AND contact.active
     ORDER BY contact.complete_name, contact.id DESC
"""


def furnish(system: System, count: int) -> int:
    """Make so many customers, with tier and advisor where one can; return the id of the
    first."""
    with system.opened() as env:
        names = ["sales_team.group_sale_salesman_all_leads"]
        if system.has("customer.standing"):
            names.append("customer_tier.group_reader")
        if system.has("advisor.assignment"):
            names.append("advisor_crm.group_advisor")
        groups = [Command.set([env.ref(name).id for name in names])]
        users = env["res.users"].with_context(no_reset_password=True)
        users = users.create(
            [
                {"name": login, "login": login, "group_ids": groups}
                for login in (ADVISOR, *(f"{ADVISOR}_{n}" for n in range(OTHERS)))
            ]
        )
        values = {
            "count": count,
            "each": max(count // MINE, 2),
            "advisor": users[0].id,
            "others": users[1:].ids,
            "sellers": OTHERS,
            "company": env.company.id,
            "today": fields.Date.today(),
        }
        insert_many(env, CONTACTS, values)
        if system.has("customer.standing"):
            domain = [("company_id", "=", env.company.id)]
            values["tier"] = env["customer.tier"].search(domain, limit=1).id
            insert_many(env, TIERS, values)
        if system.has("advisor.assignment"):
            insert_many(env, ADVISORS, values)
        env.cr.execute("SELECT MIN(id) FROM res_partner WHERE name LIKE 'Customer %'")
        [first] = env.cr.fetchone()
    with system.opened() as env:
        env.cr.execute("ANALYZE")
    return first


def measure(
    name: str, ours: System, plain: System, rounds: int, count: int
) -> list[Row]:
    """Return the rows on contacts among so many customers.

    :param name: what ours has: "tiers" or "advisors"
    :param plain: the same add-ons of Odoo, without any of ours
    """
    systems = {"ours": ours, "plain": plain}
    first = {each: furnish(system, count) for each, system in systems.items()}
    lists = {
        (each, limit): lambda n=each, c=limit: open_list(systems[n], first[n], c)
        for each in systems
        for limit in (LISTED, FEW)
    }
    forms = {each: lambda n=each: open_forms(systems[n], first[n]) for each in systems}
    forms["later"] = lambda: load_later(ours, first["ours"])
    rows = [
        *_list_rows(name, compare(rounds, lists)),
        *_form_rows(name, compare(rounds, forms)),
    ]
    if not ours.has("advisor.assignment"):
        return rows
    mine = compare(
        rounds, {"search": lambda: search(ours), "bare": lambda: look_up(ours)}
    )
    work = f"An advisor's own customers of {count:,}"
    return [
        *rows,
        ratio(work, "the bare look-up", mine["search"], mine["bare"], Asked("≤", 1.2)),
    ]


def _list_rows(name: str, took: dict) -> list[Row]:
    work = f"A list of {LISTED} contacts, with {name}"
    ours, plain = took["ours", LISTED], took["plain", LISTED]
    more = ours.queries - plain.queries
    grown = more - (took["ours", FEW].queries - took["plain", FEW].queries)
    detail = f"{ours.queries:.0f} : {plain.queries:.0f}"
    asked = Asked("≤", 0, "{:g} more")
    return [
        ratio(work, PLAIN, ours, plain, Asked("≤", 1.1)),
        Row(f"{work}: queries", PLAIN, more, detail, form="{:+.0f}"),
        Row(f"{work}: queries", f"{FEW} contacts", grown, "", asked, "{:+.0f}"),
    ]


def _form_rows(name: str, took: dict) -> list[Row]:
    work = f"The form of a contact, with {name}"
    ours, plain = took["ours"], took["plain"]
    more = (ours.queries - plain.queries) / OPENED
    detail = f"{ours.queries / OPENED:.1f} : {plain.queries / OPENED:.1f}"
    return [
        ratio(work, PLAIN, ours, plain, Asked("≤", 1.1)),
        Row(f"{work}: queries", PLAIN, more, detail, form="{:+.1f}"),
        Row(
            f"{work}: the figures that it does not wait for",
            "",
            took["later"].seconds * 1000 / OPENED,
            f"{took['later'].queries / OPENED:.1f} queries",
            form="{:.1f} ms",
        ),
    ]


def open_list(system: System, first: int, limit: int) -> Sample:
    """Open a page of the list of contacts, as the web client does."""
    with system.opened(ADVISOR) as env:
        contacts = env["res.partner"]
        view = env.ref("base.view_partner_tree")
        arch = etree.fromstring(contacts.get_view(view.id, "list")["arch"])
        shown = [node for node in arch.iter("field") if node.get("optional") != "hide"]
        for node in set(arch.iter("field")).difference(shown):
            node.getparent().remove(node)
        spec = specification(contacts, arch)
        domain = [("id", ">=", first)]
        with timed(env) as sample:
            page = contacts.web_search_read(
                domain, spec, limit=limit, order=default_order(arch), count_limit=limit
            )
        assert len(page["records"]) == limit
    return sample


def open_forms(system: System, first: int) -> Sample:
    """Open the form of some contacts, each as a request of its own does."""
    with system.opened(ADVISOR) as env:
        contacts = env["res.partner"]
        view = env.ref("base.view_partner_form")
        arch = etree.fromstring(contacts.get_view(view.id, "form")["arch"])
        for inner in arch.xpath("//field//field"):  # of the lists in it
            inner.getparent().remove(inner)
        return _read_each(env, contacts, first, specification(contacts, arch))


def load_later(system: System, first: int) -> Sample:
    """Read the figures that come when a form is there already, as it asks for them."""
    with system.opened(ADVISOR) as env:
        contacts = env["res.partner"]
        view = env.ref("base.view_partner_form")
        arch = etree.fromstring(contacts.get_view(view.id, "form")["arch"])
        names = set()
        for widget in arch.xpath("//widget[@name='later_field']"):
            names |= {widget.get("field"), *widget.get("needed", "").split(",")} - {""}
        spec = {name: {} for name in names}
        return _read_each(env, contacts, first, spec)


def _read_each(env, contacts, first: int, spec: dict) -> Sample:
    total = Sample()
    for contact in range(first, first + OPENED):
        env.invalidate_all()
        with timed(env) as sample:
            contacts.browse(contact).web_read(spec)
        total.seconds += sample.seconds
        total.queries += sample.queries
    return total


def search(system: System) -> Sample:
    """Find the advisor's customers as the filter does."""
    with system.opened(ADVISOR) as env:
        contacts = env["res.partner"]
        contacts.search([], limit=1)  # a request knows its user and the company by then
        with timed(env) as sample:
            found = contacts.search([("advisor_id", "=", env.uid)])
        assert found
    return sample


def look_up(system: System) -> Sample:
    """Find them by the index, and nothing else."""
    with system.opened(ADVISOR) as env:
        values = {"user": env.uid, "company": env.company.id}
        with timed(env) as sample:
            found = env.execute_query(SQL(LOOK_UP, **values))
        assert found
    return sample
