from odoo import fields, models


class HrDutyRotationSeat(models.TransientModel):
    """One place of the previewed roster."""

    _name = "hr.duty.rotation.seat"
    _inherit = ["checked.wizard.mixin"]
    _description = "Previewed Place on Duty"
    _order = "date_start, template_id, is_leader desc, id"

    rotation_id = fields.Many2one(
        comodel_name="hr.duty.rotation", required=True, ondelete="cascade"
    )
    template_id = fields.Many2one(
        comodel_name="hr.duty.template", string="Duty", ondelete="cascade"
    )
    date_start = fields.Datetime(string="Start", readonly=True)
    date_stop = fields.Datetime(string="End", readonly=True)
    work_date = fields.Date(string="Date", readonly=True)
    employee_id = fields.Many2one(comodel_name="hr.employee", string="Who")
    is_leader = fields.Boolean(string="Leader", readonly=True)
    is_night = fields.Boolean(string="Night", readonly=True)
    day_kind = fields.Selection(
        selection=[
            ("workday", "Working Day"),
            ("weekend", "Weekend"),
            ("holiday", "Public Holiday"),
        ],
        string="Day",
        readonly=True,
    )
    points = fields.Float(readonly=True, digits=(16, 2))
