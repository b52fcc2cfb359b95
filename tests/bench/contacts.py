"""Contacts to keep of many customers, beside the same SQL written by hand."""

from odoo import fields
from odoo.tools import SQL

from .report import Asked, Row, ratio
from .rows import copy_row
from .stopwatch import Sample, compare, timed
from .system import System

#: Each customer stands for himself, and belongs to the segment.
BELONG = """
UPDATE res_partner SET commercial_partner_id = id WHERE name LIKE 'Customer %%';
INSERT INTO res_partner_res_partner_category_rel (partner_id, category_id)
SELECT id, %(category)s FROM res_partner WHERE name LIKE 'Customer %%';
"""
#: What somebody would write who needs it once, and knows the tables.
BY_HAND = """
INSERT INTO service_contact_duty
       (partner_id, cadence_id, company_id, period_start, period_end, begins_at,
        due_at, state, tries, value, is_pending, is_merged,
        create_uid, create_date, write_uid, write_date)
SELECT partner.id, %(cadence)s, %(company)s, %(first)s, %(last)s, %(first)s,
       %(last)s, 'open', 0, 0, TRUE, FALSE, 1, %(now)s, 1, %(now)s
  FROM res_partner partner
  JOIN res_partner_res_partner_category_rel segment
    ON segment.partner_id = partner.id AND segment.category_id = %(category)s
 WHERE partner.active AND partner.commercial_partner_id = partner.id
   AND NOT EXISTS (SELECT FROM service_contact_duty duty
                    WHERE duty.cadence_id = %(cadence)s
                      AND duty.partner_id = partner.id
                      AND duty.period_start = %(first)s)
"""


def furnish(system: System, count: int) -> tuple[int, int]:
    """Make so many customers and a cadence; return the ids of segment and cadence."""
    with system.opened() as env:
        category = env["res.partner.category"].create({"name": "Many"})
        first = env["res.partner"].create(
            {"name": "Customer 1", "is_company": True, "user_id": env.uid}
        )
        env.flush_all()
        name = "'Customer ' || i + 1"
        copy_row(env, first, count - 1, {"name": name, "complete_name": name})
        env.cr.execute(BELONG, {"category": category.id})
        env.invalidate_all()
        cadence = env["service.contact.cadence"].create(
            {
                "name": "Many",
                "domain": f"[('category_id', 'in', {category.ids})]",
                "company_id": env.company.id,
            }
        )
        cadence.action_publish()
        ids = category.id, cadence.id
    with system.opened() as env:
        env.cr.execute("ANALYZE")
    return ids


def measure(system: System, rounds: int, count: int) -> list[Row]:
    """Return the rows on the contacts of so many customers."""
    category, cadence = furnish(system, count)
    took = compare(
        rounds,
        {
            "ours": lambda: _plan(system, cadence, count),
            "hand": lambda: _hand(system, category, cadence, count),
            "again": lambda: _again(system, cadence),
        },
    )
    work = f"Contacts to keep of {count:,} customers are planned"
    hand = "the same SQL by hand"
    return [
        ratio(work, hand, took["ours"], took["hand"], Asked("≤", 1.3)),
        ratio(f"{work} again: nothing to do", hand, took["again"], took["hand"]),
    ]


def _clear(env) -> None:
    env.cr.execute("TRUNCATE service_contact_duty CASCADE")


def _plan(system: System, cadence: int, count: int) -> Sample:
    with system.opened() as env:
        _clear(env)
        with timed(env) as sample:
            made = env["service.contact.cadence"].browse(cadence)._plan()
        assert made == count, made
    return sample


def _again(system: System, cadence: int) -> Sample:
    with system.opened() as env, timed(env) as sample:
        env["service.contact.cadence"].browse(cadence)._plan()
    return sample


def _hand(system: System, category: int, cadence: int, count: int) -> Sample:
    with system.opened() as env:
        today = fields.Date.today()
        _clear(env)
        with timed(env) as sample:
            env.cr.execute(
                SQL(
                    BY_HAND,
                    cadence=cadence,
                    category=category,
                    company=env.company.id,
                    first=today.replace(day=1),
                    last=today,
                    now=fields.Datetime.now(),
                )
            )
        assert env.cr.rowcount == count
    return sample
