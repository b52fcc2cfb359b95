"""Whom Riverside Plaza congratulates, on which days, and with what."""

from datetime import timedelta

from odoo.addons.advisor_crm_care.engine.planning import plan_customers, served_batches
from odoo.addons.advisor_crm_care.engine.sending import (
    AT_ONCE,
    due_greetings,
    send_each,
)

from .sales import SELLERS, Clocked

#: The story of the greetings begins so many days ago.
BEGUN = 21
#: (name, price): what lies in the cupboard, and how many have come.
GIFTS = {"tea": ("Tin of tea", 68, 40), "diary": ("Leather diary", 180, 12)}
CAP, BUDGET = 200, 600
#: Persons: (customer, name, days from today, lunar date or nothing, means agreed to).
PERSONS = (
    (1, "陈立", -12, None, "sms"),
    (4, "Grace Miller", -5, None, "mail"),
    (7, "周慧敏", 2, None, "mail"),
    (10, "Daniel Reed", 4, None, None),
    (13, "王建国", 9, None, "sms"),
    (16, "Emma Hughes", 15, None, "mail"),
    (19, "林秀英", 0, (8, 15), "sms"),
    (22, "Peter Lang", 0, (5, 5), "mail"),
)
#: Days of foundation: (customer, days from today).
FOUNDED = ((0, -9), (2, 0), (5, 6), (8, 12), (3, 18), (29, 24))
#: Who has told us that messages are welcome.
AGREED = range(0, 60, 2)


class Care(Clocked):
    """Days, consents, gifts; what was sent, what waits, what somebody has to say."""

    def take_steps(self):
        self.go(self.ago(BEGUN))
        self.company.care_active = True
        gifts = self._buy()
        strategy = self.ref("strategy", "important")
        foundation = self.env.ref("advisor_crm_care.customer_care_occasion_foundation")
        strategy.write(
            {
                "care_occasion_ids": [(4, foundation.id)],
                "care_gift_id": gifts[0].id,
                "care_gift_cap": CAP,
            }
        )
        profiles = self.env["advisor.profile"].search(
            [("user_id", "in", [self.ref("user", name).id for name in SELLERS])]
        )
        profiles.care_budget = BUDGET
        self._note_days()
        self._note_consents()
        for days in range(BEGUN, -1, -1):
            self.go(self.moment(self.today - timedelta(days=days), 10 * 60))
            if days % 7 == 0:
                self._plan()
            self._work()
        self._give(gifts)

    def _buy(self):
        gifts = []
        for key, (name, cost, count) in GIFTS.items():
            values = {"name": name, "cost": cost, "company_id": self.company.id}
            gift = self.named("customer.care.gift", key, values)
            gift._move("in", count)
            gifts.append(gift)
        return gifts

    def _note_days(self):
        occasions = {
            name: self.env.ref(f"advisor_crm_care.customer_care_occasion_{name}")
            for name in ("birthday", "foundation")
        }
        rows = []
        for number, name, days, lunar, _means in PERSONS:
            person = self.env["res.partner"].create(
                {
                    "name": name,
                    "parent_id": self.buyer(number).id,
                    "email": f"person{number:02}@buyer.example",
                    "phone": f"+86 138 0000 {1000 + number}",
                    "lang": self.buyer(number).lang,
                }
            )
            self.env["ir.model.data"]._update_xmlids(
                [
                    {
                        "xml_id": f"service_policy_demo.demo_partner_person{number:02}",
                        "record": person,
                        "noupdate": True,
                    }
                ]
            )
            rows.append(self._special(person, occasions["birthday"], days, lunar))
        rows += [
            self._special(self.buyer(number), occasions["foundation"], days)
            for number, days in FOUNDED
        ]
        self.env["customer.care.date"].create(rows)

    def _special(self, partner, occasion, days, lunar=None):
        day = self.today + timedelta(days=days)
        month, number = lunar or (day.month, min(day.day, 28))
        return {
            "partner_id": partner.id,
            "company_id": self.company.id,
            "occasion_id": occasion.id,
            "calendar": "lunar" if lunar else "solar",
            "month": month,
            "day": number,
            "source": partner.name,
        }

    def _note_consents(self):
        agreed = [(self.buyer(number), "mail") for number in AGREED]
        agreed += [
            (self.ref("partner", f"person{number:02}"), means)
            for number, _name, _days, _lunar, means in PERSONS
            if means
        ]
        self.env["customer.care.consent"].create(
            [
                {
                    "partner_id": partner.id,
                    "company_id": self.company.id,
                    "means": means,
                    "obtained": "spoken",
                    "given_on": self.today - timedelta(days=BEGUN),
                }
                for partner, means in agreed
            ]
        )

    def _plan(self):
        for partners in served_batches(self.company):
            plan_customers(self.company, partners)

    def _work(self):
        while due := due_greetings(self.env, AT_ONCE):
            send_each(due)

    def _give(self, gifts):
        """One gift is handed over, and one is too dear to go without an approval."""
        greetings = self.env["customer.care.greeting"].search(
            [
                ("state", "in", ("planned", "call")),
                ("company_id", "=", self.company.id),
            ],
            order="date, id",
        )
        for greeting, gift in zip(greetings[:2], gifts, strict=False):
            greeting._give(gift)
        for greeting in greetings[:1].filtered(lambda one: one.state == "planned"):
            self.as_user(greeting, SELLERS[0]).action_hand_over()
