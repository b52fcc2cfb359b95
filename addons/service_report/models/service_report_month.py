from datetime import datetime, time, timedelta

import pytz

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.base_engine_tools.engine.access import needs_access
from odoo.addons.base_engine_tools.engine.turns import take_turn

from ..core.month_report import Limits, draw_up, shifted
from ..engine.month_facts import behind, load
from ..words.month_words import MonthWords, month_in_words

MANAGER = "helpdesk_mgmt.group_helpdesk_manager"
#: By what complaints are broken down, in this order: columns of the ticket.
PARTS = {
    "kind": "complaint_kind_id",
    "department": "department_id",
    "severity": "severity",
    "cause": "category_id",
    "channel": "channel_id",
    "team": "team_id",
    "class": "customer_class_id",
}
#: Only the steps of the report write these.
FACTS = {
    "company_id",
    "month",
    "ended_at",
    "state",
    "figures",
    "drawn_at",
    "draw_count",
    "by_hand",
    "sealed_at",
    "sealed_by_id",
    "sealed_measures",
    "sent_at",
}
#: Whom it concerns: said by who leads the help desk.
PEOPLE = {"user_id", "recipient_ids"}


class ServiceReportMonth(models.Model):
    """The analysis of a month's complaints, for the management (CM-2.5, SM-5.3).

    Its figures are frozen when it is drawn up. People comment on it, and what is to be
    done about it are actions; then it is sealed, and nothing of it changes any more.
    It names no person but those who comment: who ranks people is their manager.
    """

    _name = "service.report.month"
    _inherit = [
        "service.deadline.office.mixin",
        "service.follow.up.mixin",
        "mail.activity.mixin",
    ]
    _description = "Monthly Report on Complaints"
    _order = "month desc, company_id, id"
    _rec_name = "month"
    _mail_post_access = "read"

    _deadline_start_field = "ended_at"

    company_id = fields.Many2one(
        comodel_name="res.company", required=True, readonly=True, index=True
    )
    month = fields.Date(required=True, readonly=True, help="Its first day.")
    ended_at = fields.Datetime(
        string="End of the Month",
        required=True,
        readonly=True,
        help="From here on the time counts until it has to be sealed.",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Sealed by Whom",
        domain=[("share", "=", False)],
        index=True,
        tracking=True,
    )
    recipient_ids = fields.Many2many(
        comodel_name="res.users",
        relation="service_report_month_recipient_rel",
        string="Management",
        # Who may be chosen is said in the view: a domain here would look for reports of
        # each new user before his groups are known.
        help="They read it, may comment on it, and get it by e-mail once it is sealed.",
    )
    state = fields.Selection(
        selection=[("draft", "To Comment"), ("sealed", "Sealed")],
        required=True,
        readonly=True,
        default="draft",
        index=True,
        copy=False,
        tracking=True,
    )
    figures = fields.Json(readonly=True, copy=False)
    drawn_at = fields.Datetime(string="Drawn Up", readonly=True, copy=False)
    draw_count = fields.Integer(
        string="Times Drawn Up", readonly=True, copy=False, aggregator=None
    )
    by_hand = fields.Boolean(
        string="Asked for Later",
        readonly=True,
        copy=False,
        help="Somebody asked for the report of an older month: nobody had promised it.",
    )
    sealed_at = fields.Datetime(string="Sealed On", readonly=True, copy=False)
    sealed_by_id = fields.Many2one(comodel_name="res.users", readonly=True, copy=False)
    sealed_measures = fields.Json(readonly=True, copy=False)
    sent_at = fields.Datetime(string="Sent", readonly=True, copy=False)
    comment_ids = fields.One2many(
        comodel_name="service.report.comment",
        inverse_name="report_id",
        string="Comments",
    )
    complaint_count = fields.Integer(
        string="Complaints", compute="_compute_complaint_count", aggregator=None
    )
    worse_count = fields.Integer(
        string="Weak Points", compute="_compute_complaint_count", aggregator=None
    )
    can_seal = fields.Boolean(compute="_compute_can")
    can_comment = fields.Boolean(compute="_compute_can")
    can_lead = fields.Boolean(compute="_compute_can")
    document_html = fields.Html(
        string="Report", compute="_compute_document_html", sanitize=False
    )

    _once = models.UniqueIndex("(company_id, month)")

    @api.depends("figures")
    def _compute_complaint_count(self):
        for report in self:
            frozen = report.figures or {}
            counted = next(iter(frozen.get("figures", [])), {})
            report.complaint_count = counted.get("value") or 0
            report.worse_count = sum(
                point["outstanding"] == "worse"
                for point in frozen.get("outstanding", [])
            )

    @api.depends("state", "user_id")
    @api.depends_context("uid")
    def _compute_can(self):
        may_all = self.env.user.has_group(MANAGER)
        for report in self:
            is_open = report.state == "draft"
            report.can_comment = is_open
            report.can_lead = is_open and may_all
            report.can_seal = is_open and (may_all or report.user_id == self.env.user)

    @api.depends("month")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for report in self:
            report.display_name = self.env._(
                "Complaints of %(month)s", month=month_in_words(self.env, report.month)
            )

    @api.depends("figures", "state", "comment_ids.body", "sealed_measures")
    @api.depends_context("lang", "uid")
    def _compute_document_html(self):
        opens = self.env.user.has_group("helpdesk_mgmt.group_helpdesk_user_own")
        for report in self:
            report.document_html = report.figures and self.env["ir.qweb"]._render(
                "service_report.service_report_month_body",
                {"doc": report, "opens": opens, **report._content()},
            )

    def _content(self):
        """What the document shows, in the words of the reader."""
        self.ensure_one()
        return {
            **MonthWords(self).content(),
            "comments": self.sudo().comment_ids.sorted("id"),
            "measures": self._measures(),
        }

    def _measures(self):
        """[{name, owner, due}]: as they were when it was sealed, else as they are."""
        self.ensure_one()
        if self.state == "sealed":
            rows = self.sealed_measures or []
        else:
            rows = self._measures_now()
        return [
            {**row, "due": fields.Date.to_date(row["due"]), "at": at}
            for at, row in enumerate(rows, 1)
        ]

    def _measures_now(self):
        actions = (
            self.env["service.action"]
            .sudo()
            .search(
                [
                    ("res_model", "=", self._name),
                    ("res_id", "=", self.id),
                    ("state", "!=", "dropped"),
                ],
                order="date_due, id",
            )
        )
        return [
            {
                "name": action.name,
                "owner": action.user_id.name,
                "due": fields.Date.to_string(action.date_due),
            }
            for action in actions
        ]

    # --- seams ------------------------------------------------------------------------

    @api.model
    def _parts(self):
        """{code: column of the request}, by what complaints are broken down. Other
        add-ons add theirs, with a name in :meth:`_names_of_parts`."""
        return dict(PARTS)

    @api.model
    def _names_of_parts(self):
        """{code: its name in the reader's language}."""
        return {
            "kind": self.env._("Kind"),
            "department": self.env._("Department"),
            "severity": self.env._("Severity"),
            "cause": self.env._("Cause"),
            "channel": self.env._("Channel"),
            "team": self.env._("Team"),
            "class": self.env._("Customer class"),
        }

    @api.model
    def _names_of_figures(self):
        """{code: its name in the reader's language}."""
        names = {
            indicator.code: indicator.name
            for indicator in self.env["service.indicator"]._indicators()
        }
        return names | {"requests_received": self.env._("Complaints")}

    @api.model
    def _name_of_code(self, part, code):
        """The name of a part that is no record, as a severity is."""
        column = self.env["helpdesk.ticket"]._fields.get(self._parts().get(part))
        if not column or column.type != "selection":
            return str(code)
        return dict(column._description_selection(self.env)).get(code, str(code))

    # --- drawing up -------------------------------------------------------------------

    @api.model
    def _draw_up(self, company, month, by_hand=False):
        """Draw up the report of a month; one that is there is left as it is.

        :param date month: its first day
        :param bool by_hand: somebody asked for it, and no promise counts for it
        """
        known = self.sudo().search(
            [("company_id", "=", company.id), ("month", "=", month)], limit=1
        )
        if known:
            return known
        values = self._prepare(company, month) | {"by_hand": by_hand}
        return self.sudo().create(values)

    @api.model
    def _prepare(self, company, month):
        company = company.sudo()
        manager = company.service_project_manager_id
        people = company.service_month_recipient_ids or manager
        return {
            "company_id": company.id,
            "month": month,
            "ended_at": self._end_of(company, month),
            "user_id": (company.service_month_user_id or manager).id,
            "recipient_ids": [fields.Command.set(people.ids)],
            **self._prepare_figures(company, month),
        }

    @api.model
    def _prepare_figures(self, company, month):
        limits = Limits(
            company.service_month_months,
            company.service_month_sigmas,
            company.service_month_least,
        )
        facts = load(self.sudo().env, company, month, limits, self._parts())
        return {
            "figures": draw_up(facts, limits),
            "drawn_at": fields.Datetime.now(),
            "draw_count": 1,
        }

    @api.model
    def _end_of(self, company, month):
        """The last second of a month, where the company is; naive UTC."""
        zone = pytz.timezone(company.resource_calendar_id.tz or "UTC")
        end = zone.localize(datetime.combine(shifted(month, 1), time()))
        end = end.astimezone(pytz.utc).replace(tzinfo=None)
        return end - timedelta(seconds=1)

    # --- saving -----------------------------------------------------------------------

    def _deadline_facts(self):
        """Override: what only the steps write."""
        return super()._deadline_facts() | FACTS

    def write(self, vals):
        """Override: nothing of a sealed report changes, and whom it concerns is said by
        who leads the help desk."""
        if not self.env.su and PEOPLE & vals.keys():
            if not self.env.user.has_group(MANAGER):
                raise AccessError(
                    self.env._("Whom the report concerns is said by service managers.")
                )
            self._check_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_open(self):
        self._check_open()

    def _check_open(self):
        for report in self:
            if report.state == "sealed":
                raise UserError(
                    self.env._(
                        "%(report)s is sealed: it stays as it is.",
                        report=report.display_name,
                    )
                )

    # --- steps ------------------------------------------------------------------------

    @needs_access("write")
    def action_draw_again(self):
        """Count again what has been entered late; what it was before is logged."""
        self._check_open()
        for report in self:
            take_turn(report)
            before = report.complaint_count
            values = self._prepare_figures(report.company_id.sudo(), report.month)
            count = report.draw_count + 1
            report._note_facts({**values, "draw_count": count})
            report._message_log(
                body=self.env._(
                    "Drawn up again: %(before)s complaints before, %(now)s now.",
                    before=before,
                    now=report.complaint_count,
                )
            )

    @needs_access("write")
    def action_seal(self):
        """From now on nothing of it changes; the management gets it by e-mail."""
        self._check_open()
        for report in self:
            take_turn(report)
            report._note_facts(
                {
                    "state": "sealed",
                    "sealed_at": fields.Datetime.now(),
                    "sealed_by_id": self.env.uid,
                    "sealed_measures": report._measures_now(),
                }
            )
        self.env.ref("service_report.ir_cron_report_month").sudo()._trigger()

    @needs_access("read")
    def action_comment(self):
        """Say something about it: one comment each, which one may change."""
        self.ensure_one()
        self._check_open()
        mine = self.comment_ids.filtered(lambda one: one.user_id == self.env.user)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Comment"),
            "res_model": "service.report.comment",
            "res_id": mine.id,
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_report_id": self.id},
        }

    @api.readonly
    @needs_access("read")
    def action_open_part(self, part, key):
        """Open the complaints of a part, as far as one may read them, as they are now.

        :param str part: code of what they are broken down by, or "subject"
        :param key: id or code of the part, None where nothing was entered; of a
            subject, its words
        """
        self.ensure_one()
        ids, name = self._behind(part, key)
        tickets = self.env["helpdesk.ticket"].with_context(active_test=False)
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": "helpdesk.ticket",
            "views": [(False, "list"), (False, "form")],
            "domain": [("id", "in", sorted(tickets.search([("id", "in", ids)]).ids))],
            "context": {"active_test": False, "create": False},
        }

    def _behind(self, part, key):
        """(ids of the complaints of a part, what the list is called)."""
        frozen = self.figures or {}
        if part == "subject":
            for subject in frozen.get("subjects", []):
                if subject["words"] == key:
                    return subject["ids"], key
        for each in frozen.get("parts", []):
            for row in each["rows"] if each["code"] == part else ():
                if row["key"] == key and part in self._parts():
                    source = self._parts()[part]
                    env, company = self.sudo().env, self.sudo().company_id
                    ids = behind(env, company, self.month, source, key)
                    return ids, MonthWords(self).name_of_part(part, row)
        raise UserError(self.env._("The report has no such part: open it anew."))

    @needs_access("read")
    def action_measure(self):
        """Agree on something to be done about it."""
        self.ensure_one()
        kind = self.env.ref(
            "service_follow_up.service_action_kind_improvement",
            raise_if_not_found=False,
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Measure"),
            "res_model": "service.action",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "follow_up_model": self._name,
                "follow_up_id": self.id,
                "default_kind_id": kind.id if kind else False,
            },
        }

    @needs_access("read")
    def action_print(self):
        """The report as PDF."""
        return self.env.ref("service_report.service_report_month_report").report_action(
            self
        )

    # --- promises ---------------------------------------------------------------------

    def _deadline_is_closed(self):
        return self.state == "sealed"

    @api.model
    def _deadline_done_domain(self):
        return "[('sealed_at', '!=', False)]"
