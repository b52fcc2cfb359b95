"""Who serves the customers of Riverside Plaza, and who is in contact with them."""

from datetime import timedelta

from odoo import fields
from odoo.fields import Command

from . import buyers
from .days import MIDDLE
from .sales import SELLERS, Clocked

LEADER = "depthead"
#: Points that each can serve; the last one leaves.
CAPACITY = {"advisor": 50, "advisor2": 45, "advisor3": 40, "cai": 30}
#: Tier: (priority, points, minutes a month, has an advisor, what is done).
STRATEGIES = {
    "important": ("3", 3, 180, True, "A visit each quarter, a call each month."),
    "potential": ("2", 2, 60, True, "A call each quarter: what would help next?"),
    "general": ("1", 1, 15, True, "A call each quarter."),
}
#: (name, tiers, every so many months, what to talk about)
CADENCES = (
    ("Important customers", ("important",), 1, "Plans of the next season."),
    ("Other customers", ("general", "potential"), 3, "Are they content?"),
)
#: Nobody has noted a contact with these, and these were forgotten lately.
NEVER, FORGOTTEN = {33, 41, 57}, {5, 9, 24, 25, 26, 27, 28}
#: What was said: (result, mood, what comes next or nothing)
TALKS = {
    "en": (
        ("Content; will order for the spring festival.", "good", ""),
        ("Asks for delivery on a Saturday.", "neutral", "Saturday delivery"),
        ("The panel was lit too late in the evening.", "bad", ""),
        ("Wants to see the new event space.", "good", "Show the event space"),
    ),
    "zh": (
        ("对上次活动很满意，年底会再订场地。", "good", ""),
        ("希望发票能随货寄出。", "neutral", "确认发票寄送方式"),
        ("礼盒包装有破损，已致歉并补发。", "bad", ""),
        ("新采购负责人上任，约下月见面。", "good", "拜访新采购负责人"),
    ),
}
#: (customer, suggestion, department, answer or nothing, how far it is)
SUGGESTIONS = (
    (0, "Deliver gift boxes to each branch", "operations", "", "new"),
    (3, "停车场增设卸货区", "property", "", "passed"),
    (6, "Show the free days of the event space online", "operations", "Yes.", "told"),
    (17, "广告位到期前一个月提醒续订", "operations", "可以，下月起执行。", "answered"),
)
NEEDS = ("Gift boxes for 300 people before the holidays.", "年会场地，约两百人。")


