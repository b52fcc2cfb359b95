from collections import defaultdict

from babel.dates import format_skeleton

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools.misc import babel_locale_parse, get_lang

from odoo.addons.base_engine_tools.engine.access import needs_access

from ..core.duty_shifts import POINT, duty_points, night_minutes

#: What changes which duty it was.
PAST = frozenset({"date_start", "date_stop", "post_id", "state", "template_id"})


class HrDutyShift(models.Model):
    """One duty of a post: from when to when, who, and who leads (CS-2.2).

    A published duty has exactly one leader's place. What the duty weighs is fixed when
    it is planned: night, weekend and holiday by the working schedule and the special
    days of the post's company.
    """

    _name = "hr.duty.shift"
    _description = "Duty"
    _inherit = ["guarded.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "date_start, post_id, id"
    _check_company_auto = True

    post_id = fields.Many2one(
        comodel_name="hr.duty.post",
        required=True,
        ondelete="restrict",
        index=True,
        check_company=True,
    )
    company_id = fields.Many2one(
        related="post_id.company_id", store=True, index=True, precompute=True
    )
    template_id = fields.Many2one(
        comodel_name="hr.duty.template",
        string="Pattern",
        ondelete="set null",
        index="btree_not_null",
        domain="[('post_id', '=', post_id)]",
    )
    color = fields.Integer(related="post_id.color")
    manager_id = fields.Many2one(related="post_id.manager_id")
    is_manager = fields.Boolean(related="post_id.is_manager")
    date_start = fields.Datetime(string="Start", required=True, tracking=True)
    date_stop = fields.Datetime(string="End", required=True, tracking=True)
    when = fields.Char(
        compute="_compute_when", help="Day and hours in the time zone of the post."
    )
    state = fields.Selection(
        selection=[("draft", "Draft"), ("published", "Published"), ("done", "Done")],
        required=True,
        default="draft",
        copy=False,
        tracking=True,
        index=True,
    )

    # Who
    slot_ids = fields.One2many(
        comodel_name="hr.duty.slot",
        inverse_name="shift_id",
        string="People",
    )
    leader_id = fields.Many2one(
        comodel_name="hr.employee",
        string="Duty Leader",
        compute="_compute_people",
        store=True,
    )
    employee_ids = fields.Many2many(
        comodel_name="hr.employee",
        string="On Duty",
        compute="_compute_employee_ids",
        compute_sudo=True,
    )
    gap_count = fields.Integer(string="Gaps", compute="_compute_people", store=True)

    # What it weighs
    work_date = fields.Date(string="Date", compute="_compute_weight", store=True)
    is_night = fields.Boolean(string="Night", compute="_compute_weight", store=True)
    day_kind = fields.Selection(
        selection=[
            ("workday", "Working Day"),
            ("weekend", "Weekend"),
            ("holiday", "Public Holiday"),
        ],
        compute="_compute_weight",
        store=True,
    )
    points = fields.Float(
        compute="_compute_weight",
        store=True,
        digits=(16, 2),
        help="An ordinary duty counts 1; nights, weekends and holidays count more.",
    )
    log_ids = fields.One2many(
        comodel_name="hr.duty.log",
        inverse_name="shift_id",
    )

    _ends_after_start = models.Constraint(
        "CHECK (date_stop > date_start)",
        "A duty has to end after it starts.",
    )
    _template_uniq = models.UniqueIndex(
        "(template_id, date_start) WHERE template_id IS NOT NULL",
        "This duty of the weekly pattern is planned already.",
    )

    # Computed

    @api.depends("post_id.tz", "date_start", "date_stop")
    @api.depends_context("lang")
    def _compute_when(self):
        locale = babel_locale_parse(get_lang(self.env).code)
        for shift in self:
            post = shift.post_id
            if post and shift.date_start and shift.date_stop:
                start, stop = map(post._local, (shift.date_start, shift.date_stop))
                day = format_skeleton("MMMEd", start, locale=locale)
                shift.when = f"{day} {start:%H:%M}–{stop:%H:%M}"
            else:
                shift.when = False

    @api.depends("post_id.name", "when", "slot_ids.employee_id", "slot_ids.state")
    @api.depends_context("duty_names", "lang")
    def _compute_display_name(self):
        """In the calendar (context ``duty_names``) the colour tells the post and the
        place the time: the name says who."""
        for shift in self:
            name = shift.post_id.name or self.env._("New Duty")
            if self.env.context.get("duty_names") and shift.slot_ids:
                shift.display_name = shift._names()
            else:
                shift.display_name = f"{name}, {shift.when}" if shift.when else name

    def _names(self):
        slots = self.slot_ids.sorted(lambda slot: not slot.is_leader)
        free = self.env._("free")
        return ", ".join(slot.employee_id.name or free for slot in slots)

    @api.depends("slot_ids.employee_id", "slot_ids.is_leader", "slot_ids.state")
    def _compute_people(self):
        for shift in self:
            slots = shift.slot_ids
            shift.leader_id = slots.filtered("is_leader")[:1].employee_id
            shift.gap_count = len(slots.filtered(lambda slot: slot.state == "gap"))

    @api.depends("slot_ids.employee_id")
    def _compute_employee_ids(self):
        for shift in self:
            shift.employee_ids = shift.slot_ids.employee_id

    @api.depends("post_id", "date_start", "date_stop", "template_id")
    def _compute_weight(self):
        weighed = self.filtered(
            lambda shift: shift.post_id and shift.date_start and shift.date_stop
        )
        for shift in self - weighed:
            shift.work_date = shift.day_kind = shift.is_night = False
            shift.points = 0
        for shifts in weighed.grouped(lambda shift: shift.post_id.company_id).values():
            dates = {shift: shift.post_id._local(shift.date_start) for shift in shifts}
            first, last = min(dates.values()).date(), max(dates.values()).date()
            kinds = shifts[0].post_id._day_kinds(first, last)
            for shift, start in dates.items():
                shift._weigh(start, kinds[start.date()])

    def _weigh(self, start, day_kind):
        """Fix what the duty weighs that starts at this local time on such a day."""
        weights = self.post_id._weights()
        minute_from = start.hour * 60 + start.minute
        length = int((self.date_stop - self.date_start).total_seconds() // 60)
        night = night_minutes(minute_from, minute_from + length, weights)
        self.work_date = start.date()
        self.is_night = night >= max(weights.night_minimum, 1)
        self.day_kind = day_kind
        base = round((self.template_id.weight or 1) * POINT)
        points = duty_points(base, self.is_night, self.day_kind, weights)
        self.points = points / POINT

    # Constraints

    @api.constrains("state", "slot_ids")
    def _check_leader(self):
        for shift in self.filtered(lambda shift: shift.state != "draft"):
            if not shift.slot_ids.filtered("is_leader"):
                raise ValidationError(
                    self.env._(
                        "“%(duty)s” has no duty leader: mark one of its people as "
                        "leader before it is published.",
                        duty=shift.display_name,
                    )
                )

    @api.constrains("date_start", "date_stop")
    def _check_rest(self):
        self.slot_ids._check_rest()

    def write(self, vals):
        """Override: what has begun is changed by HR only; changes are tracked."""
        if not (PAST & vals.keys()) or self.env.su:
            return super().write(vals)
        past = self.filtered(lambda shift: shift.state != "draft")._begun()
        past._check_hr()
        result = super().write(vals)
        moved = (self - past).filtered(lambda shift: shift.state != "draft")
        moved._begun()._check_hr()
        return result

    def _begun(self):
        now = fields.Datetime.now()
        return self.filtered(lambda shift: shift.date_start <= now)

    def _check_hr(self):
        """Whoever plans does not plan the past: duties count for people."""
        if self and not self.env.user.has_group("hr.group_hr_user"):
            raise AccessError(
                self.env._(
                    "“%(duty)s” has begun: HR changes it.", duty=self[0].display_name
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        for shift in self:
            if shift.state != "draft":
                raise UserError(
                    self.env._(
                        "“%(duty)s” is published: people rely on it. Set it back to "
                        "draft before you delete it.",
                        duty=shift.display_name,
                    )
                )

    # Actions

    @needs_access("read")
    def action_publish(self):
        """Publish drafts, and tell everybody once about all their duties."""
        drafts = self.filtered(lambda shift: shift.state == "draft")
        drafts.state = "published"
        drafts.slot_ids._notify_duties("published")
        drafts.filtered("gap_count").slot_ids._announce_gaps()

    @needs_access("read")
    def action_draft(self):
        """Take duties back that have not begun."""
        for shift in self:
            if shift.date_start <= fields.Datetime.now():
                raise UserError(
                    self.env._(
                        "“%(duty)s” has begun: it stays as it is.",
                        duty=shift.display_name,
                    )
                )
        self.state = "draft"

    @needs_access("read")
    def action_log(self):
        """Open the log of this duty, and begin it if nobody has."""
        self.ensure_one()
        log = self.env["hr.duty.log"]._of_shift(self)
        return log._open()

    def _ask_members(self, gaps):
        """Ask the members of the post who could take a gap."""
        self.ensure_one()
        members = self.env["hr.duty.member"].search([("post_id", "=", self.post_id.id)])
        if all(gaps.mapped("is_leader")):
            members = members.filtered("leads")
        able = members.employee_id - self.slot_ids.employee_id - gaps.left_employee_id
        for lang, people in able._by_reader_lang().items():
            shift = self.with_context(lang=lang)
            shift.message_notify(
                partner_ids=people._message_partners().ids,
                subject=shift.env._("Somebody is needed on duty"),
                body=shift.env._(
                    "“%(duty)s” has a free place. Whoever can come takes it under "
                    "Duty, Free Places.",
                    duty=shift.display_name,
                ),
            )

    # Jobs

    @api.model
    def _cron_finish(self):
        """Close the duties that are over; people who came have done them."""
        over = self.search(
            [("state", "=", "published"), ("date_stop", "<=", fields.Datetime.now())]
        )
        over.slot_ids.filtered(lambda slot: slot.state == "planned").state = "done"
        over.state = "done"

    def _next_shift(self):
        """Return the duty that takes over from this one at the post."""
        self.ensure_one()
        return self.search(
            [
                ("post_id", "=", self.post_id.id),
                ("state", "!=", "draft"),
                ("date_start", ">", self.date_start),
            ],
            limit=1,
        )

    @api.model
    def _taken(self, template_ids, start, stop):
        """Return when duties of weekly patterns are planned already.

        :rtype: dict[int, set[datetime]] by id of the pattern
        """
        shifts = self.search_fetch(
            [
                ("template_id", "in", template_ids),
                ("date_start", ">=", start),
                ("date_start", "<=", stop),
            ],
            ["template_id", "date_start"],
        )
        taken = defaultdict(set)
        for shift in shifts:
            taken[shift.template_id.id].add(shift.date_start)
        return taken
