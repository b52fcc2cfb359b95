from odoo import api, fields, models

#: So many enquiries are shown; the list has the others.
MOST = 20


class AdvisorDay(models.AbstractModel):
    """Enquiries that wait for an answer or a solution are part of the day (SA-4.1)."""

    _inherit = "advisor.day"

    @api.model
    def _parts(self):
        """Override to add the enquiries: nothing of the day is more urgent."""
        return [*super()._parts(), (5, "_part_needs")]

    @api.model
    def _part_needs(self):
        """Own enquiries with an open promise, what is due first comes first."""
        leads = self.env["crm.lead"]
        if leads.has_access("read"):
            leads = leads.with_context(active_test=False).search(
                [
                    ("user_id", "=", self.env.uid),
                    ("enquiry_kind_id", "!=", False),
                    ("next_deadline_id", "!=", False),
                ],
                order="next_deadline_at, id",
                limit=MOST,
            )
        return {
            "key": "needs",
            "title": self.env._("Enquiries to Answer"),
            "rows": [self._need_row(lead) for lead in leads],
        }

    @api.model
    def _need_row(self, lead):
        tones = {"breached": "danger", "warned": "warning"}
        customer = lead.partner_id.display_name or lead.contact_name or lead.email_from
        actions = [
            {"label": self.env._("Call or Visit"), "method": "action_note_contact"}
        ]
        if lead.first_answer_at:
            actions.insert(
                0,
                {
                    "label": self.env._("Recommend"),
                    "method": "action_recommend",
                },
            )
        return {
            "id": lead.id,
            "model": lead._name,
            "title": lead.name,
            "subtitle": " · ".join(filter(None, [customer, lead.next_deadline_name])),
            "due": fields.Datetime.to_string(lead.next_deadline_at) or False,
            "tone": tones.get(lead.next_deadline_state, "info"),
            "actions": actions,
        }
