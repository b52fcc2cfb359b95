from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.base_engine_tools.engine.access import needs_access

STAFF = "base.group_user"
#: Field with the number of records, and of which model they are.
COUNTED = {
    "service_action_count": "service.action",
    "service_review_count": "service.review",
    "service_consultation_count": "service.consultation",
}


class ServiceFollowUpMixin(models.AbstractModel):
    """From the records of a model something may follow: actions, reviews, questions.

    The form of the model shows the smart buttons of
    ``service_follow_up.service_follow_up_buttons`` (see the views of this add-on), and
    the hooks say what a review shows and what becomes of an answer.
    """

    _name = "service.follow.up.mixin"
    _description = "Record That Is Followed Up"

    service_action_count = fields.Integer(
        string="Count of Actions",
        compute="_compute_follow_up_counts",
        groups=STAFF,
    )
    service_review_count = fields.Integer(
        string="Count of Reviews",
        compute="_compute_follow_up_counts",
        groups=STAFF,
    )
    service_consultation_count = fields.Integer(
        string="Count of Consultations",
        compute="_compute_follow_up_counts",
        groups=STAFF,
    )

    @api.depends_context("uid")
    def _compute_follow_up_counts(self):
        """With one query a model, of what the user may read."""
        for name, model_name in COUNTED.items():
            counts = dict(
                self.env[model_name]._read_group(
                    [("res_model", "=", self._name), ("res_id", "in", self.ids)],
                    ["res_id"],
                    ["__count"],
                )
            )
            for record in self:
                record[name] = counts.get(record._origin.id, 0)

    # --- hooks ------------------------------------------------------------------------

    def _follow_up_company(self):
        """Company of what follows from the record."""
        company = self["company_id"] if "company_id" in self._fields else None
        return company or self.env.company

    def _review_text(self):
        """What reviewers are shown of the record, as HTML: kept with the review."""
        return False

    def _on_reviewed(self, review):
        """A review of the record has come to its end."""

    def _on_consulted(self, consultation):
        """A question about the record has been asked."""

    def _return_answer(self, consultation):
        """Pass on what a department has answered: by default to whoever follows the
        record among the staff. Records with a customer tell the customer."""

    def _on_action_over(self, text):
        """Actions that follow from the records are done, or dropped.

        :param text: what was done, or why it is not done
        """

    # --- to a department --------------------------------------------------------------

    def _give_to_department(self, department, code, days, asks, text):
        """Give the record to the head of a department, as an action with a promise.

        :param code: of the kind of action; where nobody has it any more, any kind
        :param days: calendar days until the action is due
        :param asks: who looks at what became of it; if that is the head himself, the
            next above
        :param text: what the department reads beside the name
        :return: the action, in superuser mode
        """
        self.ensure_one()
        company = self._follow_up_company()
        head = self._head_of(department.sudo())
        kinds = self.env["service.action.kind"].sudo()
        kind = kinds.search([("code", "=", code)], limit=1)
        kind = kind or kinds.search(Domain.TRUE, limit=1)
        verifier = asks if asks != head else head.with_company(company)._manager()
        return (
            self.env["service.action"]
            .sudo()
            .create(
                {
                    "name": self.display_name,
                    "description": text,
                    "kind_id": kind.id,
                    "company_id": company.id,
                    "user_id": head.id,
                    "verifier_id": verifier.id,
                    "date_due": fields.Date.context_today(self) + timedelta(days=days),
                    "res_model": self._name,
                    "res_id": self.id,
                }
            )
        )

    def _head_of(self, department):
        """Who answers for the department; in the environment of the user."""
        if not department:
            raise UserError(
                self.env._(
                    "“%(name)s”: choose the department first.", name=self.display_name
                )
            )
        head = department.manager_id._user_or_above()
        if not head:
            raise UserError(
                self.env._(
                    "%(department)s has no head who can log in: ask for one, or choose"
                    " another department.",
                    department=department.name,
                )
            )
        return head.with_env(self.env)

    # --- buttons ----------------------------------------------------------------------

    @api.readonly
    @needs_access("read")
    def action_open_service_actions(self):
        """Open the actions that follow from the record."""
        return self._follow_up_action("service_follow_up.service_action_action")

    @api.readonly
    @needs_access("read")
    def action_open_service_reviews(self):
        """Open the reviews of the record."""
        return self._follow_up_action("service_follow_up.service_review_action")

    @api.readonly
    @needs_access("read")
    def action_open_service_consultations(self):
        """Open the questions about the record."""
        return self._follow_up_action("service_follow_up.service_consultation_action")

    def _follow_up_action(self, xmlid):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        return action | {
            "domain": [("res_model", "=", self._name), ("res_id", "=", self.id)],
            "context": {"follow_up_model": self._name, "follow_up_id": self.id},
        }
