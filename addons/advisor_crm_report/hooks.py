from odoo.tools import SQL

#: What was noted about requests: its table, and how it says of which one.
NOTED = (
    ("service_handling", SQL("noted.ticket_id = ticket.id")),
    ("service_handover", SQL("noted.ticket_id = ticket.id")),
    *(
        (
            table,
            SQL("noted.res_model = 'helpdesk.ticket' AND noted.res_id = ticket.id"),
        )
        for table in ("service_deadline", "service_rating")
    ),
)


def post_init_hook(env):
    """Know the tiers of what was noted before, as the requests know them.

    In the database alone: there may be millions of rows.
    """
    env.flush_all()
    for table, condition in NOTED:
        env.cr.execute(
            SQL(
                "UPDATE %s noted SET customer_tier_id = ticket.customer_tier_id"
                " FROM helpdesk_ticket ticket"
                " WHERE ticket.customer_tier_id IS NOT NULL AND %s",
                SQL.identifier(table),
                condition,
            )
        )
    env.invalidate_all()
