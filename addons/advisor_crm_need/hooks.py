from odoo.tools import sql

from odoo.addons.base_engine_tools.engine.leaving import let_go

LEAD_COLUMNS = {
    "enquired_at": "timestamp",
    "next_deadline_id": "integer",
    "next_deadline_at": "timestamp",
    "next_deadline_state": "varchar",
    "deadline_cycle": "integer",
    "deadline_cycle_start": "timestamp",
    "deadline_closed": "boolean",
    "is_urgent": "boolean",
}


def pre_init_hook(env):
    """Give the leads that exist already their columns, without computing any.

    They were enquired when they were created, and are in their first cycle. No rule
    judges them: rules act on what starts after they came into force.
    """
    for name, column_type in LEAD_COLUMNS.items():
        if not sql.column_exists(env.cr, "crm_lead", name):
            sql.create_column(env.cr, "crm_lead", name, column_type)
    env.cr.execute(
        """UPDATE crm_lead
              SET enquired_at = date_trunc('second', create_date),
                  next_deadline_state = 'none',
                  deadline_cycle = 1,
                  deadline_cycle_start = date_trunc('second', create_date),
                  deadline_closed = COALESCE(won_status, 'pending') != 'pending'
                      OR active IS NOT TRUE"""
    )


def uninstall_hook(env):
    """Promises of leads, and answers, name kinds of promise, questions and options that
    come with this add-on."""
    env.cr.execute("DELETE FROM service_deadline WHERE res_model = 'crm.lead'")
    let_go(
        env,
        "advisor_crm_need",
        ("service_deadline", "promise_id", "service.promise"),
        ("advisor_need_answer", "question_id", "advisor.need.question"),
        ("advisor_need_answer", "option_id", "advisor.need.option"),
    )
