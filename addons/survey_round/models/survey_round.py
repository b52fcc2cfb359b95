from odoo import fields, models


class SurveyRound(models.Model):
    """A round of any survey to a list of contacts, made by survey officers."""

    _name = "survey.round"
    _description = "Survey Round"
    _inherit = ["survey.round.mixin"]
    _order = "date_start desc, id desc"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    template_id = fields.Many2one(
        comodel_name="survey.survey",
        string="Questions",
        required=True,
        domain=[("by_ballot", "=", False)],
        ondelete="restrict",
    )
    partner_ids = fields.Many2many(
        comodel_name="res.partner",
        relation="survey_round_partner",
        string="Ask",
        check_company=True,
    )
    introduction = fields.Char(
        translate=True, help="The first sentence of the invitation."
    )

    def _round_partners(self):
        return self.partner_ids

    def _round_template(self):
        """Override: of a survey that is restricted to others there is no copy."""
        self.template_id.check_access("read")
        return self.template_id

    def _round_lead(self):
        return self.introduction or super()._round_lead()

    def _round_subject(self):
        return self.name

    def _notify_get_recipients_groups(self, message, model_description, msg_vals=False):
        """Override of `mail`: who is asked does not see the round, so there is no
        button to it. The link to the answer stands in the text."""
        groups = super()._notify_get_recipients_groups(
            message, model_description, msg_vals=msg_vals
        )
        for _name, _belongs, options in groups:
            options["has_button_access"] = False
        return groups
