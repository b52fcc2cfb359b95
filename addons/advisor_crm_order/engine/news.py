"""Tells customers what has happened to their orders: one message per order and run."""

import logging
from datetime import timedelta

from odoo import fields
from odoo.tools import SQL

_logger = logging.getLogger(__name__)

#: All that waits of orders of which something is due, but what another worker holds.
DUE = """
    SELECT id
      FROM order_notice
     WHERE state = 'waiting'
       AND order_id IN (
           SELECT order_id FROM order_notice
            WHERE state = 'waiting' AND send_at <= %s
         GROUP BY order_id ORDER BY min(send_at) LIMIT %s)
       FOR UPDATE SKIP LOCKED
"""
#: Until when a text message that was not delivered is followed by an e-mail.
LOOK_BACK = timedelta(days=2)


def due_notices(env, most):
    """Notices that are due, of at most so many orders, locked; by order."""
    env.flush_all()
    rows = env.execute_query(SQL(DUE, fields.Datetime.now(), most))
    notices = env["order.notice"].sudo().browse(sorted(row[0] for row in rows))
    return notices.grouped("order_id")


def tell(order, notices):
    """Tell the customer of one order; the message and its rows belong together.

    What cannot be told is kept, with the reason, and somebody is asked to call.
    """
    try:
        with order.env.cr.savepoint():
            _tell(order, notices)
    except Exception:
        _logger.exception("News of order %s could not be told", order.name)
        order.env.invalidate_all()
        _fail(order, notices, "error")


def _tell(order, notices):
    partner = order.partner_id
    wanted = partner.order_news_by or "mail"
    if wanted == "none":
        notices.write({"state": "left_out"})
        notices._on_told()
        return
    means = {"mail": bool(partner.email), "sms": bool(partner.phone)}
    asked = ("mail", "sms") if wanted == "both" else (wanted,)
    chosen = [one for one in asked if means[one]]
    if not chosen and wanted == "sms" and means["mail"]:
        chosen = ["mail"]
    if not partner.active or not chosen:
        missing = "no_address" if "mail" in asked else "no_number"
        _fail(order, notices, missing if partner.active else "archived")
        return
    ways = {"sms": _by_sms, "mail": _by_mail}
    messages = [ways[one](order, notices) for one in chosen]
    notices.write(
        {
            "state": "sent",
            "sent_at": fields.Datetime.now(),
            "means": "both" if len(chosen) > 1 else chosen[0],
            "message_id": messages[0].id,
        }
    )
    notices._on_told()


def _by_mail(order, notices):
    """One e-mail in the customer's language; the outbox sends it once."""
    template = order.company_id.order_news_template_id or order.env.ref(
        "advisor_crm_order.mail_template_order_news"
    )
    order = order.with_context(order_news_ids=notices.ids, mail_notify_force_send=False)
    return order.message_post_with_source(
        template,
        email_layout_xmlid="mail.mail_notification_layout_with_responsible_signature",
        subtype_xmlid="mail.mt_comment",
    )


def _by_sms(order, notices):
    partner = order.partner_id
    lang = partner.lang or order.env.lang
    text = order.with_context(lang=lang, order_news_ids=notices.ids)._order_news_text()
    return order._message_sms(text, partner_ids=partner.ids, put_in_queue=True)


def _fail(order, notices, reason):
    """Keep what could not be told, and ask the advisor to call."""
    notices.write({"state": "failed", "reason": reason})
    user = order.watch_user_id or order.user_id
    if user and not user.share and user.active:
        told = order.with_context(lang=user.lang)
        told.activity_schedule(
            "mail.mail_activity_data_call",
            summary=told.env._("Call the customer: news of the order did not arrive"),
            user_id=user.id,
        )


def follow_lost_texts(env):
    """E-mail what a text message could not tell, for want of credit for example."""
    notices = env["order.notice"].sudo()
    lost = notices.search(
        [
            ("state", "=", "sent"),
            ("means", "=", "sms"),
            ("sent_at", ">", fields.Datetime.now() - LOOK_BACK),
            ("message_id.notification_ids.notification_status", "=", "exception"),
        ]
    )
    for order, mine in lost.grouped("order_id").items():
        if not order.partner_id.email:
            _fail(order, mine, "sms")
            continue
        message = _by_mail(order, mine)
        mine.write({"means": "mail", "message_id": message.id})
