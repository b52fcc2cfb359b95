from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import plaintext2html


class ServiceMeetingItem(models.Model):
    """A point of the agenda, what was said, and what was decided.

    Left open it comes up again at the next meeting of the series, or not before a day.
    A decision with an owner and a date becomes an action.
    """

    _name = "service.meeting.item"
    _inherit = ["guarded.mixin", "service.narrow.mixin"]
    _description = "Point of a Meeting"
    _order = "meeting_id, sequence, id"

    meeting_id = fields.Many2one(
        comodel_name="service.meeting", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="meeting_id.company_id")
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Point", required=True)
    minutes = fields.Text(string="What Was Said")
    decision = fields.Char()
    user_id = fields.Many2one(
        comodel_name="res.users", string="Who Does It", domain=[("share", "=", False)]
    )
    date_due = fields.Date(string="Until")
    is_open = fields.Boolean(
        string="Still Open", help="It comes up again at the next meeting."
    )
    not_before = fields.Date(help="It is left out of the meetings before this day.")
    action_id = fields.Many2one(
        comodel_name="service.action",
        ondelete="set null",
        index="btree_not_null",
        copy=False,
    )
    action_state = fields.Selection(
        related="action_id.state", string="State of the Action"
    )
    previous_id = fields.Many2one(
        comodel_name="service.meeting.item",
        string="Point of the Meeting Before",
        ondelete="set null",
        index="btree_not_null",
        copy=False,
    )
    next_ids = fields.One2many(
        comodel_name="service.meeting.item", inverse_name="previous_id"
    )

    @api.model
    def _readable_domain(self):
        """Override: with the meeting."""
        return Domain("meeting_id", "in", self.env["service.meeting"]._search([]))

    @api.constrains("action_id", "previous_id", "meeting_id")
    def _check_same_series(self):
        """A point goes on with one of the same series, and names an action of it."""
        for item in self:
            series = item.meeting_id.series_id
            before = item.previous_id.meeting_id
            action = item.action_id
            known = series.meeting_ids | item.meeting_id
            foreign = action and (
                action.res_model != "service.meeting" or action.res_id not in known.ids
            )
            if (before and before.series_id != series) or foreign:
                raise ValidationError(
                    self.env._("Points go on within one series of meetings.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Override: published minutes stay."""
        items = super().create(vals_list)
        items._check_unpublished()
        return items

    def write(self, vals):
        """Override: published minutes stay."""
        self._check_unpublished()
        result = super().write(vals)
        self._check_unpublished()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        self._check_unpublished()

    def _check_unpublished(self):
        if not self.env.su and "published" in self.sudo().meeting_id.mapped("state"):
            raise UserError(
                self.env._("Published minutes stay: correct them in the next ones.")
            )

    def _check_decisions(self):
        """What was decided needs somebody and a day, or nobody does it."""
        for item in self:
            if bool(item.user_id) != bool(item.date_due):
                raise UserError(
                    self.env._(
                        "“%(point)s”: say who does it, and until when.", point=item.name
                    )
                )

    def _make_actions(self):
        """Decisions become actions, which follow from the meeting."""
        todo = self.filtered(lambda item: item.user_id and not item.action_id)
        kind = self.env.ref(
            "service_follow_up.service_action_kind_agreed", raise_if_not_found=False
        )
        actions = self.env["service.action"].create(
            [item._prepare_action(kind) for item in todo]
        )
        for item, action in zip(todo, actions, strict=True):
            item.action_id = action

    def _prepare_action(self, kind):
        meeting = self.meeting_id
        values = {
            "name": self.decision or self.name,
            "description": self.minutes and plaintext2html(self.minutes),
            "res_model": meeting._name,
            "res_id": meeting.id,
            "company_id": meeting.company_id.id,
            "user_id": self.user_id.id,
            "date_due": self.date_due,
        }
        return values | ({"kind_id": kind.id} if kind else {})
