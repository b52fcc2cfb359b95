from odoo import api, fields, models

from ..words.figures import figure_in_words


class ServiceRuleFigureMixin(models.AbstractModel):
    """The figure of a rule as people say it, where it is listed: 3–5 working days."""

    _name = "service.rule.figure.mixin"
    _description = "Rule With a Figure"

    figure = fields.Char(
        compute="_compute_figure",
        compute_sudo=False,
        help="How long the promise may take, in words.",
    )

    @api.depends("limit", "target", "unit", "clock", "due_field_id")
    @api.depends_context("lang")
    def _compute_figure(self):
        for rule in self:
            if rule.limit:
                rule.figure = figure_in_words(
                    rule.env, rule.limit, rule.unit, rule.clock, rule.target
                )
            elif rule.due_field_id:
                rule.figure = rule.env._("by the agreed time")
            else:
                rule.figure = ""
