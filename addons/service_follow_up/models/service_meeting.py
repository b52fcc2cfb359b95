from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from odoo.addons.base_engine_tools.engine.access import needs_access

from .service_origin_mixin import MANAGER

#: What the calendar shows; of who takes part, the lines themselves say it.
IN_CALENDAR = {"name", "date", "begins", "lasts", "place", "chair_id", "company_id"}


class ServiceMeeting(models.Model):
    """A meeting: agenda, minutes, decisions that become actions (CM-4.3).

    What is open comes up again the next time. Once the minutes are published they stay,
    and those who were there confirm them. Who takes part reads them, nobody else.
    """

    _name = "service.meeting"
    _inherit = [
        "service.deadline.office.mixin",
        "service.follow.up.mixin",
        "service.narrow.mixin",
        "service.meeting.calendar.mixin",
        "mail.activity.mixin",
    ]
    _description = "Meeting"
    _order = "date desc, id desc"
    _mail_post_access = "read"

    name = fields.Char(string="Subject", required=True)
    series_id = fields.Many2one(
        comodel_name="service.meeting.series",
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    chair_id = fields.Many2one(
        comodel_name="res.users",
        required=True,
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
        index=True,
    )
    state = fields.Selection(
        selection=[
            ("planned", "Planned"),
            ("held", "Held"),
            ("published", "Minutes Published"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        readonly=True,
        default="planned",
        index=True,
        copy=False,
    )
    item_ids = fields.One2many(
        comodel_name="service.meeting.item",
        inverse_name="meeting_id",
        string="Agenda and Minutes",
        copy=True,
    )
    attendance_ids = fields.One2many(
        comodel_name="service.meeting.attendance",
        inverse_name="meeting_id",
        string="Who Takes Part",
        copy=True,
    )
    held_at = fields.Datetime(string="Minutes Begun", readonly=True, copy=False)
    published_at = fields.Datetime(string="Published", readonly=True, copy=False)
    can_lead = fields.Boolean(compute="_compute_can")
    can_confirm = fields.Boolean(compute="_compute_can")

    @api.depends("chair_id", "attendance_ids.confirmed_at", "state")
    @api.depends_context("uid")
    def _compute_can(self):
        for meeting in self:
            meeting.can_lead = not meeting.id or meeting._may_lead()
            meeting.can_confirm = bool(meeting._to_confirm())

    @api.model
    def _readable_domain(self):
        """Override: who takes part, and the administrators of policies."""
        if self.env.user.has_group(MANAGER):
            return Domain.TRUE
        uid = self.env.uid
        mine = (
            Domain("chair_id", "=", uid)
            | Domain("create_uid", "=", uid)
            | Domain("attendance_ids.user_id", "=", uid)
        )
        return Domain("id", "in", self.sudo()._search(mine))

    def _may_lead(self):
        leaders = self.sudo().chair_id | self.sudo().create_uid
        user = self.env.user
        return self.env.su or user in leaders or user.has_group(MANAGER)

    def _to_confirm(self):
        """The user's line, if the published minutes wait for it."""
        return self.sudo().attendance_ids.filtered(
            lambda line: (
                line.user_id == self.env.user
                and line.meeting_id.state == "published"
                and line.presence == "present"
                and not line.confirmed_at
            )
        )

    @api.model_create_multi
    def create(self, vals_list):
        """Override: only who leads a series adds meetings to it; they are in the
        calendar."""
        meetings = super().create(vals_list)
        meetings._check_series()
        meetings._sync_calendar()
        return meetings

    def write(self, vals):
        """Override: published minutes stay as they are; the calendar follows."""
        self._check_unpublished(vals)
        if "series_id" in vals:
            self._check_series()
        result = super().write(vals)
        if "series_id" in vals:
            self._check_series()
        if IN_CALENDAR & vals.keys():
            self._sync_calendar()
        return result

    def _check_series(self):
        if not self.env.su:
            self.sudo().series_id.sudo(False).check_access("write")

    def _check_unpublished(self, vals):
        own = set(vals) - {"message_follower_ids"}
        if not self.env.su and own and "published" in self.mapped("state"):
            self._check_facts(vals.keys())
            raise UserError(
                self.env._("Published minutes stay: correct them in the next ones.")
            )

    def _deadline_facts(self):
        """Override: what only the steps write."""
        return super()._deadline_facts() | {
            "state",
            "held_at",
            "published_at",
            "event_id",
        }

    # --- steps ------------------------------------------------------------------------

    @needs_access("write")
    def action_fill_agenda(self):
        """Put what is open onto the agenda."""
        for meeting in self:
            meeting._check_lead("planned")
            meeting._fill_agenda()

    @needs_access("write")
    def action_hold(self):
        """The meeting has begun: from now on the minutes are written."""
        for meeting in self:
            meeting._check_lead("planned")
        self._note_facts({"state": "held", "held_at": fields.Datetime.now()})

    @needs_access("write")
    def action_publish(self):
        """Publish the minutes: decisions become actions, who was there confirms, and
        the next meeting of the series is planned."""
        for meeting in self:
            meeting._check_lead("held")
            if not meeting.attendance_ids.filtered(lambda one: one.presence):
                raise UserError(self.env._("Say first who was there."))
            meeting.item_ids._check_decisions()
            meeting.item_ids._make_actions()
        self._note_facts({"state": "published", "published_at": fields.Datetime.now()})
        for meeting in self:
            meeting._tell_minutes()
            series = meeting.series_id
            if series and series.active and not series.next_date:
                series.sudo()._plan_next()

    @needs_access("write")
    def action_cancel(self):
        """It does not take place."""
        for meeting in self:
            meeting._check_lead("planned")
        self._note_facts({"state": "cancelled"})
        self._sync_calendar()

    @needs_access("read")
    def action_confirm(self):
        """The minutes say what was said: confirmed by who was there."""
        lines = self.browse().attendance_ids
        for meeting in self:
            lines |= meeting._to_confirm()
        if not lines:
            raise UserError(self.env._("There is nothing for you to confirm."))
        lines.sudo().write({"confirmed_at": fields.Datetime.now()})

    @needs_access("read")
    def action_print(self):
        """Print the minutes."""
        report = self.env.ref("service_follow_up.service_meeting_report")
        return report.report_action(self)

    def _check_lead(self, state):
        if not self._may_lead():
            raise AccessError(self.env._("Only who leads the meeting may do this."))
        if self.state != state:
            raise UserError(
                self.env._(
                    "%(name)s: this is not possible any more.", name=self.display_name
                )
            )

    def _fill_agenda(self):
        """Add what is open and not on the agenda yet: standing points, points of the
        meetings before, actions that they have agreed."""
        series = self.series_id
        items = self.item_ids
        open_items = series._open_items(self.date) - items.previous_id
        vals_list = [
            {
                "name": item.name,
                "previous_id": item.id,
                "action_id": item.action_id.id,
            }
            for item in open_items
        ]
        known = {*items.mapped("name"), *open_items.mapped("name")}
        standing = [line.strip() for line in (series.standing or "").splitlines()]
        vals_list = [
            {"name": line} for line in standing if line and line not in known
        ] + vals_list
        on_agenda = items.action_id | self.env["service.action"].browse(
            vals["action_id"] for vals in vals_list if vals.get("action_id")
        )
        vals_list += [
            {"name": action.name, "action_id": action.id}
            for action in series._open_actions() - on_agenda
        ]
        last = max(items.mapped("sequence"), default=0)
        self.env["service.meeting.item"].create(
            [
                {**vals, "meeting_id": self.id, "sequence": last + 10 * number}
                for number, vals in enumerate(vals_list, 1)
            ]
        )

    def _tell_minutes(self):
        """Everybody who takes part gets the minutes, in the own language."""
        people = self.attendance_ids.user_id
        for lang, users in people.grouped("lang").items():
            told = self.with_context(lang=lang)
            told.message_notify(
                subject=told.env._("Minutes: %(name)s", name=told.display_name),
                body=told.env._("Please read and confirm them."),
                partner_ids=users.partner_id.ids,
            )

    @api.depends("name", "date")
    def _compute_display_name(self):
        for meeting in self:
            meeting.display_name = f"{meeting.name} {meeting.date or ''}".strip()

    # --- promises ---------------------------------------------------------------------

    def _deadline_user(self):
        return self.chair_id

    def _deadline_is_closed(self):
        return self.state in ("published", "cancelled")

    @api.model
    def _deadline_done_domain(self):
        return "[('published_at', '!=', False)]"
