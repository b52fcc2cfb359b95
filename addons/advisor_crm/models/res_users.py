from odoo import models
from odoo.exceptions import RedirectWarning


class ResUsers(models.Model):
    """Who serves customers hands them over before the log-in is archived.

    Odoo deletes the open activities of whoever is archived by the menu, and leaves them
    with nobody by other ways; customers would be served by nobody.
    """

    _inherit = "res.users"

    def action_archive(self):
        """Override to ask for the hand-over before Odoo deletes activities."""
        self.check_access("write")
        self._check_handed_over()
        return super().action_archive()

    def write(self, vals):
        """Override to ask for the hand-over, whichever way the log-in is archived."""
        if "active" in vals and not vals["active"]:
            self.check_access("write")
            self.filtered("active")._check_handed_over()
        return super().write(vals)

    def _check_handed_over(self):
        """Refuse to archive who still serves customers, or has an advisor's work."""
        assignments = self.env["advisor.assignment"].sudo()
        serving = assignments.search(
            [
                "&",
                ("date_to", "=", False),
                "|",
                ("user_id", "in", self.ids),
                ("backup_id", "in", self.ids),
            ]
        )
        busy = self & (serving.user_id | serving.backup_id)
        advisors = self.env["advisor.profile"].sudo().with_context(active_test=True)
        advisors = advisors.search([("user_id", "in", self.ids)]).user_id
        activities = self.env["mail.activity"].sudo()
        busy |= (
            activities.search([("user_id", "in", advisors.ids)]).user_id
            if advisors
            else self.browse()
        )
        if not busy:
            return
        raise RedirectWarning(
            self.env._(
                "%(names)s serves customers, or has activities that would be lost. Hand"
                " them over first; then the log-in can be archived.",
                names=", ".join(busy.mapped("name")),
            ),
            self.env.ref("advisor_crm.advisor_handover_action").id,
            self.env._("Hand Over"),
            {"default_user_id": busy[:1].id},
        )

    def _is_kept_to_care(self):
        """Whether the user sees documents of the own customers only.

        Not who manages customers, sees all sales documents, or keeps the books.
        """
        self.ensure_one()
        user = self.sudo()
        return user.has_group("advisor_crm.group_advisor") and not any(
            map(
                user.has_group,
                (
                    "advisor_crm.group_manager",
                    "sales_team.group_sale_salesman_all_leads",
                    "account.group_account_readonly",
                    "account.group_account_invoice",
                ),
            )
        )
