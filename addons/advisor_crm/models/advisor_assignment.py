from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.base_engine_tools.engine.access import needs_access

from ..core.served import days_served

MANAGER = "advisor_crm.group_manager"
LEADER = "advisor_crm.group_leader"
ONE_DAY = timedelta(days=1)
#: Assignments in force whose customer was never contacted, or is to be for too long.
CONTACT_GAPS = """
    SELECT served.id, CASE WHEN EXISTS (
               SELECT FROM service_contact_note note
                WHERE note.partner_id = served.partner_id
                  AND note.company_id = served.company_id)
           THEN 'late' ELSE 'never' END AS kind
      FROM advisor_assignment served
     WHERE served.date_to IS NULL
       AND (NOT EXISTS (
               SELECT FROM service_contact_note note
                WHERE note.partner_id = served.partner_id
                  AND note.company_id = served.company_id)
            OR EXISTS (
               SELECT FROM service_contact_duty duty
                WHERE duty.partner_id = served.partner_id
                  AND duty.company_id = served.company_id
                  AND duty.state = 'open' AND duty.due_at < %(now)s))
"""


class AdvisorAssignment(models.Model):
    """Who serves a customer of a company, from when until when (SA-2.1).

    One row per commercial entity, company and span of days; the one without an end is
    in force. Ended rows stay: results are credited by days served. Written by the
    proposal, the job and the hand-over alone.
    """

    _name = "advisor.assignment"
    _inherit = ["guarded.mixin", "advisor.care.mixin"]
    _description = "Advisor of a Customer"
    _rec_name = "partner_id"
    _order = "date_from desc, id desc"

    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Customer",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        readonly=True,
        ondelete="cascade",
        default=lambda self: self.env.company,
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Advisor",
        required=True,
        readonly=True,
        ondelete="restrict",
    )
    backup_id = fields.Many2one(
        comodel_name="res.users", readonly=True, ondelete="set null"
    )
    date_from = fields.Date(
        string="Since",
        required=True,
        readonly=True,
        default=fields.Date.context_today,
    )
    date_to = fields.Date(
        string="Until", readonly=True, help="The last day. Empty: in force."
    )
    why = fields.Json(
        string="Choice in Codes",
        readonly=True,
        groups="base.group_user",
        help="Codes and figures of the choice; said in the reader's language.",
    )
    why_text = fields.Char(string="Why", compute="_compute_why_text")
    handover_id = fields.Many2one(
        comodel_name="advisor.handover",
        string="Hand-Over",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
    )

    contact_gap = fields.Selection(
        selection=[
            ("never", "Never Contacted"),
            ("late", "Beyond the Cadence"),
        ],
        string="Contact Missing",
        compute="_compute_contact_gap",
        search="_search_contact_gap",
        help="Nobody of the company has noted a contact yet, or one that a cadence "
        "asks for is overdue.",
    )

    _in_force = models.UniqueIndex(
        "(partner_id, company_id) WHERE date_to IS NULL",
        "This customer has an advisor already: hand over instead.",
    )
    _user_index = models.Index("(user_id, company_id) WHERE date_to IS NULL")
    _backup_index = models.Index(
        "(backup_id, company_id) WHERE date_to IS NULL AND backup_id IS NOT NULL"
    )
    _history_index = models.Index("(partner_id, company_id, date_from)")
    _span_valid = models.Constraint(
        "CHECK(date_to IS NULL OR date_to >= date_from)",
        "An assignment ends on the day on which it began, or later.",
    )
    _backup_other = models.Constraint(
        "CHECK(backup_id != user_id)", "Somebody else than the advisor is the backup."
    )

    @api.depends("why")
    @api.depends_context("lang")
    def _compute_why_text(self):
        for row in self:
            row.why_text = self.env["advisor.assigner"]._why_text(row.sudo().why)

    def _compute_contact_gap(self):
        gaps = {}
        for gap, _label in self._fields["contact_gap"].selection:
            mine = Domain("id", "in", self.ids) & Domain("contact_gap", "=", gap)
            gaps |= dict.fromkeys(self.sudo().search(mine).ids, gap)
        for row in self:
            row.contact_gap = gaps.get(row.id, False)

    @api.model
    def _search_contact_gap(self, operator, value):
        """Of all customers at once, whoever was to contact them: that a contact is
        missing is no secret of somebody."""
        if operator != "in":
            return NotImplemented
        for model in ("service.contact.duty", "service.contact.note"):
            self.env[model].flush_model()
        gaps = SQL(CONTACT_GAPS, now=fields.Datetime.now())
        named = [gap for gap in value if gap]
        found = SQL("SELECT id FROM (%s) gap WHERE kind = ANY(%s)", gaps, named)
        domain = Domain("id", "in", found)
        if False in value:
            domain |= Domain("id", "not in", SQL("SELECT id FROM (%s) gap", gaps))
        return domain

    # --- reading ----------------------------------------------------------------------

    @api.model
    def _advisors_of(self, partners, company):
        """Assignments in force, for the engines of other add-ons.

        :param partners: any contacts; their commercial entity counts
        :return: dict of the id of a contact to its assignment (may be empty)
        """
        entities = partners.commercial_partner_id
        rows = self.sudo().search_fetch(
            [
                ("partner_id", "in", entities.ids),
                ("company_id", "=", company.id),
                ("date_to", "=", False),
            ],
            ["partner_id", "user_id", "backup_id", "date_from", "why"],
        )
        by_entity = {row.partner_id.id: row for row in rows}
        none = self.sudo().browse()
        return {
            partner.id: by_entity.get(partner.commercial_partner_id.id, none)
            for partner in partners
        }

    @api.model
    def _served_days(self, partners, company, first, last):
        """Days on which advisors served customers: what results are credited by.

        :param first: first day of the period
        :param last: last day of the period, which counts
        :return: {id of a commercial entity: {id of the user: days}}
        """
        rows = self.sudo().search(
            Domain("partner_id", "in", partners.commercial_partner_id.ids)
            & Domain("company_id", "=", company.id)
            & Domain("date_from", "<=", last)
            & (Domain("date_to", "=", False) | Domain("date_to", ">=", first))
        )
        return {
            partner.id: days_served(
                [(row.user_id.id, row.date_from, row.date_to) for row in mine],
                first,
                last,
            )
            for partner, mine in rows.grouped("partner_id").items()
        }

    @api.model
    def _care_domain(self, partner_field, company_field):
        """Domain of records whose customer the user serves in the record's company.

        :param partner_field: field of the record that names the customer
        :param company_field: field that names the company; "": the companies that
            the user has chosen
        """
        if self.env.user.has_group(MANAGER):
            return Domain.TRUE
        companies = self.env.companies.ids
        if not company_field:
            return Domain(partner_field, "in", self._care_sql(companies))
        domain = Domain.FALSE
        for company in companies:
            domain |= Domain(company_field, "=", company) & Domain(
                partner_field, "in", self._care_sql([company])
            )
        return domain

    @api.model
    def _care_sql(self, company_ids):
        """Query for the contacts whom the user serves in some companies."""
        self.flush_model()
        self.env["res.partner"].flush_model(["commercial_partner_id"])
        return SQL(
            """
            SELECT contact.id
              FROM advisor_assignment assignment
              JOIN res_partner contact
                ON contact.commercial_partner_id = assignment.partner_id
             WHERE assignment.date_to IS NULL
               AND assignment.company_id = ANY(%(companies)s)
               AND %(who)s
            """,
            companies=list(company_ids),
            who=self._who_sql(),
        )

    @api.model
    def _who_sql(self):
        """Condition on ``assignment``: the user's own, as backup, or of the team."""
        mine = SQL(
            "(assignment.user_id = %(uid)s OR assignment.backup_id = %(uid)s)",
            uid=self.env.uid,
        )
        if not self.env.user.has_group(LEADER):
            return mine
        return SQL(
            "(%s OR assignment.user_id IN (SELECT employee.user_id FROM hr_employee"
            " employee WHERE employee.id IN (%s)))",
            mine,
            self.env["hr.employee"]._my_team_sql(),
        )

    # --- writing ----------------------------------------------------------------------

    @api.model
    def _assign(self, company, rows, day=None, handover=None):
        """Give customers an advisor; who served them before is ended the day before.

        A second change on the same day takes the place of the first: nobody is
        credited with a day that another served.

        :param rows: [(id of a commercial entity, id of the user, id of the backup or
            None, why)]
        :param day: first day; today if it is left empty
        :return: the assignments, in superuser mode
        """
        day = day or fields.Date.context_today(self)
        everything = self.sudo()
        users = self.env["res.users"].sudo().browse({row[1] for row in rows})
        self._check_users(users | users.browse({row[2] for row in rows if row[2]}))
        present = everything.search(
            [
                ("partner_id", "in", [row[0] for row in rows]),
                ("company_id", "=", company.id),
                ("date_to", "=", False),
            ]
        )
        by_partner = {row.partner_id.id: row for row in present}
        ended, made = everything.browse(), []
        result = everything.browse()
        for partner, user, backup, why in rows:
            backup = backup if backup != user else None
            values = {
                "user_id": user,
                "backup_id": backup,
                "why": why,
                "handover_id": handover and handover.id,
            }
            old = by_partner.get(partner)
            if old and (old.date_from >= day or old.user_id.id == user):
                old.write(values)
                result |= old
                continue
            if old:
                ended |= old
            made.append(
                values
                | {"partner_id": partner, "company_id": company.id, "date_from": day}
            )
        ended.write({"date_to": day - ONE_DAY})
        ended.flush_recordset()  # before the index of those in force is asked
        result |= everything.create(made)
        self._on_assigned(result)
        return result

    @api.model
    def _before_merge(self, sources, target):
        """Of customers who become one, the one that is left keeps its advisor; without
        one it takes over the latest, and the others are ended: history stays."""
        rows = self.sudo().search(
            Domain("partner_id", "in", (sources | target).ids)
            & Domain("date_to", "=", False)
        )
        for _company, mine in rows.grouped("company_id").items():
            kept = mine.filtered(lambda row: row.partner_id == target) or mine[:1]
            (mine - kept)._end()

    def _end(self):
        """End assignments yesterday, or on the day on which they began."""
        today = fields.Date.context_today(self)
        for first, rows in self.grouped("date_from").items():
            rows.date_to = max(first, today - ONE_DAY)

    @api.model
    def _end_of_parts(self, partners):
        """End what serves contacts that have become part of another customer."""
        rows = self.sudo().search(
            Domain("partner_id", "in", partners.ids) & Domain("date_to", "=", False)
        )
        rows.filtered(
            lambda row: row.partner_id != row.partner_id.commercial_partner_id
        )._end()

    @api.model
    def _check_users(self, users):
        """Customers are served by the staff that is there."""
        if wrong := users.filtered(lambda user: user.share or not user.active):
            raise UserError(
                self.env._(
                    "%(names)s cannot serve customers: choose active members of the"
                    " staff.",
                    names=", ".join(wrong.mapped("name")),
                )
            )

    @api.model
    def _on_assigned(self, assignments):
        """Customers have another advisor; other add-ons may follow."""
        self.env["service.deadline"].sudo()._recheck(
            [
                ("rule_id.role_id.kind", "=", "advisor"),
                ("partner_id.commercial_partner_id", "in", assignments.partner_id.ids),
            ]
        )

    @api.constrains("partner_id")
    def _check_entity(self):
        for row in self:
            if row.partner_id != row.partner_id.commercial_partner_id:
                raise ValidationError(
                    self.env._(
                        "%(contact)s belongs to %(entity)s: advisors serve the whole"
                        " customer.",
                        contact=row.partner_id.name,
                        entity=row.partner_id.commercial_partner_id.name,
                    )
                )

    @api.model
    def _care_assignments(self):
        """Domain of the assignments in force of the user's own customers."""
        return Domain("date_to", "=", False) & (
            Domain("user_id", "=", self.env.uid)
            | Domain("backup_id", "=", self.env.uid)
        )

    @api.readonly
    @needs_access("read")
    def action_open_partner(self):
        """Open the customer."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "res.partner",
            "res_id": self.partner_id.id,
            "views": [(False, "form")],
        }
