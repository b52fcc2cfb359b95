"""Confirming an order that is checked and followed, beside the plain sales app."""

from odoo import Command

from .report import Asked, Row, ratio
from .stopwatch import Sample, compare, timed
from .system import System

LINES = 5
SELLER = "bench_seller"


def furnish(system: System) -> None:
    """Make the customer and the product; check and follow orders where one can."""
    with system.opened() as env:
        groups = env.ref("sales_team.group_sale_salesman_all_leads").ids
        seller = env["res.users"].with_context(no_reset_password=True)
        seller = seller.create(
            {"name": SELLER, "login": SELLER, "group_ids": [Command.set(groups)]}
        )
        customer = env["res.partner"].create(
            {"name": "Bench customer", "email": "customer@example.com"}
        )
        env["product.product"].create({"name": "Bench chair", "list_price": 100})
        if system.has("order.milestone"):
            env.company.order_check_active = True
            env.company.order_watch_since = "2020-01-01"
            env["advisor.assignment"].create(
                {"partner_id": customer.id, "user_id": seller.id}
            )


def measure(plain: System, ours: System, rounds: int, batch: int) -> list[Row]:
    """Return the rows on confirming so many orders, one after the other.

    Measured by processors: what a confirmation waits for is the same for both.
    """
    took = compare(
        rounds,
        {
            "plain": lambda: confirm(plain, batch),
            "ours": lambda: confirm(ours, batch),
        },
    )
    work = f"Confirming {batch} orders of {LINES} lines, one by one"
    extra = (took["ours"].queries - took["plain"].queries) / batch
    detail = f"{took['ours'].queries / batch:.2f} : {took['plain'].queries / batch:.2f}"
    asked = Asked("≤", 2, "{:g} more")
    return [
        ratio(work, "plain `sale`", took["ours"], took["plain"], Asked("≤", 1.25)),
        Row(f"{work}: queries", "plain `sale`", extra, detail, asked, "{:+.2f}"),
    ]


def confirm(system: System, batch: int) -> Sample:
    """Confirm orders as their seller does; each is read from the database."""
    total = Sample()
    with system.opened(SELLER) as env:
        ids = [_order(env).id for _one in range(batch)]
        env.flush_all()
        for order_id in ids:
            env.invalidate_all()
            with timed(env, by_cpu=True) as sample:
                env["sale.order"].browse(order_id).action_confirm()
            total.seconds += sample.seconds
            total.queries += sample.queries
    return total


def _order(env):
    product = env["product.product"].search([("name", "=", "Bench chair")])
    line = {"product_id": product.id, "product_uom_qty": 2}
    order = env["sale.order"].create(
        {
            "partner_id": env["res.partner"]
            .search([("name", "=", "Bench customer")])
            .id,
            "order_line": [Command.create(dict(line)) for _one in range(LINES)],
        }
    )
    if "order_check_ids" in order._fields:
        order._note_check("checked")
    return order
