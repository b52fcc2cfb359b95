from odoo import models


class CrmLead(models.Model):
    """Leads are read by the advisor of the customer, whoever the salesperson is."""

    _name = "crm.lead"
    _inherit = ["crm.lead", "advisor.care.mixin"]
