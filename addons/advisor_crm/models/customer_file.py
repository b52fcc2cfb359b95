from odoo import api, fields, models

from odoo.addons.base_engine_tools.engine.access import needs_access


class CustomerFile(models.Model):
    """What is known of a customer beyond the address (客户档案, SA-2.1).

    One per commercial entity and company. Read and kept by who serves the customer.
    """

    _name = "customer.file"
    _inherit = ["guarded.mixin", "advisor.care.mixin", "mail.thread"]
    _description = "Customer File"
    _rec_name = "partner_id"
    _order = "id desc"

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
        index=True,
        default=lambda self: self.env.company,
    )
    needs = fields.Text(string="What They Need", tracking=True)
    preferences = fields.Text(
        tracking=True, help="What they like, and what they avoid."
    )
    decision_maker_id = fields.Many2one(
        comodel_name="res.partner",
        string="Decides",
        ondelete="set null",
        domain="[('commercial_partner_id', '=', partner_id)]",
        tracking=True,
        help="Who decides about an order.",
    )
    best_time = fields.Char(string="Best Reached", tracking=True)
    competitors = fields.Char(string="Also Buys From", tracking=True)
    note = fields.Html(string="Notes")
    percent = fields.Integer(string="Complete (%)", compute="_compute_completeness")
    missing = fields.Json(compute="_compute_completeness", groups="base.group_user")
    missing_text = fields.Text(string="Still to Ask", compute="_compute_completeness")

    _partner_unique = models.Constraint(
        "UNIQUE(partner_id, company_id)", "A customer has one file per company."
    )

    @api.depends(
        "needs", "preferences", "decision_maker_id", "best_time", "competitors", "note"
    )
    @api.depends_context("lang")
    def _compute_completeness(self):
        for company, files in self.grouped("company_id").items():
            found = self.env["customer.file.question"]._completeness(
                files.partner_id, company
            )
            for file in files:
                percent, missing = found.get(file.partner_id.id, (100, []))
                file.percent = percent
                file.missing = missing
                file.missing_text = "\n".join(row["question"] for row in missing)

    @api.model
    def _open(self, partner):
        """The file of a customer in the company that is chosen; made if there is
        none."""
        entity, company = partner.commercial_partner_id, self.env.company
        file = self.search(
            [("partner_id", "=", entity.id), ("company_id", "=", company.id)]
        )
        if file:
            return file
        values = {"partner_id": entity.id, "company_id": company.id}
        made = self.sudo().create(values).sudo(False)
        made.check_access("read")
        return made

    @api.model
    def _before_merge(self, sources, target):
        """Of customers who become one, the file that is left takes what it lacks; the
        rest of the others is kept in its messages."""
        files = self.sudo().search([("partner_id", "in", (sources | target).ids)])
        for _company, mine in files.grouped("company_id").items():
            kept = mine.filtered(lambda file: file.partner_id == target) or mine[:1]
            for file in mine - kept:
                kept._take_over(file)
            (mine - kept).unlink()

    def _take_over(self, file):
        names = ("needs", "preferences", "best_time", "competitors", "note")
        known = {name: file[name] for name in names if file[name]}
        self.write({name: known[name] for name in known if not self[name]})
        if not self.decision_maker_id:
            self.decision_maker_id = file.decision_maker_id
        rest = [str(known[name]) for name in known if self[name] != known[name]]
        if rest:
            self._message_log(body="\n".join(rest))

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
