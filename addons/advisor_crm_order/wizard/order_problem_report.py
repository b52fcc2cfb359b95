from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import plaintext2html

from ..engine.days import today_of


class OrderProblemReport(models.TransientModel):
    """What came between becomes an action of whoever settles it, with a promise."""

    _name = "order.problem.report"
    _inherit = ["checked.wizard.mixin"]
    _description = "Report of a Problem with an Order"

    order_id = fields.Many2one(
        comodel_name="sale.order", required=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="order_id.company_id")
    kind_id = fields.Many2one(
        comodel_name="order.problem.kind", string="What It Is", required=True
    )
    text = fields.Text(string="What Has Happened")
    milestone_id = fields.Many2one(
        comodel_name="order.milestone", string="Moves the Milestone"
    )
    day = fields.Date(string="Expected Now")
    is_told = fields.Boolean(
        string="Tell the Customer",
        compute="_compute_is_told",
        store=True,
        readonly=False,
    )

    @api.depends("kind_id")
    def _compute_is_told(self):
        for wizard in self:
            wizard.is_told = wizard.kind_id.is_told

    def action_report(self):
        """Report it."""
        self.ensure_one()
        self._check_targets(self._fields)
        order, kind = self.order_id, self.kind_id
        order.check_access("write")
        if order.state != "sale":
            raise UserError(
                self.env._(
                    "Problems are reported of confirmed orders: confirm it first."
                )
            )
        text = (self.text or "").strip()
        if not text:
            raise UserError(
                self.env._("Write what has happened: who settles it has to know.")
            )
        if self.milestone_id and self.milestone_id.order_id != order:
            raise UserError(self.env._("Choose a milestone of this order."))
        if self.milestone_id and not self.day:
            raise UserError(self.env._("Say when the milestone is expected now."))
        owner = kind._owner(order)
        action = (
            self.env["service.action"]
            .with_context(follow_up_model=order._name, follow_up_id=order.id)
            .sudo()
            .create(
                {
                    "name": f"{order.name}: {kind.name}",
                    "description": plaintext2html(text),
                    "kind_id": self.env.ref(
                        "advisor_crm_order.service_action_kind_order_problem"
                    ).id,
                    "company_id": order.company_id.id,
                    "user_id": owner.id,
                    "date_due": fields.Date.add(
                        today_of(order.company_id), days=kind.days
                    ),
                    "res_model": order._name,
                    "res_id": order.id,
                    "order_problem_kind_id": kind.id,
                    "order_customer_told": self.is_told,
                }
            )
        )
        if self.milestone_id:
            self.milestone_id._move(self.day, text)
        if self.is_told:
            self.env["order.notice"].sudo()._add_problem(action, order, "problem")
        return {"type": "ir.actions.act_window_close"}
