from odoo import api, models


class GamificationBadgeUser(models.Model):
    """CS-1.6: frequent violations exclude from the year-end award."""

    _inherit = "gamification.badge.user"

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `gamification`: ask the attendance rules first."""
        exclusions = self.env["attendance.award.exclusion"]
        for vals in vals_list:
            badge = self.env["gamification.badge"].browse(vals["badge_id"])
            if badge.needs_good_attendance:
                user = self.env["res.users"].browse(vals["user_id"])
                exclusions._refuse_award(user, badge)
        return super().create(vals_list)
