from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

#: Rows of each kind that the page shows.
MOST = 20


class AdvisorDay(models.AbstractModel):
    """Birthdays of the own customers, gifts to hand over, calls in place of messages
    (SM-5.2)."""

    _inherit = "advisor.day"

    @api.model
    def _parts(self):
        """Override to add greetings."""
        return [*super()._parts(), (25, "_part_care")]

    @api.model
    def _part_care(self):
        """Own greetings that are a person's to give, or of the coming days; for
        leaders, gifts to approve, too."""
        today = fields.Date.context_today(self)
        mine = Domain("user_id", "=", self.env.uid)
        near = Domain("occasion_id.basis", "=", "person") | Domain(
            "gift_id", "!=", False
        )
        shown = mine & (
            Domain("state", "=", "call")
            | (
                Domain("state", "=", "planned")
                & near
                & Domain("date", "<=", today + timedelta(days=31))
            )
        )
        if self.env.user.has_group("advisor_crm.group_leader"):
            shown |= Domain("state", "=", "approval") & ~mine
        greetings = self.env["customer.care.greeting"].search(
            shown & Domain("company_id", "in", self.env.companies.ids), limit=5 * MOST
        )
        rows = [
            self._care_row(greeting)
            for greeting in greetings
            if greeting.state != "planned" or greeting._is_near(today)
        ]
        return self._part("care", self.env._("Care"), rows[:MOST], "fa-birthday-cake")

    @api.model
    def _care_row(self, greeting):
        label = dict(greeting._fields["reason"]._description_selection(self.env))
        return {
            "id": greeting.id,
            "model": greeting._name,
            "title": greeting.partner_id.display_name,
            "subtitle": self._joined(
                self.env._(
                    "%(occasion)s, %(day)s",
                    occasion=greeting.occasion_id.name,
                    day=format_date(self.env, greeting.date),
                ),
                greeting.gift_id.name,
                label.get(greeting.reason) if greeting.state == "call" else "",
            ),
            "due": False,
            "tone": "danger" if greeting.is_late else self._care_tone(greeting),
            "actions": self._care_steps(greeting),
        }

    @api.model
    def _care_tone(self, greeting):
        return "warning" if greeting.state in ("call", "approval") else "info"

    @api.model
    def _care_steps(self, greeting):
        """The next step first."""
        greeted = {"label": self.env._("Greeted"), "method": "action_greeted"}
        give = {"label": self.env._("Give a Gift"), "method": "action_choose_gift"}
        if greeting.state == "approval":
            return [
                {"label": self.env._("Approve"), "method": "action_approve"},
                {"label": self.env._("Refuse"), "method": "action_refuse"},
            ]
        if greeting.state == "call":
            return [*self._reach(greeting.partner_id), greeted, give]
        if greeting.gift_id:
            handed = {"label": self.env._("Handed Over"), "method": "action_hand_over"}
            return [handed, *self._reach(greeting.partner_id)]
        return [give, greeted]
