from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from odoo.addons.attendance_rules.models.hr_employee import HR_OFFICER
from odoo.addons.base_engine_tools.engine.access import needs_access
from odoo.addons.base_engine_tools.engine.turns import take_turn

STATES = [
    ("draft", "Draft"),
    ("submitted", "Submitted"),
    ("approved", "Approved"),
    ("refused", "Refused"),
    ("cancelled", "Withdrawn"),
]
#: Nobody asks for a day outside of these; calendars end somewhere, too.
YEARS = range(2000, 2100)
DECIDED = frozenset(
    {
        "state",
        "company_id",
        "work_date",
        "approver_ids",
        "submitted_at",
        "decided_by_id",
        "decided_at",
        "decision_note",
    }
)


ACTIVITY = "attendance_rules_request.mail_activity_type_request"


class AttendanceRequest(models.AbstractModel):
    """Something that an employee asks for and somebody else decides.

    The direct manager decides, or who stands in for the manager; never oneself, by
    whatever role or door. State and decision change through the actions only, and a
    request that was submitted is not changed any more.
    """

    _name = "attendance.request"
    _description = "Attendance Request"
    _inherit = ["guarded.mixin", "mail.thread", "mail.activity.mixin"]
    _check_company_auto = True
    # What nobody writes by hand; a model adds what its decision leads to.
    _decided = DECIDED
    # What may be written whatever the state is.
    _always_writable = frozenset({"message_main_attachment_id"})
    # Fields that say when; what lies outside of every calendar is refused.
    _when = ()

    employee_id = fields.Many2one(
        comodel_name="hr.employee",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
        default=lambda self: self.env.user.employee_id,
        domain=[("in_my_team", "=", True)],
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        compute="_compute_company_id",
        store=True,
        precompute=True,
        index=True,
    )
    department_id = fields.Many2one(
        comodel_name="hr.department",
        compute="_compute_department_id",
        store=True,
        compute_sudo=True,
    )
    reason = fields.Text()
    state = fields.Selection(
        selection=STATES,
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        tracking=True,
        index=True,
    )
    approver_ids = fields.Many2many(
        comodel_name="res.users",
        string="Decided By Whom",
        readonly=True,
        copy=False,
        help="Who has been asked to decide.",
    )
    submitted_at = fields.Datetime(readonly=True, copy=False)
    decided_by_id = fields.Many2one(comodel_name="res.users", readonly=True, copy=False)
    decided_at = fields.Datetime(readonly=True, copy=False)
    decision_note = fields.Char(readonly=True, copy=False)
    is_own = fields.Boolean(compute="_compute_can_decide")
    can_decide = fields.Boolean(compute="_compute_can_decide")

    @api.depends("employee_id")
    def _compute_company_id(self):
        for request in self:
            request.company_id = request.employee_id.company_id or self.env.company

    @api.depends("employee_id")
    def _compute_department_id(self):
        for request in self:
            request.department_id = request.employee_id.department_id

    @api.depends("state", "employee_id")
    @api.depends_context("uid")
    def _compute_can_decide(self):
        user = self.env.user
        approvers = self._get_approvers()
        for request in self:
            request.is_own = request.employee_id in user.employee_ids
            request.can_decide = (
                request.state == "submitted"
                and not request.is_own
                and user in approvers[request]
            )

    def _is_mine_to_see(self):
        """Whether the reader may know something of the employee: nobody learns it of a
        colleague by typing the name into a form."""
        self.ensure_one()
        employee = self.employee_id._origin.sudo()
        if self.env.su or not employee:
            return True
        if employee.company_id not in self.env.companies:
            return False
        return employee.in_my_team or self.env.user.has_group(HR_OFFICER)

    @api.constrains(lambda self: self._when)
    def _check_when(self):
        for request in self:
            times = [request[name] for name in self._when if request[name]]
            if not all(self._is_possible(each) for each in times):
                raise ValidationError(
                    self.env._(
                        "A date lies too far away: choose one between 2000 and 2099."
                    )
                )

    @api.model
    def _is_possible(self, when):
        """Whether a date or time lies where days are reckoned at all."""
        return when.year in YEARS

    def write(self, vals):
        if not self.env.su and vals.keys() - self._always_writable:
            self._check_not_decided(vals)
            if changed := self.filtered(lambda request: request.state != "draft"):
                raise UserError(
                    self.env._(
                        "%(request)s has been submitted and cannot be changed any "
                        "more: withdraw it and make a new one.",
                        request=changed[0].display_name,
                    )
                )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_submitted(self):
        if not self.env.su and self.filtered(
            lambda request: request.state not in ("draft", "cancelled")
        ):
            raise UserError(
                self.env._(
                    "A request that was submitted is kept as a record: withdraw it "
                    "instead of deleting it."
                )
            )

    def _check_not_decided(self, vals):
        """Refuse values that only a decision may write, whoever sends them."""
        given = {
            vals[key] for key in self._decided & vals.keys() if key != "approver_ids"
        }
        if given - {"draft", False, None} or vals.get("approver_ids"):
            raise AccessError(
                self.env._(
                    "A request is decided by its approver with the buttons on it, not "
                    "by writing or importing its state."
                )
            )

    # Actions

    @needs_access("read")
    def action_submit(self):
        """Hand in: what the policy asks is checked, and the approver is told.

        :raise UserError: the policy does not allow it, or nobody could decide
        """
        self._check_state("draft")
        self.check_access("write")
        self._take_turns()
        approvers = self._get_approvers()
        for request in self:
            request._check_submit()
            request._submit(approvers[request])
        return True

    @needs_access("read")
    def action_approve(self):
        """Approve, and carry out what was asked for."""
        self._check_state("submitted")
        self._check_may_decide()
        self._take_turns()
        self._decide("approved")
        self.sudo()._on_approved()
        return True

    def _take_turns(self):
        """Of two requests of an employee at once the second sees what the first one
        has used up, or overlaps with."""
        take_turn(self.employee_id.sudo())

    @needs_access("read")
    def action_refuse(self):
        """Ask for the reason, then refuse."""
        self._check_state("submitted")
        self._check_may_decide()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Refuse"),
            "res_model": "attendance.request.refuse",
            "view_mode": "form",
            "target": "new",
            "context": {"active_model": self._name, "active_ids": self.ids},
        }

    @needs_access("read")
    def action_withdraw(self):
        """Take back what was not decided yet."""
        self._check_state("draft", "submitted")
        self.check_access("write")
        self.sudo().write({"state": "cancelled"})
        self.sudo().activity_unlink(
            ["attendance_rules_request.mail_activity_type_request"]
        )
        return True

    # Who decides a request, and what a decision does.

    def _get_approvers(self):
        """Return who decides: {request: users}. Hook for other ways of deciding."""
        by_employee = self.employee_id._get_attendance_approvers()
        nobody = self.env["res.users"]
        return {
            request: by_employee.get(request.employee_id, nobody) for request in self
        }

    def _check_submit(self):
        """Hook: raise UserError when the policy does not allow the request."""

    def _on_approved(self):
        """Hook: carry out what was asked for, as superuser."""

    def _on_refused(self):
        """Hook: what follows a refusal, as superuser."""

    def _submit(self, approvers):
        self.ensure_one()
        if not approvers:
            raise UserError(
                self.env._(
                    "Nobody can decide about %(name)s's request: HR gives the employee "
                    "a manager or an HR responsible, then submit again.",
                    name=self.employee_id.name,
                )
            )
        request = self.sudo()
        request.write(
            {
                "state": "submitted",
                "submitted_at": fields.Datetime.now(),
                "approver_ids": [fields.Command.set(approvers.ids)],
            }
        )
        for user in approvers:
            request.activity_schedule(
                ACTIVITY,
                user_id=user.id,
                summary=request.with_context(lang=user.lang).display_name,
            )

    def _decide(self, state, note=False):
        """Write the decision with who made it, and tell the employee."""
        requests = self.sudo()
        requests.write(
            {
                "state": state,
                "decided_by_id": self.env.uid,
                "decided_at": fields.Datetime.now(),
                "decision_note": note,
            }
        )
        requests.activity_feedback([ACTIVITY])
        for request in requests:
            told = request.with_context(lang=request.employee_id._reader_lang())
            told._tell_employee(told._decision_message())

    def _decision_message(self):
        values = {
            "request": self.display_name,
            "user": self.decided_by_id.name,
            "reason": self.decision_note or "",
        }
        if self.state == "approved":
            return self.env._("%(request)s: approved by %(user)s.", **values)
        return self.env._("%(request)s: refused by %(user)s. %(reason)s", **values)

    def _tell_employee(self, message):
        """Send a message to the employee, with or without a user."""
        self.ensure_one()
        self.message_post(
            body=message,
            partner_ids=self.employee_id._message_partners().ids,
            subtype_xmlid="mail.mt_comment",
        )

    def _refuse(self, note):
        """Refuse with a reason. Called by the dialog that asks for it."""
        self._check_state("submitted")
        self._check_may_decide()
        self._decide("refused", note)
        self.sudo()._on_refused()

    def _check_state(self, *states):
        names = dict(self._fields["state"]._description_selection(self.env))
        for request in self:
            if request.state not in states:
                raise UserError(
                    self.env._(
                        "%(request)s is %(state)s: reload the page to see what has "
                        "happened to it.",
                        request=request.display_name,
                        state=names[request.state],
                    )
                )

    def _check_may_decide(self):
        """Refuse whoever is not the approver; nobody decides their own request."""
        if self.env.su:
            return
        self.check_access("read")
        approvers = self._get_approvers()
        for request in self:
            if request.is_own:
                raise AccessError(
                    self.env._(
                        "Nobody decides their own request: %(names)s will.",
                        names=", ".join(approvers[request].sudo().mapped("name")),
                    )
                )
            if self.env.user not in approvers[request]:
                raise AccessError(
                    self.env._(
                        "%(request)s is decided by %(names)s.",
                        request=request.display_name,
                        names=", ".join(approvers[request].sudo().mapped("name")),
                    )
                )
