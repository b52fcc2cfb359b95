import logging
from ast import literal_eval

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import format_date

from odoo.addons.base_engine_tools.engine.access import needs_access
from odoo.addons.base_engine_tools.engine.condition import check_condition
from odoo.addons.base_engine_tools.engine.turns import do_anew

from ..core.periods import period_of
from ..engine.planning import Planning

_logger = logging.getLogger(__name__)

#: No period is longer than this.
MOST_YEARS = 10
UNITS_OF_A_YEAR = {"day": 366, "week": 53, "month": 12, "year": 1}


class ServiceContactCadence(models.Model):
    """Who is contacted how often, and by whom (SA-2.1, CM-4.2).

    A segment of the customers, a period of so many days, weeks, months or years, and
    the role that answers for it. A job makes one duty for each partner and period
    (``service.contact.duty``), once the cadence is published: nothing binds before.

    The condition is carried out with the rights of whoever wrote it. An add-on that
    knows more of customers, like their tier, narrows the segment by :meth:`_segments`.
    """

    _name = "service.contact.cadence"
    _inherit = ["guarded.mixin", "mail.thread"]
    _description = "Contact Cadence"
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(
        default=True, tracking=True, help="What is archived asks for nothing any more."
    )
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    state = fields.Selection(
        selection=[("draft", "Draft"), ("published", "In Force")],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        tracking=True,
    )
    policy_ref = fields.Char(string="Clause", help="Clause of the policy, like CM-4.2.")

    # Whom
    domain = fields.Char(
        string="Customers",
        default="[]",
        required=True,
        help="Which customers, read with the rights of whoever wrote the condition.",
    )
    domain_user_id = fields.Many2one(
        comodel_name="res.users",
        string="Condition Written By",
        readonly=True,
        copy=False,
        ondelete="restrict",
        default=lambda self: self.env.user,
    )
    partner_count = fields.Integer(
        string="Customers Concerned", compute="_compute_partner_count"
    )

    # How often
    every = fields.Integer(required=True, default=1, tracking=True)
    unit = fields.Selection(
        selection=[
            ("day", "days"),
            ("week", "weeks"),
            ("month", "months"),
            ("year", "years"),
        ],
        required=True,
        default="month",
        tracking=True,
    )
    date_from = fields.Date(
        string="First Period Begins",
        compute="_compute_date_from",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        tracking=True,
        help="Periods are counted from this day on.",
    )
    period_text = fields.Char(string="Period Now", compute="_compute_period_text")

    # By whom and how
    role_id = fields.Many2one(
        comodel_name="service.role",
        string="By",
        required=True,
        ondelete="restrict",
        domain="[('model_id.model', 'in', (False, 'service.contact.duty'))]",
        default=lambda self: self._default_role_id(),
        tracking=True,
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Otherwise",
        tracking=True,
        help="Who does it where the role finds nobody.",
    )
    means_ids = fields.Many2many(
        comodel_name="service.contact.means",
        help="Only such a contact counts. Empty: any.",
    )
    agenda = fields.Html(
        translate=True, help="What to talk about: shown with each contact to keep."
    )
    duty_count = fields.Integer(string="To Contact", compute="_compute_duty_count")
    problem = fields.Text(
        readonly=True, copy=False, help="Why the job cannot plan the contacts."
    )

    _every_positive = models.Constraint(
        "CHECK(every > 0)", "A cadence repeats every 1 or more days, weeks or months."
    )

    @api.model
    def _default_role_id(self):
        return self.env.ref(
            "service_contact.service_role_contact_person", raise_if_not_found=False
        )

    @api.depends("unit")
    def _compute_date_from(self):
        """Months and years begin as those of the calendar do, weeks with Monday."""
        today = fields.Date.context_today(self)
        for cadence in self:
            if cadence.date_from and cadence._origin.unit == cadence.unit:
                continue
            if cadence.unit == "week":
                cadence.date_from = fields.Date.start_of(today, "week")
            elif cadence.unit == "day":
                cadence.date_from = today
            else:
                cadence.date_from = today.replace(month=1, day=1)

    @api.depends("every", "unit", "date_from")
    @api.depends_context("lang")
    def _compute_period_text(self):
        today = fields.Date.context_today(self)
        for cadence in self:
            cadence.period_text = False
            if cadence.every > 0 and cadence.date_from and not cadence._too_long():
                period = period_of(
                    max(today, cadence.date_from),
                    cadence.every,
                    cadence.unit,
                    cadence.date_from,
                )
                cadence.period_text = self.env._(
                    "%(first)s to %(last)s",
                    first=format_date(self.env, period.first),
                    last=format_date(self.env, period.last),
                )

    @api.depends("domain", "company_id")
    @api.depends_context("uid")
    def _compute_partner_count(self):
        """How many of the customers whom the reader sees are concerned."""
        partners = self.env["res.partner"]
        for cadence in self:
            try:
                cadence.partner_count = partners.search_count(cadence._concerned())
            except (ValueError, UserError):
                cadence.partner_count = 0

    def _compute_duty_count(self):
        counts = dict(
            self.env["service.contact.duty"]._read_group(
                [("cadence_id", "in", self.ids), ("state", "=", "open")],
                ["cadence_id"],
                ["__count"],
            )
        )
        for cadence in self:
            cadence.duty_count = counts.get(cadence._origin, 0)

    @api.constrains("domain")
    def _check_domain(self):
        """Refuse a condition that cannot be read, or looks at what its author may not
        read."""
        partners = self.env["res.partner"].sudo(False)
        for cadence in self:
            check_condition(partners, cadence._own_domain, cadence.name)

    @api.constrains("every", "unit")
    def _check_every(self):
        for cadence in self:
            if cadence._too_long():
                raise ValidationError(
                    self.env._(
                        "%(cadence)s: a period of more than %(most)s years is none: "
                        "choose a shorter one.",
                        cadence=cadence.name,
                        most=MOST_YEARS,
                    )
                )

    @api.constrains("user_id")
    def _check_user(self):
        for cadence in self:
            if cadence.user_id.share:
                raise ValidationError(
                    self.env._("Contacts are kept by the staff: choose one of them.")
                )

    def _too_long(self):
        return self.every > MOST_YEARS * UNITS_OF_A_YEAR[self.unit]

    # --- saving -----------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        cadences = super().create(vals_list)
        cadences.sudo().domain_user_id = self.env.user
        return cadences

    def write(self, vals):
        """Override: whoever changes the condition answers for it, and the job looks
        at what has changed."""
        result = super().write(vals)
        if "domain" in vals:
            super(ServiceContactCadence, self.sudo()).write(
                {"domain_user_id": self.env.uid}
            )
        if self._planning_fields() & vals.keys():
            self._trigger()
        return result

    @api.model
    def _planning_fields(self):
        """Fields by which the duties change. Other add-ons add theirs."""
        return {
            "active",
            "company_id",
            "date_from",
            "domain",
            "every",
            "state",
            "unit",
        }

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        used = self.env["service.contact.duty"].sudo()
        if used.search_count([("cadence_id", "in", self.ids)], limit=1):
            raise UserError(
                self.env._(
                    "Contacts were kept by this cadence: archive it, so that they stay."
                )
            )

    # --- steps ------------------------------------------------------------------------

    @needs_access("write")
    def action_publish(self):
        """From now on it binds."""
        self.sudo().write({"state": "published", "problem": False})

    @needs_access("write")
    def action_withdraw(self):
        """Make a draft of it: what is open is not asked for any more."""
        self.sudo().write({"state": "draft"})

    @api.readonly
    @needs_access("read")
    def action_open_duties(self):
        """Open the contacts that this cadence asks for."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_contact.service_contact_duty_action"
        )
        return action | {
            "domain": [("cadence_id", "=", self.id)],
            "context": {"search_default_open": 1},
        }

    @api.readonly
    @needs_access("read")
    def action_open_partners(self):
        """Open the customers whom it concerns."""
        self.ensure_one()
        domain = self._own_domain()
        if self._segments():
            # What add-ons say is no condition that a page can ask for.
            partners = self.env["res.partner"].search(self._concerned())
            domain = Domain("id", "in", partners.ids)
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": "res.partner",
            "views": [(False, "list"), (False, "form")],
            "domain": list(domain),
        }

    # --- whom it is about -------------------------------------------------------------

    def _is_in_force(self):
        return self.active and self.state == "published"

    def _own_domain(self):
        """The condition that somebody has written, beside what a customer is."""
        return Domain(literal_eval(self.domain or "[]")) & Domain(
            "commercial_partner_id.parent_id", "=", False
        )

    def _segments(self):
        """Conditions on ``res.partner`` that add-ons have, beside the written one.

        They are carried out in superuser mode, so they look at nothing that a user has
        chosen but records.

        :return: list of Domain; all have to be true
        """
        self.ensure_one()
        return []

    def _concerned(self):
        """The condition on all customers of the segment, for who looks at them."""
        return Domain.AND([self._own_domain(), *self._segments()])

    def _segment_queries(self):
        """Queries for the customers of the segment: a customer is in all of them."""
        self.ensure_one()
        author = self.domain_user_id or self.env.user
        companies = author.sudo().company_ids & self.company_id or author.company_id
        partners = (
            self.env["res.partner"]
            .with_user(author)
            .with_context(active_test=False, allowed_company_ids=companies.ids)
        )
        everybody = self.env["res.partner"].sudo().with_context(active_test=False)
        return [
            partners._search(literal_eval(self.domain or "[]")),
            *(everybody._search(domain) for domain in self._segments()),
        ]

    # --- the job ----------------------------------------------------------------------

    @api.model
    def _trigger(self):
        """The contacts are planned by the job, after the change is kept."""
        job = self.env.ref("service_contact.ir_cron_contact", raise_if_not_found=False)
        if job:
            job.sudo()._trigger()

    @api.model
    def _cron_run(self):
        """Plan the contacts of all cadences, prepare what was planned, and look who is
        silent; committed bit by bit, so that a worker that is killed has done no harm.

        A cadence that another worker plans is left to it.
        """
        job = self.env["ir.cron"]
        cadences = self.sudo().with_context(active_test=False)
        for cadence in cadences.search([("state", "=", "published")]) | (
            cadences._with_open_duties()
        ):
            do_anew(self.env, cadence._plan_in_turn)
            if not job._commit_progress(1):
                return
        duties = self.env["service.contact.duty"].sudo()
        while count := do_anew(self.env, duties._settle_pending):
            if not job._commit_progress(count, remaining=duties._count_pending()):
                return
        do_anew(self.env, self.env["service.contact.silence"].sudo()._refresh)
        job._commit_progress(1)

    @api.model
    def _with_open_duties(self):
        """Cadences that ask for something still, whatever has become of them."""
        groups = self.env["service.contact.duty"]._read_group(
            [("state", "=", "open"), ("cadence_id", "!=", False)], ["cadence_id"]
        )
        return self.browse(cadence.id for (cadence,) in groups)

    def _plan_in_turn(self):
        """Plan, unless another worker does."""
        if self._lock():
            self._plan_warily()

    def _lock(self):
        """Whether nobody else plans this cadence; until the transaction ends."""
        self.env.cr.execute(
            "SELECT id FROM service_contact_cadence WHERE id = %s"
            " FOR NO KEY UPDATE SKIP LOCKED",
            [self.id],
        )
        return bool(self.env.cr.rowcount)

    def _plan_warily(self):
        """Plan; what cannot be planned says why, and harms no other cadence."""
        problem = False
        try:
            with self.env.cr.savepoint():
                self._plan()
        except (UserError, ValueError) as error:
            problem = str(error)
            _logger.warning("Contact cadence %s: %s", self.id, problem)
        if self.problem != problem:
            self.problem = problem

    def _plan(self):
        """Make the duties of today's period, and end what is none any more.

        :return: how many rows were made or ended
        """
        self.ensure_one()
        return Planning(self.sudo()).plan()
