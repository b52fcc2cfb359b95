from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command


class OrderCheckWizard(models.TransientModel):
    """The check list of an order on one screen (SA-2.3).

    What a machine can tell it has ticked already; the rest is one press each.
    """

    _name = "order.check.wizard"
    _inherit = ["checked.wizard.mixin"]
    _description = "Check List of an Order"

    order_id = fields.Many2one(
        comodel_name="sale.order", required=True, readonly=True, ondelete="cascade"
    )
    line_ids = fields.One2many(
        comodel_name="order.check.wizard.line",
        inverse_name="wizard_id",
        compute="_compute_line_ids",
        store=True,
        readonly=False,
    )
    is_draft = fields.Boolean(compute="_compute_is_draft")
    can_skip = fields.Boolean(compute="_compute_is_draft")
    note = fields.Char(string="Why without a Check")

    @api.depends("order_id")
    def _compute_is_draft(self):
        may = self.env.user.has_group("advisor_crm_order.group_skip_check")
        for wizard in self:
            wizard.is_draft = wizard.order_id.state in ("draft", "sent")
            wizard.can_skip = may and wizard.is_draft

    @api.depends("order_id")
    def _compute_line_ids(self):
        items = self.env["order.check.item"]
        for wizard in self:
            rows = [Command.clear()]
            for item in items._of_company(wizard.order_id.company_id):
                finding = item._find(wizard.order_id) if wizard.order_id else None
                rows.append(
                    Command.create(
                        {
                            "item_id": item.id,
                            "found": items._words(finding, wizard.order_id),
                            "by_machine": finding is not None,
                            "machine_right": finding is not None and finding.right,
                            "is_right": finding is not None and finding.right,
                        }
                    )
                )
            wizard.line_ids = rows

    # --- steps ------------------------------------------------------------------------

    def action_check(self):
        """The order is checked."""
        self.ensure_one()
        self._check_targets(self._fields)
        self._note()
        return {"type": "ir.actions.act_window_close"}

    def action_confirm(self):
        """The order is checked, and confirmed."""
        self.action_check()
        return self._confirm()

    def action_skip(self):
        """The order is confirmed without a check; somebody answers for it."""
        self.ensure_one()
        self._check_targets(self._fields)
        note = (self.note or "").strip()
        if not self.env.user.has_group("advisor_crm_order.group_skip_check"):
            raise AccessError(
                self.env._("Orders are confirmed without a check by few: ask a leader.")
            )
        if not note:
            raise UserError(self.env._("Write why it cannot be checked now."))
        self.order_id._note_check("skipped", note)
        self.order_id._message_log(
            body=self.env._("Confirmed without a check: %(note)s", note=note)
        )
        return self._confirm()

    def _confirm(self):
        result = self.order_id.with_context(validate_analytic=True).action_confirm()
        if isinstance(result, dict):
            return result
        return {"type": "ir.actions.act_window_close"}

    def _note(self):
        """Note what was found, and who said that it is right.

        What the machine found is asked anew: the dialog is its user's.
        """
        order = self.order_id
        order.check_access("write")
        rows, wrong = [], []
        by_item = {line.item_id: line for line in self.line_ids}
        for place, item in enumerate(
            self.env["order.check.item"]._of_company(order.company_id)
        ):
            line = by_item.get(item)
            finding = item._find(order)
            right = bool(finding and finding.right)
            note = (line.note or "").strip() if line else ""
            ticked = bool(line and line.is_right)
            if not right and not (ticked and (note or finding is None)):
                wrong.append(item.name)
            rows.append(
                {
                    "order_id": order.id,
                    "company_id": order.company_id.id,
                    "item_id": item.id,
                    "sequence": place,
                    "was_right": right if finding else ticked,
                    "note": note,
                    "checked_at": fields.Datetime.now(),
                    "user_id": self.env.uid,
                }
            )
        if wrong:
            raise UserError(
                self.env._(
                    "Not right yet: %(points)s. Put the order right, or tick the "
                    "point; where the machine disagrees, write why it is accepted.",
                    points=", ".join(wrong),
                )
            )
        self.env["order.check"].sudo().create(rows)
        order._note_check("checked")
