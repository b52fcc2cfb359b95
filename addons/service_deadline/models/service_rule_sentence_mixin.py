from odoo import api, fields, models

from odoo.addons.base_engine_tools.engine.reading import hidden_in_domain

from ..words.figures import figure_in_words
from ..words.rule_sentence import RuleSentence, joined

#: What the sentence tells of the rule, and of each of its steps.
SAID_FIELDS = (
    "model_id.name",
    "domain",
    "promise_id.name",
    "limit",
    "target",
    "unit",
    "clock",
    "end_of_day",
    "due_field_id",
    "calendar_source",
    "calendar_id",
    "start_mode",
    "start_domain",
    "start_field_id",
    "stop_mode",
    "stop_domain",
    "allow_manual_stop",
    "pause_domain",
    "pause_reason_id",
    "pause_max",
    "cancel_domain",
    "on_close",
    "role_id.name",
)
SAID_STEP_FIELDS = (
    "name",
    "sequence",
    "delay",
    "delay_unit",
    "direction",
    "anchor",
    "repeat",
    "repeat_every",
    "max_repeats",
    "in_hours",
    "action",
    "role_id.name",
    "server_action_id",
)
#: A preview names so many records, and counts up to so many.
MOST_SHOWN = 5
MOST_COUNTED = 1000


class ServiceRuleSentenceMixin(models.AbstractModel):
    """A rule in plain sentences, and the records of which it is true now.

    A part of the rule: it has no other users, and lies in a model of its own so that
    one can read it alone. Both follow what is being edited, before it is saved.
    """

    _name = "service.rule.sentence.mixin"
    _description = "Rule in Plain Sentences"

    sentence = fields.Html(
        string="In Words", compute="_compute_sentence", sanitize=False
    )
    preview = fields.Html(
        string="Matches Now",
        compute="_compute_preview",
        sanitize=False,
        help="Records of which the condition is true today, as far as you may see "
        "them.",
    )
    figure = fields.Char(
        string="Time Allowed",
        compute="_compute_figure",
        help="How long the promise may take, in words: 3–5 working days.",
    )
    step_count = fields.Integer(compute="_compute_step_count")

    @api.depends(
        lambda self: [*SAID_FIELDS, *(f"step_ids.{name}" for name in SAID_STEP_FIELDS)]
    )
    @api.depends_context("lang", "tz", "uid", "allowed_company_ids")
    def _compute_sentence(self):
        for rule in self:
            said = RuleSentence(rule)
            rule.sentence = self.env["ir.qweb"]._render(
                "service_deadline.rule_sentence",
                {
                    "promise": said.promise(),
                    "clock": joined(self.env, said.clock()),
                    "steps": [joined(self.env, step) for step in said.steps()],
                },
            )

    @api.depends("limit", "target", "unit", "clock", "due_field_id")
    @api.depends_context("lang")
    def _compute_figure(self):
        for rule in self:
            figure = (rule.limit, rule.unit, rule.clock, rule.target)
            if rule.limit:
                rule.figure = figure_in_words(rule.env, *figure)
            elif rule.due_field_id:
                rule.figure = rule.env._("by the agreed time")
            else:
                rule.figure = ""

    @api.depends("model_id", "domain")
    @api.depends_context("lang", "uid", "allowed_company_ids")
    def _compute_preview(self):
        for rule in self:
            rule.preview = self.env["ir.qweb"]._render(
                "service_deadline.rule_preview", rule._preview()
            )

    @api.depends("step_ids")
    def _compute_step_count(self):
        for rule in self:
            rule.step_count = len(rule.step_ids)

    def _sentences(self):
        """All sentences of the rule, in the reader's language.

        :return: list of texts: the promise, its clock, its steps
        """
        self.ensure_one()
        said = RuleSentence(self)
        steps = [sentence for step in said.steps() for sentence in step]
        return [said.promise(), *said.clock(), *steps]

    def _sentence(self):
        """The whole rule as one text in the reader's language."""
        return joined(self.env, self._sentences())

    def _preview(self):
        """How many records the condition matches, and some of them, with the access of
        whoever edits the rule.

        :return: {"text", "names"}
        """
        self.ensure_one()
        records = self.env.get(self.model_name)
        if records is None:
            return {"text": self.env._("Choose the records first."), "names": []}
        if self._domain_error():
            return {"text": self.env._("This condition cannot be used."), "names": []}
        domain = self._domain("domain")
        if not records.has_access("read") or hidden_in_domain(records, domain):
            text = self.env._(
                "The condition looks at something that you may not read: what it "
                "matches is not shown."
            )
            return {"text": text, "names": []}
        found = records.search_count(domain, limit=MOST_COUNTED + 1)
        latest = records.search(domain, limit=MOST_SHOWN, order="id desc")
        return {
            "text": self._preview_text(found),
            "names": latest.mapped("display_name"),
        }

    def _preview_text(self, found):
        if not found:
            return self.env._("It matches no record that you can see now.")
        if found > MOST_COUNTED:
            return self.env._(
                "It matches more than %(count)s records. The latest:",
                count=MOST_COUNTED,
            )
        if found == 1:
            return self.env._("It matches 1 record:")
        if found <= MOST_SHOWN:
            return self.env._("It matches %(count)s records:", count=found)
        return self.env._("It matches %(count)s records. The latest:", count=found)
