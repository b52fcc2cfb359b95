from odoo import api, models


class GamificationBadgeUser(models.Model):
    """CS-1.6: frequent violations exclude from the year-end award."""

    _inherit = "gamification.badge.user"

    @api.constrains("badge_id", "user_id")
    def _check_attendance(self):
        """Ask the attendance rules, also when a badge changes hands."""
        exclusions = self.env["attendance.award.exclusion"]
        for grant in self:
            if grant.badge_id.needs_good_attendance:
                exclusions._refuse_award(grant.user_id, grant.badge_id)
