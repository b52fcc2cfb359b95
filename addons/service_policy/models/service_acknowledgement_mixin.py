from dateutil.relativedelta import relativedelta
from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import format_date

from odoo.addons.base_engine_tools.engine.access import needs_access


class ServiceAcknowledgementMixin(models.AbstractModel):
    """Somebody was told of a written policy, has time to read it, and confirms it.

    For any kind of written policy. A model that inherits this has the field
    ``policy_id`` (many2one, required) to its kind of policy, which is a
    ``mail.thread``, and answers the hooks below. A job calls :meth:`_cron_ask` every
    day, so that whoever joins later is told, too.
    """

    _name = "service.acknowledgement.mixin"
    _inherit = ["guarded.mixin"]
    _description = "Policy Read and Confirmed"
    _order = "notified_on desc, employee_id"

    employee_id = fields.Many2one(
        comodel_name="hr.employee",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    company_id = fields.Many2one(related="employee_id.company_id", store=True)
    department_id = fields.Many2one(related="employee_id.department_id")
    notified_on = fields.Date(required=True, readonly=True, string="Told on")
    deadline = fields.Date(required=True, readonly=True, string="To read until")
    confirmed_at = fields.Datetime(readonly=True, string="Confirmed on")
    confirmed_by_id = fields.Many2one(
        comodel_name="res.users",
        readonly=True,
        help="The employee, or HR for a confirmation on paper.",
    )
    state = fields.Selection(
        selection=[("waiting", "To read"), ("confirmed", "Read and confirmed")],
        compute="_compute_state",
        store=True,
    )
    is_mine = fields.Boolean(compute="_compute_is_mine")

    _once = models.UniqueIndex(
        "(employee_id, policy_id)", "The employee has been told of this policy."
    )

    @api.depends("confirmed_at")
    def _compute_state(self):
        for row in self:
            row.state = "confirmed" if row.confirmed_at else "waiting"

    @api.depends("employee_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        for row in self:
            row.is_mine = row.sudo().employee_id.user_id == self.env.user

    # --- hooks ------------------------------------------------------------------------

    @api.model
    def _policies_to_read(self):
        """Policies that employees are asked to read now."""
        raise NotImplementedError

    @api.model
    def _audience(self, policy):
        """Domain of the employees who read a policy."""
        raise NotImplementedError

    @api.model
    def _days_to_read(self, policy):
        """Days from being told until the policy should be confirmed."""
        raise NotImplementedError

    @api.model
    def _may_confirm_for_others(self):
        """Whether the user may note a confirmation that was signed on paper."""
        return self.env.user.has_group("hr.group_hr_user")

    @api.model
    def _page_to_read(self):
        """Path of the page on which one's own policies are read and confirmed."""
        raise NotImplementedError

    def _request_subject(self):
        """Subject of the message that asks to read, in the reader's language."""
        return self.env._("A new policy: please read and confirm")

    # --- confirming -------------------------------------------------------------------

    @needs_access("read")
    def action_confirm(self):
        """The employee has read the policy; HR notes it for a signature on paper.

        The first confirmation stays.
        """
        may_for_others = self._may_confirm_for_others()
        for row in self:
            if not (row.is_mine or may_for_others):
                raise AccessError(
                    self.env._("Only the employee or HR confirms that rules are read.")
                )
        self.filtered(lambda row: row.state == "waiting").sudo().write(
            {
                "confirmed_at": fields.Datetime.now(),
                "confirmed_by_id": self.env.uid,
            }
        )

    # --- telling ----------------------------------------------------------------------

    @api.model
    def _ask(self, policies):
        """Note whom nobody has told yet of these policies.

        :return: the new rows; :meth:`_notify` sends their messages
        """
        today = fields.Date.context_today(self)
        vals_list = []
        for policy in policies:
            until = today + relativedelta(days=self._days_to_read(policy))
            vals_list += [
                {
                    **self._told_of(policy),
                    "employee_id": employee.id,
                    "notified_on": today,
                    "deadline": until,
                }
                for employee in self._employees_to_tell(policy)
            ]
        return self.sudo().create(vals_list)

    @api.model
    def _told_of(self, policy):
        """What a row says of the policy that somebody is told of: {field: value}."""
        return {"policy_id": policy.id}

    @api.model
    def _employees_to_tell(self, policy):
        rows = [(name, "=", value) for name, value in self._told_of(policy).items()]
        told = self.sudo().search(rows).employee_id
        domain = Domain(self._audience(policy)) & Domain("id", "not in", told.ids)
        return self.env["hr.employee"].sudo().search(domain)

    @api.model
    def _cron_ask(self):
        """Tell whoever has joined since, and send the messages."""
        self._ask(self._policies_to_read())._notify()

    def _notify(self):
        """One message per policy and language, to all who are told now."""
        groups = self.grouped(
            lambda row: (row.policy_id, row.employee_id._reader_lang())
        )
        for (policy, lang), rows in groups.items():
            rows.with_context(lang=lang)._send_request(policy.with_context(lang=lang))

    def _send_request(self, policy):
        policy.message_notify(
            subject=self._request_subject(),
            body=Markup("<p>%s</p><p><a href='%s'>%s</a></p>")
            % (
                self.env._(
                    "Please read “%(policy)s”, and confirm it until %(date)s.",
                    policy=policy.display_name,
                    date=format_date(self.env, self[:1].deadline),
                ),
                self._page_to_read(),
                self.env._("To read and confirm"),
            ),
            partner_ids=self.employee_id._message_partners().ids,
        )

    @api.model
    def _share_by_policy(self, policies):
        """How many were told of each policy, and how many per cent have confirmed it.

        :return: {policy: (count, per cent)}
        """
        groups = self.sudo()._read_group(
            Domain.OR(
                [(name, "=", value) for name, value in self._told_of(policy).items()]
                for policy in policies
            ),
            ["policy_id"],
            ["__count", "confirmed_at:count"],
        )
        figures = {
            policy.id: (told, round(100 * confirmed / told))
            for policy, told, confirmed in groups
        }
        return {policy: figures.get(policy.id, (0, 0)) for policy in policies}
