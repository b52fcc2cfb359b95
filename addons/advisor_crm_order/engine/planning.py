"""Plans the milestones of confirmed orders, many at once."""

import logging

from odoo import fields
from odoo.tools import SQL

from .days import Workdays, local_day

_logger = logging.getLogger(__name__)

#: Confirmed orders of companies that follow theirs, not planned yet. The partial index
#: of ``sale.order`` holds just what is to be planned.
TO_PLAN = """
    SELECT o.id
      FROM sale_order o
      JOIN res_company company ON company.id = o.company_id
     WHERE o.state = 'sale' AND o.watch_state IS NULL
       AND o.date_order >= company.order_watch_since
  ORDER BY o.date_order, o.id
     LIMIT %s
       FOR NO KEY UPDATE OF o SKIP LOCKED
"""


def orders_to_plan(env, most):
    """Orders that nobody else plans at the moment, locked; in superuser mode."""
    orders = env["sale.order"].sudo()
    env.flush_all()
    rows = env.execute_query(SQL(TO_PLAN, most))
    return orders.browse([row[0] for row in rows])


def plan_each(orders):
    """Plan orders; one that cannot be planned keeps no other from it.

    It is left without milestones, with a note that says so, until somebody puts right
    what is wrong, cancels it and confirms it again.
    """
    try:
        with orders.env.cr.savepoint():
            plan_orders(orders)
    except Exception:
        orders.env.invalidate_all()
        if len(orders) > 1:
            for order in orders:
                plan_each(order)
            return
        _logger.exception("Order %s could not be planned", orders.name)
        orders.write({"watch_state": "left"})
        orders._message_log(
            body=orders.env._(
                "No milestones could be planned: look at the delivery date and at the "
                "plan, then cancel the order and confirm it again."
            )
        )


def plan_orders(orders):
    """Give orders their milestones and let their customers be told (SA-2.3).

    The number of queries does not depend on the number of orders, but for what the
    expected date of an order costs.
    """
    env = orders.env
    plans = env["order.milestone.plan"]._of_companies(orders.company_id)
    advisors = {}
    for company, mine in orders.grouped("company_id").items():
        rows = env["advisor.assignment"]._advisors_of(mine.partner_id, company)
        advisors |= {
            (company.id, partner): row.user_id for partner, row in rows.items()
        }
    workdays = {company: Workdays(company) for company in orders.company_id}
    milestones, planned, told = [], {}, []
    for order in orders:
        advisor = advisors[order.company_id.id, order.partner_id.id]
        user = advisor or order.user_id
        plan = next((plan for plan in plans if plan._matches(order)), None)
        is_workday = workdays[order.company_id]
        values = _rows(order, plan, user, is_workday) if plan else []
        milestones += values
        planned.setdefault((user.id, bool(values)), []).append(order.id)
        if values:
            told.append(order.id)
    for (user_id, found), ids in planned.items():
        state = "planned" if found else "left"
        orders.browse(ids).write({"watch_state": state, "watch_user_id": user_id})
    env["order.milestone"].create(milestones)
    notices = env["order.notice"]
    notices.create([notices._prepare(one, "planned") for one in orders.browse(told)])


def _rows(order, plan, user, is_workday):
    """Values of the milestones of an order."""
    company, now = order.company_id, fields.Datetime.now()
    confirmed = local_day(company, order.date_order)
    agreed = order.commitment_date or order.expected_date
    delivery = (
        local_day(company, agreed)
        if agreed
        else fields.Date.add(confirmed, days=plan.delivery_days)
    )
    rows = []
    days = plan._days(confirmed, delivery, is_workday)
    for line, day in zip(plan.line_ids, days, strict=True):
        reached = line.kind_id.set_by == "confirmation"
        day = confirmed if reached else day
        rows.append(
            {
                "order_id": order.id,
                "company_id": company.id,
                "kind_id": line.kind_id.id,
                "sequence": line.sequence,
                "in_working_days": line.clock == "working",
                "user_id": user.id,
                "planned_at": now,
                "date_first": day,
                "date_promised": day,
                "date_expected": day,
                "state": "done" if reached else "open",
                "date_done": reached and day,
                "done_at": reached and now,
            }
        )
    return rows