class Advisors(Clocked):
    """Strategies, advisors, who serves whom; contacts of half a year; one leaves."""

    def take_steps(self):
        self.go(self.ago(330))
        self._strategies()
        self._profiles()
        self._assign()
        self._files()
        for month in range(6, -1, -1):
            if month == 6:
                self.go(self._first(6))
                self._cadences()
            else:
                self.go(self._first(month))
            self._plan()
            if month == 1:
                self._talk_in(1, (2, 6, MIDDLE))
                self._hand_over()
                self._talk_in(1, (MIDDLE + 2, 14, 18))
            else:
                self._talk_in(month, (2, 6, 10, 14, 18))
        self._suggest()
        self.go(self._now)
        self._plan()
        self.env["service.contact.silence"]._refresh()

    # --- who serves whom --------------------------------------------------------------

    def _strategies(self):
        teams = {"important": self._team()}
        for code, (priority, points, minutes, advised, plan) in STRATEGIES.items():
            tier = self.env.ref(f"customer_tier.customer_tier_{code}")
            team = teams.get(code)
            strategy = self.named(
                "customer.strategy",
                code,
                {
                    "tier_id": tier.id,
                    "priority": priority,
                    "points": points,
                    "minutes_per_month": minutes,
                    "advisor_required": advised,
                    "helpdesk_team_id": team and team.id,
                    "sales_team_id": self.ref("team", "customers").id,
                    "care_plan": f"<p>{plan}</p>",
                },
            )
            self.as_user(strategy, "pm").action_publish()

    def _team(self):
        """Important customers have a service team of their own (SM-5.1)."""
        members = ("leader", "agent", "staff")
        return self.named(
            "helpdesk.ticket.team",
            "key",
            {
                "name": "Key Customers",
                "sequence": 4,
                "company_id": self.company.id,
                "user_id": self.ref("user", "leader").id,
                "user_ids": [
                    Command.set([self.ref("user", name).id for name in members])
                ],
                "show_in_portal": False,
            },
        )

    def _profiles(self):
        profiles = self.env["advisor.profile"].create(
            [
                {
                    "user_id": self.ref("user", seller).id,
                    "company_id": self.company.id,
                    "capacity": CAPACITY[seller],
                    "backup_id": self.ref("user", SELLERS[(place + 1) % 3]).id,
                }
                for place, seller in enumerate(SELLERS)
            ]
        )
        self.env.flush_all()
        return profiles

    def _assign(self):
        """Who has sold to a customer knows it, and serves it while there is room."""
        assigner = self.env["advisor.assigner"]
        assigner._assign_unserved(self.company, commit=False)

    def _files(self):
        """What is known of every second customer."""
        numbers = range(0, len(buyers.NAMES), 2)
        self.env["customer.file"].create(
            [
                {
                    "partner_id": self.buyer(number).id,
                    "company_id": self.company.id,
                    "needs": NEEDS[number // 2 % 2],
                    "best_time": "10:00–11:30" if number % 3 else False,
                    "decision_maker_id": self.buyer(number).child_ids[:1].id,
                }
                for number in numbers
            ]
        )

    def _hand_over(self):
        """Cai Lei leaves: the others serve the customers from the next day on."""
        handover = self.as_user(self.env["advisor.handover"], LEADER).create(
            {
                "user_id": self.ref("user", "cai").id,
                "company_id": self.company.id,
                "kind": "leaves",
                "reason": "离职交接",
                "to_ids": [
                    Command.set([self.ref("user", name).id for name in SELLERS[:3]])
                ],
                "rest_user_id": self.ref("user", LEADER).id,
            }
        )
        handover.action_propose()
        handover.action_apply()

    # --- contacts ---------------------------------------------------------------------

    def _cadences(self):
        for place, (name, tiers, months, agenda) in enumerate(CADENCES):
            tier_ids = [
                self.env.ref(f"customer_tier.customer_tier_{code}").id for code in tiers
            ]
            cadence = self.named(
                "service.contact.cadence",
                tiers[0],
                {
                    "name": name,
                    "sequence": 100 + place,
                    "company_id": self.company.id,
                    "policy_ref": "SA-2.1",
                    "every": months,
                    "unit": "month",
                    "tier_ids": [Command.set(tier_ids)],
                    "role_id": self.env.ref("advisor_crm.service_role_advisor").id,
                    "user_id": self.ref("user", LEADER).id,
                    "agenda": f"<p>{agenda}</p>",
                    "date_from": self.months()[0][0].replace(day=1),
                },
            )
            cadence.domain_user_id = self.ref("user", "pm")
            self.as_user(cadence, "pm").action_publish()

    def _first(self, month):
        """The morning of the first working day of a month, so many months ago."""
        return self.moment(self.months()[6 - month][0], 8 * 60)

    def _plan(self):
        """What the job does in the night."""
        for cadence in self.env["service.contact.cadence"].search(
            [("state", "=", "published")]
        ):
            cadence._plan()
        duties = self.env["service.contact.duty"]
        while duties._settle_pending():
            pass

    def _talk_in(self, month, days):
        """On some working days of a month advisors call whom they have to."""
        for number, which in enumerate(days):
            workdays = self.months()[6 - month]
            if which >= len(workdays):
                continue
            moment = self.moment(workdays[which], 10 * 60 + 20)
            if moment < self._now:
                self.go(moment)
                self._talk(5 * month + number)

    def _talk(self, turn):
        """Those who were to be called and whose turn it is."""
        open_ones = self.env["service.contact.duty"].search(
            [
                ("state", "=", "open"),
                ("company_id", "=", self.company.id),
                ("begins_at", "<=", fields.Datetime.now()),
            ]
        )
        numbers = {self.buyer(n): n for n in range(len(buyers.NAMES))}
        for user, duties in open_ones.grouped("user_id").items():
            mine = {
                partner: numbers[partner]
                for partner in duties.partner_id
                if partner in numbers and self._is_called(numbers[partner], turn)
            }
            if user and mine:
                notes = self.env["service.contact.note"].with_user(user).sudo()
                notes.create([self._note(*each, turn) for each in mine.items()])

    def _is_called(self, number, turn):
        """Whether the customer is called on this turn; some are missed."""
        if number in NEVER or (number in FORGOTTEN and turn < 12):
            return False
        return (number + turn) % 4 == 0

    def _note(self, partner, number, turn):
        language = "zh" if not buyers.NAMES[number][0].isascii() else "en"
        result, mood, after = TALKS[language][(number + turn) % 4]
        topic = self.env["service.contact.topic"].search([], limit=1)
        values = {
            "partner_id": partner.id,
            "company_id": self.company.id,
            "means_id": self.env.ref("service_contact.service_contact_means_call").id,
            "result": result,
            "mood": mood,
            "topic_ids": [Command.set(topic.ids)],
        }
        if after and turn < 2:
            values |= {
                "next_date": self.today + timedelta(days=number % 5),
                "next_content": after,
            }
        return values

    # --- suggestions ------------------------------------------------------------------

    def _suggest(self):
        self.go(self.ago(9))
        for number, name, department, answer, state in SUGGESTIONS:
            partner = self.buyer(number)
            row = self.env["advisor.assignment"]._advisors_of(partner, self.company)
            user = row[partner.id].user_id or self.ref("user", LEADER)
            suggestion = self.env["customer.suggestion"].with_user(user).sudo()
            suggestion = suggestion.create(
                {
                    "name": name,
                    "partner_id": partner.id,
                    "company_id": self.company.id,
                    "user_id": user.id,
                    "department_id": self.ref("department", department).id,
                    "answer": answer,
                }
            )
            if state == "passed":
                suggestion.action_pass_on()
            elif state != "new":
                suggestion.action_answer()
            if state == "told":
                suggestion.action_told()
