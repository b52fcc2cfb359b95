from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from odoo.addons.base_engine_tools.engine.access import needs_access
from odoo.addons.base_engine_tools.engine.turns import take_turn

TERMS = {"slot_id", "other_employee_id", "other_slot_id", "reason"}
GUARDED = {"state", "approver_id", "decided_at", "employee_id"}
#: States in which somebody still has to do something
OPEN = ("draft", "asked", "agreed")
TO_DO = "mail.mail_activity_data_todo"


class HrDutySwap(models.Model):
    """Two people swap a duty, or one takes it over; the duty manager approves (CS-2).

    The steps are: asked by whose duty it is, agreed by the colleague, approved by the
    manager of the post. Nobody takes a step in somebody else's name, and a manager who
    is one of the two cannot approve. Every step is on record.
    """

    _name = "hr.duty.swap"
    _description = "Duty Swap"
    _inherit = ["guarded.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _check_company_auto = True

    slot_id = fields.Many2one(
        comodel_name="hr.duty.slot",
        string="Duty",
        required=True,
        ondelete="cascade",
        index=True,
        domain="[('is_mine', '=', True), ('state', '=', 'planned'), "
        "('shift_id.state', '=', 'published'), ('date_start', '>', 'now')]",
    )
    post_id = fields.Many2one(related="slot_id.post_id", store=True, precompute=True)
    company_id = fields.Many2one(
        related="slot_id.company_id", store=True, precompute=True
    )
    employee_id = fields.Many2one(
        comodel_name="hr.employee",
        string="Asked By",
        compute="_compute_employee_id",
        store=True,
        precompute=True,
        index=True,
    )
    other_employee_id = fields.Many2one(
        comodel_name="hr.employee",
        string="Colleague",
        required=True,
        index=True,
        check_company=True,
        domain="[('id', 'in', candidate_ids)]",
        tracking=True,
    )
    candidate_ids = fields.Many2many(
        comodel_name="hr.employee",
        compute="_compute_candidate_ids",
        compute_sudo=True,
    )
    other_slot_id = fields.Many2one(
        comodel_name="hr.duty.slot",
        string="In Exchange For",
        ondelete="cascade",
        domain="[('employee_id', '=', other_employee_id), ('state', '=', 'planned'), "
        "('shift_id.state', '=', 'published'), ('date_start', '>', 'now')]",
        help="The colleague's duty that you take. Empty: the colleague takes yours, "
        "and you none.",
    )
    reason = fields.Text(required=True)
    state = fields.Selection(
        selection=[
            ("draft", "Draft"),
            ("asked", "Colleague Asked"),
            ("agreed", "Agreed"),
            ("approved", "Approved"),
            ("refused", "Refused"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
        index=True,
    )
    approver_id = fields.Many2one(
        comodel_name="res.users", string="Decided By", readonly=True, copy=False
    )
    decided_at = fields.Datetime(readonly=True, copy=False)
    is_asker = fields.Boolean(compute="_compute_roles")
    is_colleague = fields.Boolean(compute="_compute_roles")
    is_approver = fields.Boolean(compute="_compute_roles")

    # Computed

    @api.depends("slot_id")
    def _compute_employee_id(self):
        for swap in self:
            swap.employee_id = swap.slot_id.employee_id

    @api.depends("employee_id", "other_employee_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for swap in self:
            swap.display_name = swap.slot_id and self.env._(
                "%(duty)s: %(employee)s and %(other)s",
                duty=swap.slot_id.display_name,
                employee=swap.employee_id.name or "",
                other=swap.other_employee_id.name or "",
            )

    @api.depends("slot_id")
    def _compute_candidate_ids(self):
        members = self.env["hr.duty.member"].search(
            [("post_id", "in", self.post_id.ids)]
        )
        of_post = members.grouped("post_id")
        for swap in self:
            pool = of_post.get(swap.post_id, members.browse())
            if swap.slot_id.is_leader:
                pool = pool.filtered("leads")
            swap.candidate_ids = pool.employee_id - swap.employee_id

    @api.depends("employee_id", "other_employee_id", "post_id")
    @api.depends_context("uid")
    def _compute_roles(self):
        me = self.env.user.employee_ids
        for swap in self:
            swap.is_asker = swap.employee_id in me
            swap.is_colleague = swap.other_employee_id in me
            swap.is_approver = (
                swap.post_id.is_manager and not swap.is_asker and not swap.is_colleague
            )

    # Constraints

    @api.constrains("employee_id", "other_employee_id", "other_slot_id")
    def _check_two_people(self):
        for swap in self:
            if swap.employee_id == swap.other_employee_id:
                raise ValidationError(
                    self.env._("A swap needs two people: choose a colleague.")
                )
            theirs = swap.other_slot_id
            if theirs and theirs.employee_id != swap.other_employee_id:
                raise ValidationError(
                    self.env._(
                        "“%(duty)s” is not a duty of %(other)s: choose one of theirs.",
                        duty=theirs.display_name,
                        other=swap.other_employee_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        if self.env.su:
            return super().create(vals_list)
        own = [
            {key: value for key, value in vals.items() if key not in GUARDED}
            for vals in vals_list
        ]
        swaps = super().create(own)
        swaps._check_role("is_asker")
        return swaps

    def write(self, vals):
        if not self.env.su:
            if GUARDED & vals.keys():
                raise AccessError(
                    self.env._(
                        "The steps of a swap are taken with its buttons: ask, agree, "
                        "approve."
                    )
                )
            if TERMS & vals.keys():
                self._check_role("is_asker")
                self._check_still("draft")
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_asked(self):
        for swap in self:
            if swap.state != "draft":
                raise UserError(
                    self.env._(
                        "A swap that was asked for stays on record: cancel it instead."
                    )
                )

    # Steps: who takes them, and what they do

    @needs_access("read")
    def action_ask(self):
        """Ask the colleague."""
        self._check_role("is_asker")
        self._check_still("draft")
        take_turn((self.slot_id | self.other_slot_id).sudo())
        self._check_only_one()
        for swap in self:
            swap._tell(swap.other_employee_id, "asked")
            swap._remind(swap.other_employee_id.sudo().user_id, "asked")
        self._step("asked")

    @needs_access("read")
    def action_agree(self):
        """Agree as the colleague; the manager is next."""
        self._check_role("is_colleague")
        self._check_still("asked")
        self.sudo().activity_unlink([TO_DO])
        for swap in self:
            manager = swap.post_id.manager_id.sudo().user_id
            swap._remind(manager or self.env.ref("base.user_admin").sudo(), "agreed")
        self._step("agreed")

    @needs_access("read")
    def action_approve(self):
        """Approve as the manager of the post, and swap."""
        self._check_role("is_approver")
        self._check_still("agreed")
        for swap in self.sudo():
            swap._check_unchanged()
            swap._exchange()
        self._decide("approved")

    @needs_access("read")
    def action_refuse(self):
        """Refuse, as the colleague or as the manager."""
        self._check_still("asked", "agreed")
        for swap in self:
            swap._check_role("is_colleague" if swap.state == "asked" else "is_approver")
        self._decide("refused")

    @needs_access("read")
    def action_cancel(self):
        """Take the request back, as whoever asked."""
        self._check_role("is_asker")
        self._check_still("draft", "asked", "agreed")
        self.sudo().activity_unlink([TO_DO])
        self._step("cancelled")

    def _step(self, state):
        # Guarded: steps are only taken here, after the checks.
        self.sudo().state = state

    def _decide(self, state):
        for swap in self:
            swap._tell(swap.employee_id | swap.other_employee_id, state)
        self.sudo().activity_unlink([TO_DO])
        self.sudo().write(
            {
                "state": state,
                "approver_id": self.env.uid,
                "decided_at": fields.Datetime.now(),
            }
        )

    def _exchange(self):
        """Give each other's duty to the two. The first place is emptied meanwhile, so
        that nobody has two places in one duty at any moment."""
        mine, theirs = self.slot_id, self.other_slot_id
        me, other = self.employee_id, self.other_employee_id
        mine.write({"employee_id": False, "state": "gap"})
        mine.flush_recordset()
        if theirs:
            theirs.employee_id = me
            theirs.flush_recordset()
        mine.write({"employee_id": other.id, "state": "planned"})
        for shift in (mine | theirs).shift_id:
            shift.message_post(
                body=self.env._(
                    "%(employee)s and %(other)s swap; approved by %(approver)s.",
                    employee=me.name,
                    other=other.name,
                    approver=self.env.user.name,
                )
            )

    def _tell(self, employees, state):
        """Write to people in their own language what the swap has come to."""
        for lang, people in employees._by_reader_lang().items():
            swap = self.sudo().with_context(lang=lang)
            swap.message_notify(
                partner_ids=people._message_partners().ids,
                subject=swap._news(state),
                body=swap.display_name,
            )

    def _remind(self, user, state):
        """Put the next step among the activities of whoever takes it."""
        if user:
            swap = self.sudo().with_context(lang=user.lang)
            swap.activity_schedule(TO_DO, summary=swap._news(state), user_id=user.id)

    def _news(self, state):
        return {
            "asked": self.env._("You are asked to swap a duty"),
            "agreed": self.env._("Approve the swap of a duty"),
            "approved": self.env._("The swap of your duty is approved"),
            "refused": self.env._("The swap of your duty is refused"),
        }[state]

    # Checks

    def _check_role(self, role):
        for swap in self:
            if not swap[role]:
                raise AccessError(swap._role_message(role))

    def _role_message(self, role):
        if role == "is_asker":
            return self.env._("Only whose duty it is can ask for a swap.")
        if role == "is_colleague":
            return self.env._("Only the colleague who was asked can answer.")
        return self.env._(
            "The manager of “%(post)s” decides on swaps, and never on an own one: ask "
            "HR if you are one of the two.",
            post=self.post_id.name,
        )

    def _check_still(self, *states):
        for swap in self:
            if swap.state not in states:
                raise UserError(
                    self.env._(
                        "“%(swap)s” is not open for this step any more.",
                        swap=swap.display_name,
                    )
                )

    def _check_only_one(self):
        """Whoever is asked can rely on it that nobody else is asked too."""
        others = self.sudo().search(
            [
                ("slot_id", "in", self.slot_id.ids),
                ("state", "in", ("asked", "agreed")),
                ("id", "not in", self.ids),
            ]
        )
        if others:
            raise UserError(
                self.env._(
                    "“%(swap)s” is under way: take that swap back before you ask "
                    "somebody else.",
                    swap=others[0].display_name,
                )
            )

    def _check_unchanged(self):
        mine, theirs = self.slot_id, self.other_slot_id
        changed = mine.employee_id != self.employee_id or (
            theirs and theirs.employee_id != self.other_employee_id
        )
        if changed or mine.date_start <= fields.Datetime.now():
            raise UserError(
                self.env._(
                    "The roster has changed since the two agreed, or the duty has "
                    "begun: refuse the swap, and let them ask again."
                )
            )
