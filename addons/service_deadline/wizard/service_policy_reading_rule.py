from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class ServicePolicyReadingRule(models.TransientModel):
    """A rule proposed for a figure of a document, until somebody confirms it."""

    _name = "service.policy.reading.rule"
    _inherit = ["checked.wizard.mixin"]
    _description = "Rule Proposed for a Document"
    _order = "sequence, id"
    _transient_max_hours = 72.0

    reading_id = fields.Many2one(
        comodel_name="service.policy.reading", required=True, ondelete="cascade"
    )
    line_id = fields.Many2one(
        comodel_name="service.policy.reading.line", ondelete="cascade"
    )
    sequence = fields.Integer()
    number = fields.Char(string="Clause", required=True)
    words = fields.Char(string="Figure", readonly=True)
    sentence = fields.Char(string="The Text Says", readonly=True)
    is_open = fields.Boolean(
        string="Left Open",
        readonly=True,
        help="The text leaves the figure to the company.",
    )
    pattern_id = fields.Many2one(
        comodel_name="service.deadline.rule",
        string="Like",
        ondelete="cascade",
        help="What starts and stops the promise, who answers for it and who is told "
        "are "
        "taken from this rule.",
    )
    promise_id = fields.Many2one(related="pattern_id.promise_id")
    role_id = fields.Many2one(related="pattern_id.role_id")
    name = fields.Char(string="Rule", required=True)
    target = fields.Integer(string="First Figure")
    limit = fields.Integer(required=True)
    unit = fields.Selection(
        selection=[("minute", "minutes"), ("hour", "hours"), ("day", "days")],
        required=True,
    )
    clock = fields.Selection(
        selection=[("elapsed", "elapsed"), ("working", "working")], required=True
    )
    end_of_day = fields.Boolean(string="Until the End of That Day")
    confirmed = fields.Boolean(string="Create")
    there_id = fields.Many2one(
        comodel_name="service.deadline.rule",
        string="Is There",
        compute="_compute_there_id",
        help="The clause has a rule for this promise already: its figure is compared "
        "with the text on the clause.",
    )

    @api.depends("number", "pattern_id", "reading_id.policy_id")
    def _compute_there_id(self):
        rules = self.env["service.deadline.rule"].search(
            [
                ("policy_id", "in", self.reading_id.policy_id.ids),
                ("policy_ref", "in", self.mapped("number")),
            ]
        )
        there = {
            (rule.policy_id, rule.policy_ref, rule.promise_id, rule.domain): rule
            for rule in rules
        }
        for row in self:
            pattern = row.pattern_id
            row.there_id = there.get(
                (
                    row.reading_id.policy_id,
                    row.number,
                    pattern.promise_id,
                    pattern.domain,
                ),
                False,
            )

    @api.onchange("pattern_id")
    def _onchange_pattern_id(self):
        """Choose another rule that this one is like."""
        if self.pattern_id:
            self.name = self.pattern_id.name

    def _create_rule(self, policy):
        """Create the rule, in the user's right: a copy of what it is like."""
        self.ensure_one()
        if self.there_id:
            raise UserError(
                self.env._(
                    "%(number)s has the rule “%(rule)s” already: change its figure "
                    "there.",
                    number=self.number,
                    rule=self.there_id.name,
                )
            )
        if not self.pattern_id:
            raise UserError(
                self.env._(
                    "%(number)s: choose the rule that “%(words)s” is like.",
                    number=self.number,
                    words=self.words,
                )
            )
        pattern = self.pattern_id
        target = self.target if self.target < self.limit else 0
        steps = pattern.step_ids.filtered(
            lambda step: target or step.anchor != "target"
        )
        rule = pattern.copy(
            {
                "policy_id": policy.id,
                "policy_ref": self.number,
                "target": target,
                "limit": self.limit,
                "unit": self.unit,
                "clock": self.clock,
                "end_of_day": self.end_of_day,
                "note": False,
                "date_from": fields.Datetime.now(),
                "step_ids": [Command.create(values) for values in steps.copy_data()],
            }
        )
        if self.name != pattern.name:
            rule.name = self.name
        return rule
