"""What the advisors of Riverside Plaza hear of the market, and whom they try to win."""

from datetime import timedelta

from odoo import fields
from odoo.fields import Command

from .sales import SELLERS, Clocked

COMPETITORS = {
    "east": ("East Gate Mall", "Cheaper panels, an older building."),
    "orient": ("东方商务中心", "同一商圈，主打会议场地。"),
    "gift": ("Giftly Online", "Sells gift boxes over the web."),
}
#: (key, kind, competitor, product, price, source, how sure, days ago, what was heard)
NOTES = (
    (
        "panel1",
        "price",
        "east",
        "panel",
        6500,
        "list",
        "documented",
        120,
        "Panels for less than ours since the summer",
    ),
    (
        "panel2",
        "price",
        "east",
        "panel",
        6200,
        "customer",
        "first_hand",
        60,
        "Panels have become cheaper once more",
    ),
    (
        "panel3",
        "price",
        "east",
        "panel",
        5900,
        "list",
        "documented",
        12,
        "New price list: panels again",
    ),
    (
        "space1",
        "price",
        "orient",
        "space",
        11000,
        "customer",
        "hearsay",
        75,
        "会议场地平日打九折",
    ),
    (
        "space2",
        "price",
        "orient",
        "space",
        12800,
        "seen",
        "first_hand",
        20,
        "节前场地涨价",
    ),
    (
        "boxes1",
        "price",
        "gift",
        "boxes",
        105,
        "press",
        "documented",
        33,
        "Gift boxes in a web shop, without delivery",
    ),
    (
        "hall",
        "competitor",
        "orient",
        "space",
        0,
        "seen",
        "first_hand",
        28,
        "明年三月新开两个会议厅",
    ),
    (
        "print",
        "product",
        "gift",
        "boxes",
        0,
        "fair",
        "documented",
        41,
        "Boxes with the customer's own print from 50 pieces",
    ),
    (
        "green",
        "trend",
        None,
        "boxes",
        0,
        "customer",
        "hearsay",
        16,
        "More and more ask for boxes without plastic",
    ),
    (
        "weekend",
        "demand",
        None,
        "space",
        0,
        "customer",
        "first_hand",
        9,
        "年会场地周末需求明显增加",
    ),
    (
        "school",
        "demand",
        None,
        "cards",
        0,
        "customer",
        "hearsay",
        5,
        "Schools want cards in small amounts before each term",
    ),
)
#: What others say: (note, who)
CONFIRMED = (("panel1", "advisor2"), ("panel2", "advisor3"), ("print", "advisor"))
USEFUL = (("panel3", "advisor2"), ("panel3", "advisor"), ("green", "advisor2"))
CONTRADICTED = ("space1", "advisor3", "只对老客户打折。")
PASSED_ON = ("weekend", "operations")
READER = "operations"
#: (name, days ago, percent held out, budget, cost)
CAMPAIGN = ("Autumn: first steps together", 50, 20, 3000, 1850)
MESSAGE = "<p>Gift boxes for the whole team: the first fifty at the price of forty.</p>"
#: One that goes out as a mailing, to those who are in no other one.
MAILING = ("Winter: a desk to try", 6, 10, 1500, 300)
OFFER = "<p>A desk in our shared office, free for a week: come and try it.</p>"
#: What became of the e-mails, in turn: what is noted of each.
RESULTS = (
    ("set_opened", "set_clicked"),
    (),
    ("set_opened",),
    (),
    ("set_opened", "set_replied"),
    ("set_bounced",),
    (),
    ("set_opened",),
)
SAID = {"en": "Will look at the offer.", "zh": "会考虑这次的优惠。"}


