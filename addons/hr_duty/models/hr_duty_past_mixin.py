from odoo import api, fields, models
from odoo.exceptions import AccessError

from odoo.addons.base_engine_tools.engine.turns import take_turn

#: What changes who was on a duty.
PAST = frozenset({"employee_id", "is_leader", "shift_id", "state"})


class HrDutyPastMixin(models.AbstractModel):
    """Places in duties that have begun: changed by HR, or by the manager who notes that
    somebody did not come, never by who gains by it, and always with a trace."""

    _name = "hr.duty.past.mixin"
    _description = "Place in a Past Duty"

    def _begun(self):
        now = fields.Datetime.now()
        planned = self.filtered(lambda slot: slot.shift_state != "draft")
        return planned.filtered(lambda slot: slot.date_start and slot.date_start <= now)

    def _check_past(self, vals=None):
        """Refuse a change of duties that have begun.

        :param vals: what changes; None: they are new
        """
        if self.env.su or not self:
            return
        own = self.env.user.employee_ids
        for slot in self.filtered(lambda slot: slot.shift_state != "draft"):
            if slot.employee_id in own:
                raise AccessError(
                    self.env._(
                        "“%(duty)s” has begun: somebody else in HR changes what is "
                        "yours.",
                        duty=slot.shift_id.display_name,
                    )
                )
        if vals and not (PAST & vals.keys()) - {"state"}:
            return
        is_hr = self.env.user.has_group("hr.group_hr_user")
        planned = self.filtered(lambda slot: slot.shift_state != "draft")
        if planned and not is_hr:
            raise AccessError(
                self.env._(
                    "“%(duty)s” has begun: HR changes who was on it.",
                    duty=planned[0].shift_id.display_name,
                )
            )

    def _holder(self):
        """Who had the place, and whether they came."""
        states = dict(self._fields["state"]._description_selection(self.env))
        return self.employee_id.name or "–", states.get(self.state, "")

    def _trace_all(self, before, gone=False):
        for slot in self:
            slot._trace(before[slot], gone)

    def _trace(self, before, gone=False):
        """Note on the duty what was changed after it had begun."""
        after = ("–", self.env._("deleted")) if gone else self._holder()
        if before != after:
            self.sudo().shift_id.message_post(
                body=self.env._(
                    "Changed after it had begun, by %(user)s: %(before)s → %(after)s",
                    user=self.env.user.name,
                    before=" · ".join(before),
                    after=" · ".join(after),
                )
            )

    @api.model
    def _take_turns(self, employee_ids):
        """Of two who plan the same person at once the second sees the first duty."""
        people = self.env["hr.employee"].sudo().browse({*filter(None, employee_ids)})
        if people:
            take_turn(people)
