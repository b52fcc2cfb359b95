from odoo import models


class ServicePolicy(models.Model):
    """A written policy is reviewed, and what is found is followed up (CS-3.5)."""

    _name = "service.policy"
    _inherit = ["service.policy", "service.follow.up.mixin"]

    def _follow_up_company(self):
        """Override: policies belong to several; the reader's, if it counts there."""
        here = self.env.company
        return here if here in self.company_ids else self.company_ids[:1] or here

    def _review_text(self):
        """Override: its text."""
        return self.description
