"""Every amount of ours can be summed in a list that is grouped."""

from odoo.tests import TransactionCase, tagged

from workbench import addons


@tagged("post_install", "-at_install")
class TestAmounts(TransactionCase):
    """The web client asks for the currencies of what it sums: Odoo must know them in
    SQL. Amounts of which no sum means anything have no ``aggregator``."""

    def test_the_currency_of_a_sum_is_known(self):
        ours, count = set(addons.names()), 0
        for name, model in self.env.items():
            if model._abstract:
                continue
            for field in model._fields.values():
                if field.type != "monetary" or field._module not in ours:
                    continue
                if not (field.store and field.aggregator):
                    continue
                currency = field.get_currency_field(model)
                sums = [f"{field.name}:sum_currency", f"{currency}:array_agg_distinct"]
                with self.subTest(model=name, field=field.name):
                    model._read_group([], [], sums)
                count += 1
        self.assertGreater(count, 20)
