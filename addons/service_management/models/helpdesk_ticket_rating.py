from odoo import api, models


class HelpdeskTicket(models.Model):
    """Ratings of many tickets at once."""

    _inherit = "helpdesk.ticket"

    @api.depends("rating_ids.rating")
    def _compute_percentage(self):
        """Override of `helpdesk_mgmt_rating` to ask for the rated tickets only.

        It asks the database once per ticket; a new ticket has no ratings yet.
        """
        rated = self.filtered("rating_ids")
        (self - rated).positive_rate_percentage = -1
        return super(HelpdeskTicket, rated)._compute_percentage()
