from odoo import api, fields, models
from odoo.tools import plaintext2html

from odoo.addons.base_engine_tools.engine.access import needs_access

from ..core.recommendation import Offer, rank

STAFF = "base.group_user"
#: So many recommendations are shown.
MOST_RECOMMENDED = 3


class AdvisorRecommendingMixin(models.AbstractModel):
    """The need of an enquiry is analysed, and a solution recommended (SA-3).

    A part of the lead: it has no other users, and lies in a model of its own so that
    one can read it alone.
    """

    _name = "advisor.recommending.mixin"
    _description = "Enquiry for Which Solutions Are Recommended"

    need_answer_ids = fields.One2many(
        comodel_name="advisor.need.answer",
        inverse_name="lead_id",
        string="Needs",
        groups=STAFF,
    )
    need_open_count = fields.Integer(
        string="Open Questions", compute="_compute_need_open_count", groups=STAFF
    )
    solution_ids = fields.One2many(
        comodel_name="advisor.solution",
        inverse_name="lead_id",
        string="Solutions",
        groups=STAFF,
    )
    solution_count = fields.Integer(compute="_compute_solution_count", groups=STAFF)
    recommended_ids = fields.Many2many(
        comodel_name="advisor.solution.template",
        compute="_compute_recommended_ids",
        groups=STAFF,
        help="Solutions for which the answers speak, the best first.",
    )

    # --- computation ------------------------------------------------------------------

    @api.depends("need_answer_ids.is_answered")
    def _compute_need_open_count(self):
        counts = dict(
            self.env["advisor.need.answer"]._read_group(
                [("lead_id", "in", self.ids), ("is_answered", "=", False)],
                ["lead_id"],
                ["__count"],
            )
        )
        for lead in self:
            lead.need_open_count = counts.get(lead._origin, 0)

    @api.depends("solution_ids")
    def _compute_solution_count(self):
        counts = dict(
            self.env["advisor.solution"]._read_group(
                [("lead_id", "in", self.ids)], ["lead_id"], ["__count"]
            )
        )
        for lead in self:
            lead.solution_count = counts.get(lead._origin, 0)

    @api.depends("need_answer_ids.option_id")
    def _compute_recommended_ids(self):
        """By the votes of the answers; the win shares are read once for all leads."""
        chosen = {lead.id: lead.need_answer_ids.option_id for lead in self}
        templates = self.need_answer_ids.option_id.template_ids.filtered("active")
        wins = templates._count_wins() if templates else {}
        for lead in self:
            company = lead._deadline_company()
            offers = []
            for template in templates:
                if template.company_id and template.company_id != company:
                    continue
                won, closed = wins.get(template.id, (0, 0))
                reasons = template.option_ids & chosen[lead.id]
                offers.append(Offer(template.id, tuple(reasons.ids), won, closed - won))
            ranked = rank(offers)[:MOST_RECOMMENDED]
            lead.recommended_ids = templates.browse(one.template for one in ranked)

    # --- needs and solutions ----------------------------------------------------------

    @needs_access("write")
    def action_analyse(self):
        """Ask the next open question; the questions of the kind are on the list."""
        self.ensure_one()
        self._list_questions()
        if not self.need_answer_ids.filtered(lambda one: not one.is_answered):
            return {
                "type": "ir.actions.client",
                "tag": "display_notification",
                "params": {
                    "message": self.env._("Every question is answered."),
                    "type": "success",
                    "next": {"type": "ir.actions.act_window_close"},
                },
            }
        return self._need_dialog("advisor.need.dialog", self.env._("Needs"))

    def _list_questions(self):
        """Put the questions of the kind of enquiry on the list that are not there."""
        company = self._deadline_company()
        questions = self.env["advisor.need.question"].search(
            [
                "|",
                ("kind_ids", "=", False),
                ("kind_ids", "in", self.enquiry_kind_id.ids),
                ("company_id", "in", [company.id, False]),
            ]
        )
        missing = questions - self.need_answer_ids.question_id
        self.env["advisor.need.answer"].create(
            [{"lead_id": self.id, "question_id": one.id} for one in missing]
        )

    @needs_access("write")
    def action_recommend(self):
        """Write the next solution: of the best template, or open the one in work."""
        self.ensure_one()
        solutions = self.env["advisor.solution"]
        draft = self.solution_ids.filtered(lambda one: one.state == "draft")[:1]
        if not draft:
            newest = self.solution_ids.sorted("version")[-1:]
            if newest:
                return newest.action_revise()
            template = self.recommended_ids[:1]
            values = {"name": self.name, "lead_id": self.id}
            if template:
                told = template.with_context(lang=self.partner_id.lang or self.env.lang)
                values |= solutions._template_values(told)
                values["template_id"] = template.id
            draft = solutions.create(values)
        return draft._open()

    @api.readonly
    @needs_access("read")
    def action_open_solutions(self):
        """Open the solutions of the enquiry."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "advisor_crm_need.advisor_solution_action"
        )
        return action | {
            "domain": [("lead_id", "=", self.id)],
            "context": {"default_lead_id": self.id},
        }

    def _on_solution_answered(self, solution):
        """The customer has answered on the page: who recommended it goes on.

        Called in superuser mode, without a user.
        """
        customer = self.partner_id
        company = self._deadline_company()
        text = self._answer_in_words(
            solution.with_context(lang=company.partner_id.lang)
        )
        self.with_context(lang=company.partner_id.lang).message_post(
            body=text,
            author_id=customer.id,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        self._deadline_end_customer_pauses()
        reader = self._deadline_present(self.user_id, solution.user_id)
        if reader:
            told = self.with_context(lang=reader.lang)
            self.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=told._summary_of_answer(solution),
                user_id=reader.id,
            )

    @api.model
    def _summary_of_answer(self, solution):
        if solution.state == "agreed":
            return self.env._("The customer agrees: make the quotation")
        return self.env._("The customer asks for changes: make the next version")

    @api.model
    def _answer_in_words(self, solution):
        env = solution.env
        values = {"name": solution.answered_by, "what": solution.display_name}
        text = (
            env._("%(name)s agrees to: %(what)s", **values)
            if solution.state == "agreed"
            else env._("%(name)s asks for changes of: %(what)s", **values)
        )
        return plaintext2html("\n".join(filter(None, [text, solution.comment])))

    def _need_dialog(self, model_name, title):
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": model_name,
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_lead_id": self.id},
        }
