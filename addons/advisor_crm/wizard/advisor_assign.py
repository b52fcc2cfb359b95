from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.base_engine_tools.engine.access import needs_access
from odoo.addons.base_engine_tools.engine.turns import take_turn

#: Customers of one proposal by hand; the job takes all.
MOST = 200


class AdvisorAssign(models.TransientModel):
    """Proposes advisors for customers, and why; a leader decides."""

    _name = "advisor.assign"
    _inherit = ["checked.wizard.mixin"]
    _description = "Assign Advisors"

    partner_ids = fields.Many2many(comodel_name="res.partner", string="Customers")
    company_id = fields.Many2one(
        comodel_name="res.company", default=lambda self: self.env.company
    )
    line_ids = fields.One2many(
        comodel_name="advisor.assign.line", inverse_name="wizard_id", string="Proposal"
    )

    @needs_access("write")
    def action_propose(self):
        """Propose an advisor for each customer who has none; keep the others."""
        self._check_targets(self._fields)
        for wizard in self:
            company = wizard.company_id
            entities = wizard.partner_ids.commercial_partner_id
            present = self.env["advisor.assignment"]._advisors_of(entities, company)
            new = entities.filtered(lambda p, known=present: not known[p.id])
            assigner = self.env["advisor.assigner"].sudo()
            choices = {
                choice.customer: choice for choice in assigner._propose(new, company)
            }
            wizard.line_ids.unlink()
            self.env["advisor.assign.line"].create(
                [
                    wizard._line(partner, present[partner.id], choices.get(partner.id))
                    for partner in entities
                ]
            )
        return True

    def _line(self, partner, present, choice):
        if choice is None:
            return {
                "wizard_id": self.id,
                "partner_id": partner.id,
                "user_id": present.user_id.id,
                "backup_id": present.backup_id.id,
                "why": present.why,
            }
        rows = self.env["advisor.assigner"]._rows([choice], self.company_id)
        return {
            "wizard_id": self.id,
            "partner_id": partner.id,
            "user_id": choice.user,
            "backup_id": rows[0][2] if rows else None,
            "why": self.env["advisor.assigner"]._why(choice),
        }

    @api.model
    def action_unserved(self):
        """Propose for customers whose tier asks for an advisor and who have none."""
        self._check_leader()
        standings = self.env["customer.standing"].sudo()
        domain = self.env["advisor.assigner"]._unserved_domain(self.env.company)
        partners = standings.search(domain, limit=MOST, order="id").partner_id
        return partners.sudo(False).action_assign_advisor()

    @needs_access("write")
    def action_apply(self):
        """Assign as the list says."""
        self._check_targets(self._fields)
        self._check_leader()
        for wizard in self:
            lines = wizard.line_ids.filtered("user_id")
            if not lines:
                raise UserError(
                    self.env._("Choose an advisor for at least one customer.")
                )
            take_turn(lines.partner_id.sudo())
            wizard._check_of_team(lines.partner_id)
            rows = [
                (
                    line.partner_id.id,
                    line.user_id.id,
                    line.backup_id.id or None,
                    line.sudo().why or {"why": "hand"},
                )
                for line in lines
            ]
            self.env["advisor.assignment"]._assign(wizard.company_id, rows)
        return {"type": "ir.actions.act_window_close"}

    @api.model
    def _check_leader(self):
        if not self.env.user.has_group("advisor_crm.group_leader"):
            raise AccessError(
                self.env._("Who serves a customer is said by leaders: ask yours.")
            )

    def _check_of_team(self, partners):
        """A leader takes no customer away from another team."""
        served = self.env["advisor.assignment"]._advisors_of(partners, self.company_id)
        rows = self.env["advisor.assignment"].browse(
            {row.id for row in served.values() if row}
        )
        mine = rows.search([("id", "in", rows.ids), ("in_my_care", "=", True)])
        if others := rows.sudo() - mine.sudo():
            raise AccessError(
                self.env._(
                    "%(customers)s: served by another team. Ask its leader, or whoever"
                    " manages customers.",
                    customers=", ".join(others[:5].partner_id.mapped("name")),
                )
            )
