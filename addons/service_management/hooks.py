from odoo.tools import sql

TICKET_COLUMNS = {
    "registered_at": "timestamp",
    "next_deadline_id": "integer",
    "next_deadline_at": "timestamp",
    "next_deadline_state": "varchar",
    "deadline_cycle": "integer",
    "deadline_cycle_start": "timestamp",
    "deadline_closed": "boolean",
    "customer_lang": "varchar",
    "customer_class_id": "integer",
}

AWAITING = "helpdesk_mgmt.helpdesk_ticket_stage_awaiting"


def pre_init_hook(env):
    """Give the tickets that exist already their columns, without computing any.

    They were registered when they were created, and are in their first cycle; a closed
    one that is opened again later begins the next cycle, for which the closing date is
    noted where `helpdesk_mgmt` has not done so. No rule judges them: rules act
    on what starts after they came into force.
    """
    for name, column_type in TICKET_COLUMNS.items():
        if not sql.column_exists(env.cr, "helpdesk_ticket", name):
            sql.create_column(env.cr, "helpdesk_ticket", name, column_type)
    env.cr.execute(
        """UPDATE helpdesk_ticket
              SET registered_at = date_trunc('second', create_date),
                  next_deadline_state = 'none',
                  deadline_cycle = 1,
                  customer_lang = (SELECT lang FROM res_partner
                                    WHERE id = helpdesk_ticket.partner_id),
                  customer_class_id = (
                      SELECT MIN(tag.category_id)
                        FROM res_partner customer
                        JOIN res_partner_res_partner_category_rel tag
                          ON tag.partner_id
                             IN (customer.id, customer.commercial_partner_id)
                       WHERE customer.id = helpdesk_ticket.partner_id),
                  deadline_cycle_start = date_trunc('second', create_date),
                  deadline_closed = COALESCE(
                      (SELECT closed FROM helpdesk_ticket_stage
                        WHERE id = helpdesk_ticket.stage_id), FALSE)"""
    )
    env.cr.execute(
        """UPDATE helpdesk_ticket
              SET closed_date = COALESCE(closed_date, last_stage_update, create_date)
            WHERE deadline_closed"""
    )


def post_init_hook(env):
    """Give the types that exist already a class: nobody knows what they stand for.

    A stage that waits says for what: "Awaiting" of `helpdesk_mgmt` goes where nobody
    uses it.
    """
    types = env["helpdesk.ticket.type"].with_context(active_test=False)
    other = env.ref("service_management.request_class_other")
    types.search([("class_id", "=", False)]).class_id = other
    awaiting = env.ref(AWAITING, raise_if_not_found=False)
    tickets = env["helpdesk.ticket"].with_context(active_test=False)
    if awaiting and not tickets.search_count([("stage_id", "=", awaiting.id)], limit=1):
        awaiting.active = False


def uninstall_hook(env):
    """Let go what other rows hold on to: promises of tickets name the kinds of promise
    that come with this add-on, and tickets may stand in stages of it. These go on in
    the first open stage that stays."""
    env.cr.execute("DELETE FROM service_deadline WHERE res_model = 'helpdesk.ticket'")
    env.cr.execute(
        """
        WITH ours AS (
            SELECT res_id FROM ir_model_data
             WHERE module = 'service_management' AND model = 'helpdesk.ticket.stage')
        UPDATE helpdesk_ticket
           SET stage_id = (
               SELECT id FROM helpdesk_ticket_stage
                WHERE id NOT IN (SELECT res_id FROM ours) AND NOT closed
                ORDER BY sequence, id LIMIT 1)
         WHERE stage_id IN (SELECT res_id FROM ours)
        """
    )
    env.invalidate_all()
    if awaiting := env.ref(AWAITING, raise_if_not_found=False):
        awaiting.active = True
