"""Who orders at Riverside Plaza, and which tiers follow from it."""

from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.fields import Command

from . import buyers
from .chapter import ADDON, Chapter
from .staff import CHINESE

#: Who looked after the customers, by their numbers.
SELLERS = ("advisor", "advisor2", "advisor3", "cai")
WEEKS = 52
#: Somebody decides otherwise than the figures: (customer, tier, why).
LOCKED = (30, "important", "签有三年框架协议，首年订单较少。")
#: Orders of the last days are confirmed one by one, see ``orders.py``.
RECENT, FOLLOWED = 18, ("steady", "rising")


class Sales(Chapter):
    """Products, sixty customers, and what they have ordered."""

    def tell(self):
        for key, (name, price) in buyers.PRODUCTS.items():
            self.named(
                "product.product",
                key,
                {
                    "name": name,
                    "list_price": price,
                    "type": "consu" if key in ("boxes", "cards") else "service",
                    "taxes_id": [Command.clear()],
                },
            )
        team = self.named(
            "crm.team",
            "customers",
            {
                "name": "Customers",
                "company_id": self.company.id,
                "user_id": self.ref("user", "depthead").id,
                "member_ids": [
                    Command.set([self.ref("user", seller).id for seller in SELLERS])
                ],
            },
        )
        languages = dict(self.env["res.lang"].get_installed())
        people = buyers.buyers()
        partners = self.env["res.partner"].create(
            [self._partner(buyer, languages) for buyer in people]
        )
        self.env["ir.model.data"]._update_xmlids(
            [
                {
                    "xml_id": f"{ADDON}.demo_partner_buyer{buyer.number:02}",
                    "record": partner,
                    "noupdate": True,
                }
                for buyer, partner in zip(people, partners, strict=True)
            ]
        )
        rows = [
            self._order(buyer, partner, team, bought)
            for buyer, partner in zip(people, partners, strict=True)
            for bought in buyers.purchases(buyer)
            if bought.days > RECENT or buyer.kind not in FOLLOWED
        ]
        rows.sort(key=lambda row: row["date_order"])
        # Confirmed at once and long ago: nobody is told.
        self.env["sale.order"].create(rows).write({"state": "sale"})
        self.env.flush_all()

    def _partner(self, buyer, languages):
        chinese = buyer.reads_chinese and CHINESE in languages
        return {
            "name": buyer.name,
            "is_company": True,
            "city": buyer.city,
            "country_id": self.env.ref("base.cn").id,
            "email": buyer.address,
            "phone": buyer.phone,
            "lang": CHINESE if chinese else "en_US",
            "child_ids": [
                Command.create(
                    {
                        "name": "采购部" if buyer.reads_chinese else "Purchasing",
                        "type": "contact",
                    }
                )
            ]
            if buyer.number % 3
            else [],
        }

    def _order(self, buyer, partner, team, bought):
        day = buyers.on_a_workday(self.today - timedelta(days=bought.days))
        product = self.ref("product", bought.product)
        return {
            "partner_id": partner.id,
            "company_id": self.company.id,
            "team_id": team.id,
            "user_id": self.ref("user", SELLERS[buyer.number % len(SELLERS)]).id,
            "pricelist_id": False,
            "watch_state": "left",  # nobody had followed orders before
            "date_order": self.moment(day, 9 * 60 + 7 * (buyer.number % 40)),
            "order_line": [
                Command.create(
                    {
                        "product_id": product.id,
                        "product_uom_qty": bought.quantity,
                        "price_unit": product.list_price,
                        "tax_ids": [Command.clear()],
                    }
                )
            ],
        }


class Tiers(Chapter):
    """Every week the tiers are judged: who rises, who falls, and why."""

    def tell(self):
        criteria = self.env.ref("customer_tier.customer_criteria_example")
        first = self.today - timedelta(days=7 * WEEKS)
        if criteria.state == "draft":  # the story may be told a second time
            criteria.date_from = first
            criteria.with_user(self.ref("user", "pm")).sudo().action_publish()
        engine = self.env["customer.tier.engine"]
        for week in range(WEEKS):
            engine._run_company(self.company, None, first + timedelta(days=7 * week))
        number, tier, reason = LOCKED
        standing = self.env["customer.standing"].search(
            [
                ("partner_id", "=", self.ref("partner", f"buyer{number:02}").id),
                ("company_id", "=", self.company.id),
            ]
        )
        standing.write(
            {
                "lock_tier_id": self.env.ref(f"customer_tier.customer_tier_{tier}").id,
                "lock_user_id": self.ref("user", "pm").id,
                "lock_reason": reason,
                "lock_until": self.today + timedelta(days=150),
                "locked_on": fields.Datetime.now(),
            }
        )
        engine._run_company(self.company)
        trials = self.env["customer.tier.trial"].with_user(self.ref("user", "pm"))
        trials._ask(criteria.with_env(trials.env).sudo(), months=6)
        self._date_back()

    def _date_back(self):
        """A run of the past is dated as Odoo would have dated it then."""
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE customer_tier_run SET create_date = date + interval '19 hours'"
            " WHERE date < CURRENT_DATE"
        )
        self.env["customer.tier.run"].invalidate_model(["create_date"])


class Clocked(Chapter):
    """A chapter whose steps are taken one after the other, each at its time."""

    _day = None

    @property
    def today(self):
        """Override: the day on which the story ends, whatever the clock says."""
        return self._day or super().today

    def tell(self):
        now = fields.Datetime.now()
        self._day = self.today
        with freeze_time(now) as clock:
            self._clock, self._now = clock, now
            self.take_steps()
            self.go(now)

    def take_steps(self):
        """What happens."""
        raise NotImplementedError

    def go(self, moment):
        """To a moment, and no farther than now."""
        self.env.flush_all()
        self._clock.move_to(min(moment, self._now))

    def ago(self, days, minutes=10 * 60):
        """So many days ago, so many minutes after local midnight; on a workday."""
        day = buyers.on_a_workday(self.today - timedelta(days=days))
        return self.moment(day, minutes)

    def buyer(self, number):
        """A customer by the number."""
        return self.ref("partner", f"buyer{number:02}")

    def as_user(self, records, login):
        """Records in the name of somebody, with the rights of the story."""
        return records.with_user(self.ref("user", login)).sudo()
