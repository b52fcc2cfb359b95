from datetime import timedelta

from odoo import fields

from odoo.addons.advisor_crm.tests.common import AdvisorCase


class CampaignCase(AdvisorCase):
    """Potential customers are Employee's, but for the last two, which are Bo's."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.potential = cls._tier("potential")
        cls.customers = cls.env["res.partner"]
        for number in range(20):
            customer = cls._create_customer(
                f"Customer {number}",
                cls.potential,
                phone=f"+86 10 5555 {1000 + number}",
            )
            cls._assign(customer, cls.bo if number >= 18 else cls.advisor)
            cls.customers |= customer
        cls.campaign = cls._campaign()

    @classmethod
    def _campaign(cls, **values):
        return (
            cls.env["customer.campaign"]
            .with_user(cls.boss)
            .create(
                {
                    "name": "Spring",
                    "tier_ids": [(6, 0, cls.potential.ids)],
                    "held_out_percent": 10,
                    "window_days": 30,
                    "contact_days": 14,
                    "domain": "[('name', 'like', 'Customer ')]",
                }
                | values
            )
        )

    def _members(self, state, campaign=None):
        return (
            (campaign or self.campaign)
            .sudo()
            .member_ids.filtered_domain([("state", "=", state)])
        )

    def _contact(self, member, days=0):
        """The advisor notes a contact, so many days after the start."""
        note = self.env["service.contact.note"].with_user(member.user_id)
        note = note.create({"partner_id": member.partner_id.id, "result": "Likes it"})
        self.assertEqual(member.duty_id.note_id.id, note.id)
        member.sudo().contacted_at = member.campaign_id.started_at + timedelta(
            days=days
        )
        self.env.flush_all()

    def _lead_of(self, customer, days):
        """A lead, so many days after the start of the campaign."""
        lead = self._create_lead(customer)
        self.env.flush_all()
        moment = self.campaign.started_at + timedelta(days=days)
        self.env.cr.execute(
            "UPDATE crm_lead SET create_date = %s WHERE id = %s", [moment, lead.id]
        )
        lead.invalidate_recordset()
        return lead

    def _order_of(self, customer, days, price=100):
        product = self.env["product.product"].create(
            {"name": "Chair", "type": "service", "list_price": price, "taxes_id": False}
        )
        line = {"product_id": product.id, "product_uom_qty": 1, "price_unit": price}
        order = self._create_order(customer, order_line=[(0, 0, line)])
        order.write(
            {
                "state": "sale",
                "date_order": self.campaign.started_at + timedelta(days=days),
            }
        )
        self.env.flush_all()
        return order

    def _started_before(self, days):
        """The campaign has begun so many days ago."""
        self.campaign.action_start()
        self.campaign.sudo().started_at = fields.Datetime.now() - timedelta(days=days)
        self.env.flush_all()
