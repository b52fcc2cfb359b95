from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.base_engine_tools.engine.access import needs_access

STAFF = "base.group_user"
ADVISORS = "advisor_crm.group_advisor"


class ResPartner(models.Model):
    """A customer has an advisor in each company, a strategy, and a file."""

    _name = "res.partner"
    _inherit = ["res.partner", "advisor.care.mixin"]

    _care_partner = "id"
    _care_company = ""

    advisor_id = fields.Many2one(
        comodel_name="res.users",
        compute="_compute_advisor_id",
        search="_search_advisor_id",
        groups=STAFF,
        help="Who serves this customer in the company that is chosen.",
    )
    advisor_backup_id = fields.Many2one(
        comodel_name="res.users",
        string="Backup of the Advisor",
        compute="_compute_advisor_id",
        groups=STAFF,
    )
    advisor_since = fields.Date(compute="_compute_advisor_id", groups=STAFF)
    advisor_why = fields.Char(compute="_compute_advisor_why", groups=STAFF)
    strategy_id = fields.Many2one(
        comodel_name="customer.strategy",
        compute="_compute_strategy_id",
        groups=ADVISORS,
        help="How customers of this tier are served.",
    )
    care_plan = fields.Html(compute="_compute_strategy_id", groups=ADVISORS)
    file_percent = fields.Integer(
        string="File Complete (%)", compute="_compute_file", groups=ADVISORS
    )
    file_next = fields.Char(
        string="To Ask Next", compute="_compute_file", groups=ADVISORS
    )
    suggestion_count = fields.Integer(
        compute="_compute_suggestion_count", groups=ADVISORS
    )

    @api.depends_context("company")
    @api.depends("commercial_partner_id")
    def _compute_advisor_id(self):
        rows = self.env["advisor.assignment"]._advisors_of(
            self._origin, self.env.company
        )
        none = self.env["advisor.assignment"].sudo()
        for partner in self:
            row = rows.get(partner._origin.id) or none
            partner.advisor_id = row.user_id
            partner.advisor_backup_id = row.backup_id
            partner.advisor_since = row.date_from

    @api.depends_context("company", "lang")
    @api.depends("commercial_partner_id")
    def _compute_advisor_why(self):
        """Apart from who it is, which lists show without the reason."""
        rows = self.env["advisor.assignment"]._advisors_of(
            self._origin, self.env.company
        )
        for partner in self:
            row = rows.get(partner._origin.id)
            partner.advisor_why = row and row.why_text

    def _search_advisor_id(self, operator, value):
        if operator not in ("in", "any"):
            return NotImplemented
        rows = self.env["advisor.assignment"].sudo()
        in_force = Domain("company_id", "=", self.env.company.id) & Domain(
            "date_to", "=", False
        )
        has_none = False
        if operator == "any":  # a condition on the advisor, with the reader's rights
            users = self.env["res.users"]._search(value)
        else:
            users = [user for user in value if user]
            has_none = len(users) < len(list(value))
        found = rows._search(in_force & Domain("user_id", "in", users))
        domain = Domain("commercial_partner_id", "in", found.subselect("partner_id"))
        if has_none:
            served = rows._search(in_force)
            domain |= Domain(
                "commercial_partner_id", "not in", served.subselect("partner_id")
            )
        return domain

    @api.depends_context("company", "lang")
    @api.depends("commercial_partner_id")
    def _compute_strategy_id(self):
        tiers = {partner.id: partner.customer_tier_id for partner in self._origin}
        strategies = self.env["customer.strategy"]._of(
            self._origin, self.env.company, tiers
        )
        for partner in self:
            partner.strategy_id = strategies.get(partner._origin.id)
            partner.care_plan = partner.strategy_id.care_plan

    @api.depends_context("company", "lang")
    @api.depends("commercial_partner_id")
    def _compute_file(self):
        entities = self._origin.sudo().commercial_partner_id
        tiers = {entity.id: entity.customer_tier_id for entity in entities}
        found = self.env["customer.file.question"]._completeness(
            entities, self.env.company, tiers
        )
        for partner in self:
            entity = partner._origin.commercial_partner_id
            percent, missing = found.get(entity.id, (100, []))
            partner.file_percent = percent
            partner.file_next = missing[0]["question"] if missing else False

    @api.depends_context("uid", "company")
    def _compute_suggestion_count(self):
        counts = self.env["customer.suggestion"]._read_group(
            [
                (
                    "partner_id.commercial_partner_id",
                    "in",
                    self._origin.commercial_partner_id.ids,
                )
            ],
            ["partner_id"],
            ["__count"],
        )
        by_entity = {}
        for contact, count in counts:
            key = contact.sudo().commercial_partner_id.id
            by_entity[key] = by_entity.get(key, 0) + count
        for partner in self:
            partner.suggestion_count = by_entity.get(
                partner._origin.commercial_partner_id.id, 0
            )

    def _going_on(self, company):
        """What goes on with customers, in short, for whoever deals with them now.

        Other add-ons add theirs, asked for all of them at once and in superuser mode:
        only what everybody may know.

        :return: {id of a contact: list of texts in the reader's language}
        """
        return {}

    def write(self, vals):
        """Override: who becomes part of a customer is served by its advisor."""
        result = super().write(vals)
        if {"parent_id", "is_company"} & vals.keys():
            self.env["advisor.assignment"]._end_of_parts(self)
        return result

    # --- buttons ----------------------------------------------------------------------

    @needs_access("read")
    def action_open_file(self):
        """Open the file of the customer; it is made if there is none."""
        self.ensure_one()
        self.env["customer.file"].check_access("create")
        file = self.env["customer.file"]._open(self)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Customer File"),
            "res_model": "customer.file",
            "res_id": file.id,
            "views": [(False, "form")],
        }

    @api.readonly
    @needs_access("read")
    def action_open_suggestions(self):
        """Open what the customer has suggested."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "advisor_crm.customer_suggestion_action"
        )
        entity = self.commercial_partner_id.id
        return action | {
            "domain": [("partner_id.commercial_partner_id", "=", entity)],
            "context": {"default_partner_id": self.id},
        }

    @api.readonly
    @needs_access("read")
    def action_open_assignments(self):
        """Open who has served the customer, from when until when."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "advisor_crm.advisor_assignment_action"
        )
        entity = self.commercial_partner_id.id
        return action | {"domain": [("partner_id", "=", entity)], "context": {}}

    @needs_access("read")
    def action_assign_advisor(self):
        """Ask who serves these customers, with a proposal."""
        if not self.env.user.has_group("advisor_crm.group_leader"):
            raise UserError(
                self.env._("Who serves a customer is said by leaders: ask yours.")
            )
        entities = self.commercial_partner_id
        wizard = self.env["advisor.assign"].create({"partner_ids": entities.ids})
        wizard.action_propose()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Assign an Advisor"),
            "res_model": "advisor.assign",
            "res_id": wizard.id,
            "views": [(False, "form")],
            "target": "new",
        }
