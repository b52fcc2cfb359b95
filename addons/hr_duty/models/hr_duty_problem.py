from odoo import api, fields, models
from odoo.exceptions import UserError


class HrDutyProblem(models.Model):
    """An incident, or a customer's problem, that came up on duty (CS-2.4).

    It stays open until somebody writes how it was settled, and goes from log to log
    until then.
    """

    _name = "hr.duty.problem"
    _description = "Duty Incident or Problem"
    _inherit = ["guarded.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "state, priority desc, occurred_at, id"

    name = fields.Char(string="What Happened", required=True, tracking=True)
    kind = fields.Selection(
        selection=[
            ("incident", "Incident on Duty"),
            ("customer", "Customer's Problem"),
        ],
        required=True,
        default="customer",
    )
    priority = fields.Selection(
        selection=[("0", "Normal"), ("1", "Urgent")], default="0", tracking=True
    )
    occurred_at = fields.Datetime(
        string="When", required=True, default=fields.Datetime.now
    )
    customer = fields.Char(help="Name and how to reach them.")
    description = fields.Text()
    origin_log_id = fields.Many2one(
        comodel_name="hr.duty.log",
        string="Came Up On",
        readonly=True,
        ondelete="restrict",
        index=True,
    )
    log_id = fields.Many2one(
        comodel_name="hr.duty.log",
        string="Now With",
        required=True,
        ondelete="restrict",
        index=True,
        tracking=True,
    )
    post_id = fields.Many2one(
        related="log_id.post_id", store=True, index=True, precompute=True
    )
    company_id = fields.Many2one(
        related="log_id.company_id", store=True, precompute=True
    )
    carried_count = fields.Integer(string="Handovers", readonly=True, copy=False)
    reporter_id = fields.Many2one(
        comodel_name="res.users",
        string="Recorded By",
        default=lambda self: self.env.user,
        readonly=True,
    )
    state = fields.Selection(
        selection=[("open", "Open"), ("settled", "Settled")],
        compute="_compute_state",
        store=True,
        precompute=True,
        tracking=True,
    )
    resolution = fields.Text(string="How It Was Settled", tracking=True, copy=False)
    settled_at = fields.Datetime(readonly=True, copy=False)
    settler_id = fields.Many2one(
        comodel_name="res.users", string="Settled By", readonly=True, copy=False
    )

    @api.depends("resolution")
    def _compute_state(self):
        for problem in self:
            settled = (problem.resolution or "").strip()
            problem.state = "settled" if settled else "open"

    @api.model
    def _free_fields(self):
        """Override: :meth:`create` says on which log it came up."""
        return {"origin_log_id"}

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            vals["origin_log_id"] = vals.get("log_id")
        problems = super().create(vals_list)
        problems._stamp()
        return problems

    def write(self, vals):
        if "log_id" in vals and not self.env.su:
            raise UserError(
                self.env._("A problem goes to the next log when the duty is taken.")
            )
        result = super().write(vals)
        if "resolution" in vals:
            self._stamp()
        return result

    def _stamp(self):
        """Note who settled a problem and when; opening it again takes that back."""
        settled = self.filtered(lambda problem: problem.state == "settled")
        for problems, values in (
            (
                settled.filtered(lambda problem: not problem.settled_at),
                {"settled_at": fields.Datetime.now(), "settler_id": self.env.uid},
            ),
            (
                (self - settled).filtered("settled_at"),
                {"settled_at": False, "settler_id": False},
            ),
        ):
            if problems:
                problems.write(values)

    def _carry_over(self, log):
        """Let these problems go over to the log of the next duty."""
        for problem in self:
            problem.write(
                {"log_id": log.id, "carried_count": problem.carried_count + 1}
            )
