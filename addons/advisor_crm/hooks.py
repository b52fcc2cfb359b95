from odoo.addons.base_engine_tools.engine.leaving import let_go

#: Contacts to keep of cadences that are carried out by the role of the advisor.
DUTIES = """
    DELETE FROM service_contact_duty
     WHERE cadence_id IN (
         SELECT cadence.id FROM service_contact_cadence cadence
           JOIN ir_model_data data ON data.res_id = cadence.role_id
          WHERE data.module = 'advisor_crm' AND data.model = 'service.role')
"""


def uninstall_hook(env):
    """Actions name the kind that comes with this add-on, and cadences the role of the
    advisor, who is gone with it."""
    env.cr.execute(DUTIES)
    let_go(
        env,
        "advisor_crm",
        ("service_action", "kind_id", "service.action.kind"),
        ("service_contact_cadence", "role_id", "service.role"),
    )