class Market(Clocked):
    """Competitors, notes, prices that fall; a campaign that is over in half, and one
    that went out as a mailing."""

    def take_steps(self):
        for key, (name, text) in COMPETITORS.items():
            self.named("market.competitor", key, {"name": name, "description": text})
        self.named(
            "market.subscription",
            READER,
            {
                "department_id": self.ref("department", READER).id,
                "company_id": self.company.id,
                "since": self.today - timedelta(days=150),
            },
        )
        told = sorted(enumerate(NOTES), key=lambda one: -one[1][7])
        for place, note in told:
            self._note(place, *note)
        for key, user in USEFUL:
            self.as_user(self.ref("note", key), user).action_useful()
        self._campaign(*CAMPAIGN)
        self._mailing(*MAILING)

    def _note(
        self, place, key, kind, competitor, product, price, source, sure, days, text
    ):
        self.go(self.ago(days, 9 * 60 + 13 * place))
        author = self.ref("user", SELLERS[place % 3])
        note = self.named(
            "market.note",
            key,
            {
                "name": text,
                "company_id": self.company.id,
                "user_id": author.id,
                "kind_id": self._kind("market_note_kind", kind),
                "source_kind_id": self._kind("market_source_kind", source),
                "competitor_id": competitor and self.ref("competitor", competitor).id,
                "product_id": self.ref("product", product).id,
                "price": price,
                "currency_id": self.company.currency_id.id,
                "confidence": sure,
                "date": self.ago(days).date(),
                "partner_id": self.buyer(place).id,
            },
        )
        self.go(self.ago(max(days - 2, 0), 15 * 60))
        for name, user in CONFIRMED:
            if name == key and user != SELLERS[place % 3]:
                self.as_user(note, user).action_confirm()
        if key == CONTRADICTED[0]:
            self.as_user(note, CONTRADICTED[1])._contradict(CONTRADICTED[2])
        if key == PASSED_ON[0]:
            note.department_id = self.ref("department", PASSED_ON[1])
            note.with_user(author).sudo().action_pass_on()

    def _kind(self, model, name):
        return self.env.ref(f"advisor_crm_market.{model}_{name}").id

    def _start(self, name, days, percent, budget, cost, tiers, **values):
        """A campaign that has begun so many days ago."""
        self.go(self.ago(days, 9 * 60))
        found = [
            self.env.ref(f"customer_tier.customer_tier_{tier}").id for tier in tiers
        ]
        leader = self.ref("user", "depthead")
        campaigns = self.env["customer.campaign"].with_user(leader).sudo()
        campaign = campaigns.create(
            {
                "name": name,
                "company_id": self.company.id,
                "user_id": leader.id,
                "tier_ids": [Command.set(found)],
                "held_out_percent": percent,
                "budget": budget,
                "cost": cost,
                **values,
            }
        )
        campaign.action_start()
        return campaign

    def _mailing(self, *of_campaign):
        """Nothing leaves: of who was mailed stands here what would come of it."""
        days = of_campaign[1]
        campaign = self._start(
            *of_campaign, ("important", "general"), contact_by="mail", message=OFFER
        )
        mailing = self.env["mailing.mailing"].browse(
            campaign.action_make_mailing()["res_id"]
        )
        members = campaign._members_to_mail().sorted("partner_id")
        traces = self.env["mailing.trace"].create(
            [
                {
                    "mass_mailing_id": mailing.id,
                    "model": "res.partner",
                    "res_id": member.partner_id.id,
                    "email": member.partner_id.email,
                    "trace_status": "outgoing",
                }
                for member in members
            ]
        )
        traces.set_sent()
        mailing.write({"state": "done", "sent_date": fields.Datetime.now()})
        for number, trace in enumerate(traces):
            self.go(self.ago(days - 1, 9 * 60 + 7 * number))
            for step in RESULTS[number % len(RESULTS)]:
                getattr(trace, step)()

    def _campaign(self, *of_campaign):
        days = of_campaign[1]
        campaign = self._start(*of_campaign, ("potential", "general"), message=MESSAGE)
        duties = campaign.member_ids.filtered(
            lambda member: member.state == "to_contact"
        ).duty_id
        for number, duty in enumerate(duties[: len(duties) * 2 // 3]):
            self.go(self.ago(days - 2 - number % 14, 10 * 60 + 5 * number))
            self._contact(duty)

    def _contact(self, duty):
        language = "en" if duty.partner_id.name.isascii() else "zh"
        means = self.env.ref("service_contact.service_contact_means_call")
        notes = self.env["service.contact.note"].with_user(duty.user_id).sudo()
        notes.create(
            {
                "partner_id": duty.partner_id.id,
                "company_id": self.company.id,
                "means_id": means.id,
                "result": SAID[language],
            }
        )
