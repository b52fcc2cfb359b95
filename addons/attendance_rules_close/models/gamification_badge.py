from odoo import fields, models


class GamificationBadge(models.Model):
    """CS-1.6: an award that frequent violations exclude from."""

    _inherit = "gamification.badge"

    needs_good_attendance = fields.Boolean(
        help="Whoever the attendance rules exclude from the year-end award cannot"
        " receive this badge.",
        groups="base.group_user",
    )
    attendance_year = fields.Integer(
        string="Year of Attendance",
        help="The year whose attendance counts. 0: the year in which it is granted.",
        groups="base.group_user",
    )
