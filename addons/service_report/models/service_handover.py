from odoo import fields, models


class ServiceHandover(models.Model):
    """A request went from one holder to another. Written by the engine only.

    It counts for those who gave it away: the team, person and so on that it names.
    """

    _name = "service.handover"
    _inherit = ["service.ticket.note"]
    _description = "Hand-over of a Request"
    _order = "handed_at desc, id desc"

    handling_id = fields.Many2one(
        comodel_name="service.handling", readonly=True, ondelete="cascade", index=True
    )
    user_id = fields.Many2one(string="Given Away By")
    from_user_id = fields.Many2one(
        comodel_name="res.users", string="From", readonly=True
    )
    from_team_id = fields.Many2one(comodel_name="helpdesk.ticket.team", readonly=True)
    from_department_id = fields.Many2one(comodel_name="hr.department", readonly=True)
    to_user_id = fields.Many2one(comodel_name="res.users", string="To", readonly=True)
    to_team_id = fields.Many2one(comodel_name="helpdesk.ticket.team", readonly=True)
    to_department_id = fields.Many2one(comodel_name="hr.department", readonly=True)
    handed_at = fields.Datetime(string="Handed Over", readonly=True)
    handed_on = fields.Date(readonly=True, help="Local date of the company.")
    taken_up_at = fields.Datetime(
        string="Taken Up",
        readonly=True,
        help="When who has it now did something about it, passed it on or closed it.",
    )
    returned_at = fields.Datetime(
        string="Came Back",
        readonly=True,
        help="When it was given straight back to who had handed it over.",
    )
    is_last = fields.Boolean(readonly=True)

    _last_idx = models.UniqueIndex("(ticket_id) WHERE is_last IS TRUE")
    _handed_idx = models.Index("(handed_on)")
