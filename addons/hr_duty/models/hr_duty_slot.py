from collections import defaultdict
from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from odoo.addons.base_engine_tools.engine.access import needs_access

from .hr_duty_past_mixin import PAST
from .hr_duty_swap import OPEN

KEEPS = ("planned", "done", "absent")


class HrDutySlot(models.Model):
    """One place in a duty, and who has it (CS-2).

    A gap is a place that nobody has: nobody could be planned, or who was planned went
    on leave. Nobody has two duties at a time (the database sees to that), and between
    two duties lies the rest that their posts ask for.
    """

    _name = "hr.duty.slot"
    _inherit = ["guarded.mixin", "hr.duty.past.mixin"]
    _description = "Place on Duty"
    _order = "date_start, shift_id, is_leader desc, id"
    _rec_name = "shift_id"
    _check_company_auto = True

    shift_id = fields.Many2one(
        comodel_name="hr.duty.shift",
        string="Duty",
        required=True,
        ondelete="cascade",
        index=True,
    )
    post_id = fields.Many2one(
        related="shift_id.post_id", store=True, index=True, precompute=True
    )
    company_id = fields.Many2one(
        related="shift_id.company_id", store=True, precompute=True
    )
    color = fields.Integer(related="post_id.color")
    employee_id = fields.Many2one(
        comodel_name="hr.employee",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
    )
    is_leader = fields.Boolean(string="Leader")
    state = fields.Selection(
        selection=[
            ("planned", "Planned"),
            ("gap", "Gap"),
            ("done", "Done"),
            ("absent", "Did Not Come"),
        ],
        compute="_compute_state",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    date_start = fields.Datetime(
        related="shift_id.date_start", store=True, precompute=True
    )
    date_stop = fields.Datetime(
        related="shift_id.date_stop", store=True, precompute=True
    )
    work_date = fields.Date(related="shift_id.work_date", store=True)
    is_night = fields.Boolean(related="shift_id.is_night", store=True)
    day_kind = fields.Selection(related="shift_id.day_kind", store=True)
    points = fields.Float(related="shift_id.points", store=True)
    shift_state = fields.Selection(related="shift_id.state", string="Roster")
    when = fields.Char(related="shift_id.when")
    left_employee_id = fields.Many2one(
        comodel_name="hr.employee",
        string="Instead Of",
        readonly=True,
        copy=False,
        help="Had this duty, and is on leave.",
    )
    leave_id = fields.Many2one(
        comodel_name="hr.leave",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        groups="hr.group_hr_user",
    )
    colleague_ids = fields.Many2many(
        comodel_name="hr.employee",
        string="With",
        compute="_compute_colleague_ids",
        compute_sudo=True,
    )
    swap_ids = fields.One2many(comodel_name="hr.duty.swap", inverse_name="slot_id")
    swap_id = fields.Many2one(
        comodel_name="hr.duty.swap",
        string="Open Swap",
        compute="_compute_swap_id",
    )
    swap_state = fields.Char(string="State of the Swap", compute="_compute_swap_id")
    has_begun = fields.Boolean(compute="_compute_has_begun")
    is_mine = fields.Boolean(compute="_compute_is_mine", search="_search_is_mine")
    can_volunteer = fields.Boolean(compute="_compute_can_volunteer")
    reminded = fields.Boolean(copy=False, readonly=True)

    _employee_no_overlap = models.Constraint(
        "EXCLUDE USING gist (int4range(employee_id, employee_id, '[]') WITH &&, "
        "tsrange(date_start, date_stop) WITH &&) "
        "WHERE (employee_id IS NOT NULL AND state <> 'gap')",
        "Nobody can be on two duties at the same time: choose somebody else.",
    )
    _leader_uniq = models.UniqueIndex(
        "(shift_id) WHERE is_leader",
        "A duty has one leader: take the mark from the other person first.",
    )
    _gap_is_empty = models.Constraint(
        "CHECK ((state = 'gap') = (employee_id IS NULL))",
        "A place is either a gap or somebody's: choose a person, or nobody.",
    )

    # Computed

    @api.depends("employee_id")
    def _compute_state(self):
        for slot in self:
            if not slot.employee_id:
                slot.state = "gap"
            elif slot.state in (False, "gap"):
                slot.state = "planned"

    @api.depends("shift_id.slot_ids.employee_id")
    def _compute_colleague_ids(self):
        for slot in self:
            slot.colleague_ids = slot.shift_id.slot_ids.employee_id - slot.employee_id

    @api.depends("swap_ids.state")
    @api.depends_context("lang", "uid")
    def _compute_swap_id(self):
        states = self.env["hr.duty.swap"]._fields["state"]
        labels = dict(states._description_selection(self.env))
        for slot in self:
            swap = slot.swap_ids.filtered(lambda swap: swap.state in OPEN)[:1]
            slot.swap_id = swap
            slot.swap_state = labels.get(swap.state)

    @api.depends("date_start")
    def _compute_has_begun(self):
        now = fields.Datetime.now()
        for slot in self:
            slot.has_begun = bool(slot.date_start) and slot.date_start <= now

    @api.depends("employee_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        for slot in self:
            slot.is_mine = slot.employee_id in self.env.user.employee_ids

    def _search_is_mine(self, operator, value):
        if operator != "in":
            return NotImplemented
        mine = [("employee_id", "in", self.env.user.employee_ids.ids)]
        return mine if True in value else ["!", *mine]

    @api.depends("state", "shift_id.state", "is_leader", "date_start")
    @api.depends_context("uid")
    def _compute_can_volunteer(self):
        members = self._my_members()
        now = fields.Datetime.now()
        for slot in self:
            member = members.get(slot.post_id.id)
            slot.can_volunteer = bool(
                member
                and (member.leads or not slot.is_leader)
                and slot.state == "gap"
                and slot.shift_id.state == "published"
                and slot.date_start > now
            )

    # Constraints

    @api.constrains("employee_id", "is_leader", "shift_id")
    def _check_member(self):
        members = self.env["hr.duty.member"].search(
            [("post_id", "in", self.post_id.ids)]
        )
        of_post = members.grouped("post_id")
        for slot in self.filtered("employee_id"):
            pool = of_post.get(slot.post_id, members.browse())
            if slot.employee_id not in pool.employee_id:
                raise ValidationError(
                    self.env._(
                        "%(employee)s is no member of “%(post)s”: add the person to "
                        "the members of the post first.",
                        employee=slot.employee_id.name,
                        post=slot.post_id.name,
                    )
                )
            if slot.is_leader and not pool._leads(slot.employee_id):
                raise ValidationError(
                    self.env._(
                        "%(employee)s may not lead “%(post)s”: choose a member who "
                        "is qualified as leader.",
                        employee=slot.employee_id.name,
                        post=slot.post_id.name,
                    )
                )

    @api.constrains("employee_id", "date_start", "date_stop", "state")
    def _check_rest(self):
        held = self.filtered(lambda slot: slot.employee_id and slot.state in KEEPS)
        others = held._around()
        for slot in held:
            rest = timedelta(hours=slot.post_id.min_rest_hours)
            for other in others[slot.employee_id]:
                if (
                    other != slot
                    and other.date_start < slot.date_stop + rest
                    and slot.date_start < other.date_stop + rest
                ):
                    raise ValidationError(slot._rest_message(other))

    def _around(self):
        """Return the duties of the same people at about the same time, by person."""
        result = defaultdict(self.browse)
        if self:
            rest = timedelta(hours=max(self.post_id.mapped("min_rest_hours")))
            slots = self.search(
                [
                    ("employee_id", "in", self.employee_id.ids),
                    ("state", "in", KEEPS),
                    ("date_start", "<", max(self.mapped("date_stop")) + rest),
                    ("date_stop", ">", min(self.mapped("date_start")) - rest),
                ]
            )
            result.update(slots.grouped("employee_id"))
        return result

    def _rest_message(self, other):
        return self.env._(
            "%(employee)s cannot take “%(duty)s”: at least %(hours)g hours of rest lie "
            "between two duties, and “%(other)s” is too close. Choose somebody else.",
            employee=self.employee_id.name,
            duty=self.shift_id.display_name,
            hours=self.post_id.min_rest_hours,
            other=other.shift_id.display_name,
        )

    @api.model_create_multi
    def create(self, vals_list):
        self._take_turns([vals.get("employee_id") for vals in vals_list])
        slots = super().create(vals_list)
        slots.filtered("has_begun")._check_past()
        return slots

    def write(self, vals):
        if "employee_id" in vals or "date_start" in vals:
            vals = {"reminded": False, **vals}
        if "employee_id" in vals or "state" in vals:
            self._take_turns([*self.employee_id.ids, vals.get("employee_id")])
        past = self.browse()
        if PAST & vals.keys() and not self.env.su:
            past = self._begun()
            past._check_past(vals)
        before = {slot: slot._holder() for slot in past}
        result = super().write(vals)
        past._check_past(vals)
        past._trace_all(before)
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_past(self):
        """What was done is not made undone by whoever plans."""
        past = self._begun()
        past._check_past({"shift_id": False})
        past._trace_all({slot: slot._holder() for slot in past}, gone=True)

    # Actions

    def action_absent(self):
        """Note that somebody did not come: the duty does not count for them."""
        for slot in self:
            if slot.state == "gap" or slot.date_start > fields.Datetime.now():
                raise UserError(
                    self.env._(
                        "“%(duty)s” has not begun: nobody can be absent from it yet.",
                        duty=slot.shift_id.display_name,
                    )
                )
        self.state = "absent"

    def action_present(self):
        """Take back that somebody was absent."""
        absent = self.filtered(lambda slot: slot.state == "absent")
        for slot in absent:
            slot.state = "done" if slot.shift_id.state == "done" else "planned"

    @needs_access("read")
    def action_swap(self):
        """Ask a colleague to take over this duty, or show who is asked already."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Swap a Duty"),
            "res_model": "hr.duty.swap",
            "res_id": self.swap_id.id,
            "view_mode": "form",
            "target": "current",
            "context": {"default_slot_id": self.id},
        }

    def action_shift(self):
        """Open the duty that this place belongs to."""
        self.ensure_one()
        return self.shift_id._get_records_action()

    # Volunteers

    def action_volunteer(self):
        """Take a gap oneself. Leave, rest and qualification are checked."""
        self.ensure_one()
        member = self._my_members().get(self.post_id.id)
        if not member:
            raise UserError(
                self.env._(
                    "Only members of “%(post)s” can take its duties: ask the duty "
                    "manager to add you.",
                    post=self.post_id.name,
                )
            )
        self.sudo().lock_for_update()
        if not self.can_volunteer:
            raise UserError(
                self.env._(
                    "This place cannot be taken: somebody else was faster, the duty "
                    "has begun, or it needs a qualified leader."
                )
            )
        self.sudo()._fill(member.employee_id)

    def _my_members(self):
        members = self.env["hr.duty.member"].search(
            [
                ("employee_id.user_id", "=", self.env.uid),
                ("post_id", "in", self.post_id.ids),
            ]
        )
        return {member.post_id.id: member for member in members}

    def _fill(self, employee):
        """Give a gap to somebody who is free, and say so on the duty."""
        if self._is_away(employee):
            raise UserError(
                self.env._(
                    "%(employee)s is on leave at that time and cannot take the duty.",
                    employee=employee.name,
                )
            )
        self.write({"employee_id": employee.id, "state": "planned"})
        shift = self.shift_id
        shift.message_post(
            body=self.env._(
                "%(employee)s takes the free place.", employee=employee.name
            )
        )
        if not shift.gap_count:
            shift.activity_unlink(["mail.mail_activity_data_todo"])

    def _is_away(self, employee):
        away = self.env["hr.leave"]._away(
            employee, self.work_date, self.work_date, ("validate", "validate1")
        )
        return any(
            start < self.date_stop and self.date_start < stop
            for start, stop in away[employee.id]
        )

    # Gaps

    def _open_gaps(self, leave):
        """Free these places, because their people are on leave, and say so."""
        for slot in self:
            slot.write(
                {
                    "left_employee_id": slot.employee_id.id,
                    "leave_id": leave.id,
                    "employee_id": False,
                    "state": "gap",
                }
            )
        self.filtered(lambda slot: slot.shift_id.state == "published")._announce_gaps()

    def _give_back(self):
        """Give places back that nobody took: the leave does not take place."""
        for slot in self.filtered(lambda slot: slot.state == "gap"):
            slot.write(
                {
                    "employee_id": slot.left_employee_id.id,
                    "left_employee_id": False,
                    "leave_id": False,
                    "state": "planned",
                }
            )
            if not slot.shift_id.gap_count:
                slot.shift_id.activity_unlink(["mail.mail_activity_data_todo"])

    def _announce_gaps(self):
        """Ask the manager and the leader to fill gaps, and the members to help."""
        gaps = self.filtered(lambda slot: slot.state == "gap")
        for shift, slots in gaps.grouped("shift_id").items():
            people = shift.manager_id | shift.leader_id
            for user in people.user_id - shift.activity_ids.user_id:
                own = slots.with_context(lang=user.lang)
                own.shift_id.activity_schedule(
                    "mail.mail_activity_data_todo",
                    date_deadline=shift.work_date,
                    summary=own.env._("Fill the gap on duty"),
                    note=own._gap_note(),
                    user_id=user.id,
                )
            shift._ask_members(slots)

    def _gap_note(self):
        if left := ", ".join(self.left_employee_id.mapped("name")):
            return self.env._(
                "%(names)s cannot be there: find somebody else.", names=left
            )
        return self.env._("Nobody could be planned: find somebody.")

    # What people are told. Messages go to the person's own contact, so that somebody
    # without a user gets them by e-mail.

    def _notify_duties(self, occasion):
        """Send one message per person with all these duties, in the own language.

        :param str occasion: ``published`` or ``reminder``
        """
        held = self.filtered("employee_id")
        for employee, slots in held.grouped("employee_id").items():
            own = slots.with_context(lang=employee._reader_lang())
            own.shift_id[:1].message_notify(
                partner_ids=employee._message_partners().ids,
                subject=own._notice_subject(occasion),
                body=own._as_list(),
            )

    def _notice_subject(self, occasion):
        return {
            "published": self.env._("Your duties have been published"),
            "reminder": self.env._("Reminder: you are on duty"),
        }[occasion]

    def _as_list(self):
        lines = Markup().join(
            Markup("<li>%s%s</li>") % (slot.shift_id.display_name, slot._role_text())
            for slot in self.sorted("date_start")
        )
        return Markup("<ul>%s</ul>") % lines

    def _role_text(self):
        return self.env._(" (duty leader)") if self.is_leader else ""

    @api.model
    def _cron_remind(self):
        """Remind everybody of tomorrow's duties, once.

        Tomorrow is the local date of the post. A duty planned too late for that is
        reminded of when the job runs next, as long as it has not begun.
        """
        now = fields.Datetime.now()
        # A local date is at most 14 hours ahead of UTC.
        soon = self.search(
            Domain("reminded", "=", False)
            & Domain("state", "=", "planned")
            & Domain("shift_id.state", "=", "published")
            & Domain("date_start", ">", now)
            & Domain("date_start", "<", now + timedelta(days=3))
        )
        due = soon.filtered(
            lambda slot: slot.work_date <= slot.post_id._today() + timedelta(days=1)
        )
        due._notify_duties("reminder")
        due.reminded = True
