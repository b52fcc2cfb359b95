from odoo import api, models

#: What of a line is corrected after the confirmation.
WATCHED = (
    "product_id",
    "name",
    "product_uom_qty",
    "product_uom_id",
    "price_unit",
    "discount",
)


class SaleOrderLine(models.Model):
    """Changes of the lines of a confirmed order are noted (SA-2.3)."""

    _inherit = "sale.order.line"

    @api.model_create_multi
    def create(self, vals_list):
        """Override to note lines that come after the confirmation."""
        lines = super().create(vals_list)
        lines._note_lines(self.env._("Line added"), is_new=True)
        return lines

    def write(self, vals):
        """Override to note what is changed after the confirmation."""
        names = [name for name in WATCHED if name in vals]
        watched = self._of_watched_orders() if names else self.browse()
        if not watched:
            return super().write(vals)
        before = {line: line._shown(names) for line in watched}
        result = super().write(vals)
        rows = [
            (
                line.order_id,
                f"{line.product_id.display_name or line.name}: "
                f"{self._fields[name]._description_string(self.env)}",
                old[name],
                new,
            )
            for line, old in before.items()
            for name, new in line._shown(names).items()
            if old[name] != new
        ]
        if rows:
            self.env["order.correction"]._note_changes(rows)
        return result

    def unlink(self):
        """Override to note lines that are taken away."""
        self._note_lines(self.env._("Line removed"), is_new=False)
        return super().unlink()

    def _of_watched_orders(self):
        """Lines of confirmed, followed orders, without those that others add."""
        orders = self.order_id._watched()
        if not orders:
            return self.browse()
        return self.filtered(
            lambda line: (
                line.order_id in orders
                and not line.display_type
                and not line.is_downpayment
                and not line.is_expense
                and not line._is_delivery()
            )
        )

    def _note_lines(self, what, is_new):
        rows = []
        for line in self._of_watched_orders():
            text = f"{line.product_uom_qty:g} {line.name}"
            rows.append((line.order_id, what, *("", text)[:: 1 if is_new else -1]))
        if rows:
            self.env["order.correction"]._note_changes(rows)

    def _shown(self, names):
        """Values of fields as texts, in words."""
        self.ensure_one()
        return {
            name: str(
                self[name].display_name
                if self._fields[name].type == "many2one"
                else self[name]
            )
            for name in names
        }
