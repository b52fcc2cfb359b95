from odoo import api, models

from odoo.addons.service_policy.core.figures import AT_MOST, Figure


class ServiceRuleFiguresMixin(models.AbstractModel):
    """The figures of a rule, to be compared with the wording of its clause."""

    _name = "service.rule.figures.mixin"
    _inherit = ["service.policy.carried.mixin"]
    _description = "Rule with Figures"

    def _clause_figures(self):
        """Override of the mixin: the limit, from the first figure on."""
        self.ensure_one()
        if self._has_always_a_due_time():
            return []
        if not self.limit:
            if not self.end_of_day:
                return []
            return [Figure(0, 0, "day", AT_MOST)]
        unit = f"working_{self.unit}" if self.clock == "working" else self.unit
        return [Figure(self.target or self.limit, self.limit, unit, AT_MOST)]

    def _has_always_a_due_time(self):
        """Whether every record names when it is due, so that the limit never counts."""
        due = self.sudo().due_field_id
        model = self.env.get(due.model)
        return model is not None and model._fields[due.name].required

    def _clause_details(self):
        """At which share of its time steps act, and how often they come again: a
        wording need not name it."""
        self.ensure_one()
        shares = {step.delay for step in self.step_ids if step.delay_unit == "percent"}
        rhythms = {rhythm for step in self.step_ids if (rhythm := step._rhythm())}
        return [
            *(Figure(share, share, "percent") for share in sorted(shares)),
            *sorted(rhythms, key=lambda rhythm: (rhythm.unit, rhythm.high)),
        ]

    @api.model
    def _clause_figure_fields(self):
        """Override of the mixin."""
        return super()._clause_figure_fields() | {
            "active",
            "clock",
            "due_field_id",
            "end_of_day",
            "limit",
            "step_ids",
            "target",
            "unit",
        }
