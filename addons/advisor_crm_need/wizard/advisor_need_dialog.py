from odoo import api, fields, models

from odoo.addons.base_engine_tools.engine.access import needs_access


class AdvisorNeedDialog(models.TransientModel):
    """Leads through the open questions of the needs analysis, one by one (SA-3)."""

    _name = "advisor.need.dialog"
    _inherit = ["checked.wizard.mixin"]
    _description = "Guided Needs Analysis"

    lead_id = fields.Many2one(comodel_name="crm.lead", string="Enquiry", required=True)
    answer_id = fields.Many2one(
        comodel_name="advisor.need.answer",
        string="Now Asked",
        compute="_compute_answer_id",
        store=True,
        readonly=False,
    )
    question_id = fields.Many2one(related="answer_id.question_id")
    question = fields.Char(related="question_id.name", string="What Is Asked")
    hint = fields.Char(related="question_id.hint")
    has_options = fields.Boolean(compute="_compute_place")
    place = fields.Char(compute="_compute_place")
    skipped_ids = fields.Many2many(
        comodel_name="advisor.need.answer",
        relation="advisor_need_dialog_skipped_rel",
        string="Left for Next Time",
    )
    option_id = fields.Many2one(
        comodel_name="advisor.need.option", string="Chosen Answer"
    )
    text = fields.Char(string="In the Customer's Words")

    @api.depends("lead_id", "skipped_ids")
    def _compute_answer_id(self):
        """The first question that is open and was not left for next time."""
        for dialog in self:
            dialog.answer_id = dialog._open_answers()[:1]

    def _open_answers(self):
        return self.lead_id.need_answer_ids.filtered(
            lambda one: not one.is_answered and one not in self.skipped_ids
        ).sorted(lambda one: (one.sequence, one.id))

    @api.depends("answer_id")
    def _compute_place(self):
        for dialog in self:
            everything = len(dialog.lead_id.need_answer_ids)
            left = len(dialog._open_answers())
            dialog.has_options = bool(dialog.question_id.option_ids)
            dialog.place = self.env._(
                "Question %(number)s of %(count)s",
                number=everything - left + 1,
                count=everything,
            )

    @needs_access("read")
    def action_next(self):
        """Keep the answer; what has none is left for the next visit."""
        self.ensure_one()
        answer, text = self.answer_id, (self.text or "").strip()
        values = {}
        if self.option_id or text:
            answer.write({"option_id": self.option_id.id, "text": text or False})
        else:
            values["skipped_ids"] = [fields.Command.link(answer.id)]
        self.write(values | {"option_id": False, "text": False})
        self.invalidate_recordset(["place", "has_options"])
        self.answer_id = self._open_answers()[:1]
        if not self.answer_id:
            return {"type": "ir.actions.act_window_close"}
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Needs"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }
