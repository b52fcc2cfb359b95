from odoo import api, models

# What decides which hours a user has.
DECISIVE = {"calendar_id", "company_id", "user_id"}


class ResourceResource(models.Model):
    """Whose working hours a promise may count."""

    _inherit = "resource.resource"

    @api.model_create_multi
    def create(self, vals_list):
        """Override: whoever answers for a promise has hours of his own from now on."""
        resources = super().create(vals_list)
        resources.user_id._recheck_hours()
        return resources

    def write(self, vals):
        """Override to let running promises follow the hours of another calendar."""
        users = self.user_id
        res = super().write(vals)
        if DECISIVE & vals.keys():
            (users | self.user_id)._recheck_hours()
        return res

    def unlink(self):
        """Override: the company's hours take the place of those that are deleted."""
        users = self.user_id
        res = super().unlink()
        users._recheck_hours()
        return res
