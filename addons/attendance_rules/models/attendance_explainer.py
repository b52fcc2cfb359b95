from odoo import models


class AttendanceExplainer(models.AbstractModel):
    """Says in the reader's language why a day or a month is what it is."""

    _name = "attendance.explainer"
    _description = "Explanation of Attendance"
