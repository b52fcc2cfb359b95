"""Documents from which facts follow, one statement for each kind.

A source gives rows of ``partner_id`` (any contact), ``day`` (local), ``sold`` and
``quoted`` (untaxed, in the company's currency at the day of the document),
``occasion`` (whether it is an occasion of its own) and ``unrated``
(whether the amount is not known for want of a rate).
"""

from odoo.tools import SQL

from .frame import Frame


def orders(frame: Frame) -> SQL:
    """Quotations, and confirmed orders where these are the purchases.

    Where invoices are, whoever has an order is a customer all the same.
    """
    bought = SQL("o.state = 'sale'")
    if frame.basis != "order":
        bought = SQL("FALSE")
    day = frame.day("o.date_order")
    return SQL(
        """
        SELECT o.partner_id, %(day)s AS day,
               CASE WHEN %(bought)s THEN %(amount)s ELSE 0 END AS sold,
               CASE WHEN o.state = 'sale' THEN 0 ELSE %(amount)s END AS quoted,
               %(bought)s AND o.amount_untaxed > 0 AS occasion,
               %(unrated)s AS unrated
          FROM sale_order o
         WHERE o.company_id = %(company)s AND o.state IN ('draft', 'sent', 'sale')
           AND %(day)s <= %(today)s AND %(mine)s
        """,
        bought=bought,
        day=day,
        amount=SQL(
            "CASE WHEN o.currency_id = %s OR COALESCE(o.currency_rate, 0) = 0"
            " THEN o.amount_untaxed"
            " ELSE ROUND(o.amount_untaxed / o.currency_rate::numeric, 2) END",
            frame.currency,
        ),
        unrated=frame.lacks_rate("o.currency_id"),
        company=frame.company,
        today=frame.today,
        mine=frame.of("o.partner_id"),
    )


def invoices(frame: Frame) -> SQL:
    """Posted invoices, net of the refunds of each; refunds of nothing in particular.

    A refund of an invoice takes from the invoice, on the day of the invoice, down to
    nothing: an invoice that is wholly refunded is no purchase. An invoice of nothing
    but a down payment counts with its amount (the final one is less by it), and is no
    occasion of its own.
    """
    values = {
        "company": frame.company,
        "today": frame.today,
        "mine": frame.of("m.partner_id"),
        "unrated": frame.lacks_rate("m.currency_id"),
    }
    of_mine = SQL("TRUE")
    if frame.partners is not None:  # else all refunds would be read for a few invoices
        of_mine = SQL(
            "reversed_entry_id IN (SELECT m.id FROM account_move m WHERE %s)",
            values["mine"],
        )
    sold = SQL(
        """
        SELECT m.partner_id, m.invoice_date AS day,
               GREATEST(m.amount_untaxed_signed + COALESCE(r.amount, 0),
                        LEAST(m.amount_untaxed_signed, 0)) AS sold,
               0 AS quoted,
               m.amount_untaxed_signed + COALESCE(r.amount, 0) > 0 AND d.id IS NULL
                   AS occasion,
               %(unrated)s AS unrated
          FROM account_move m
     LEFT JOIN (SELECT reversed_entry_id AS id, SUM(amount_untaxed_signed) AS amount
                  FROM account_move
                 WHERE company_id = %(company)s AND move_type = 'out_refund'
                   AND state = 'posted' AND invoice_date <= %(today)s
                   AND reversed_entry_id IS NOT NULL AND %(of_mine)s
                 GROUP BY reversed_entry_id) r ON r.id = m.id
     LEFT JOIN (SELECT l.move_id AS id
                  FROM account_move_line l
                 WHERE l.is_downpayment
                 GROUP BY l.move_id
                HAVING NOT EXISTS (SELECT FROM account_move_line o
                                    WHERE o.move_id = l.move_id
                                      AND o.display_type = 'product'
                                      AND o.is_downpayment IS NOT TRUE)) d
                ON d.id = m.id
         WHERE m.company_id = %(company)s AND m.state = 'posted'
           AND m.move_type IN ('out_invoice', 'out_receipt')
           AND m.invoice_date <= %(today)s AND %(mine)s
        """,
        of_mine=of_mine,
        **values,
    )
    refunds = SQL(
        """
        SELECT m.partner_id, m.invoice_date, m.amount_untaxed_signed, 0, FALSE,
               %(unrated)s
          FROM account_move m
         WHERE m.company_id = %(company)s AND m.state = 'posted'
           AND m.move_type = 'out_refund' AND m.invoice_date <= %(today)s AND %(mine)s
           -- Looked up for each: as a join it reads all invoices once more.
           AND (SELECT o.id FROM account_move o
                 WHERE o.id = m.reversed_entry_id AND o.company_id = m.company_id
                   AND o.state = 'posted' AND o.invoice_date <= %(today)s
                   AND o.move_type IN ('out_invoice', 'out_receipt')) IS NULL
        """,
        **values,
    )
    return SQL("%s UNION ALL %s", sold, refunds)
