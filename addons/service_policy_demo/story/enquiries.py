"""What customers enquired about, what was recommended, and what came of it."""

from datetime import timedelta

from odoo.fields import Command

from .sales import SELLERS, Clocked

#: (customer, minutes after which somebody answered or nothing, days ago, what they ask)
ENQUIRIES = (
    (10, 12, 40, "Stand for a trade fair", "agreed"),
    (19, 25, 31, "年会场地与礼盒", "agreed"),
    (30, 95, 24, "Gift cards in a box of our own", "lost"),
    (34, 18, 17, "Panel at the north entrance", "changes"),
    (37, 22, 12, "学生开学礼品", "sent"),
    (46, 15, 6, "Opening of the clinic", "answered"),
    (31, 28, 3, "重阳节活动场地", "answered"),
)
#: Nobody has answered yet: (customer, minutes ago, urgent, what they ask)
WAITING = (
    (21, 9, False, "三八节员工礼盒"),
    (20, 4, True, "Rooms for two hundred guests on Friday"),
)
WORDS = {
    "en": (
        "The event space for a day, gift boxes for every guest, and a panel for a "
        "month before.",
        "One contact, one invoice, everything on the spot.",
        "Set up and cleared by us; catering is not included.",
        "A panel for two weeks is enough for us.",
    ),
    "zh": (
        "场地一天、每位来宾一份礼盒，活动前一个月投放广告位。",
        "一个联系人、一张发票，全部现场完成。",
        "布置和清场由我们负责；不含餐饮。",
        "广告位两周就够了。",
    ),
}
CALLED = {
    "en": "Asked for the date and the number of guests.",
    "zh": "已确认日期和人数。",
}


#: Questions of the needs analysis: (question, answer or nothing)
NEEDS = {
    "en": (("quantity", "About two hundred guests"), ("decider", "")),
    "zh": (("quantity", "约两百份"), ("before", "去年在别处订过")),
}
#: Solutions as they are recommended again and again: (name, products)
TEMPLATES = {
    "event": ("Event with gifts", (("space", 1), ("boxes", 60), ("panel", 1))),
    "season": ("Gifts for the season", (("boxes", 100), ("cards", 20))),
}


class Enquiries(Clocked):
    """Enquiries answered, solutions in versions, a quotation; two wait."""

    def take_steps(self):
        for key, template in TEMPLATES.items():
            self._create_template(key, *template)
        for enquiry in sorted(ENQUIRIES, key=lambda one: -one[2]):
            self._tell_one(*enquiry)
        for number, minutes, urgent, text in WAITING:
            self.go(self._now - timedelta(minutes=minutes))
            self._create(number, text, urgent)

    def _create_template(self, key, name, products):
        lines = [
            Command.create(
                {"product_id": self.ref("product", product).id, "quantity": quantity}
            )
            for product, quantity in products
        ]
        self.named(
            "advisor.solution.template",
            key,
            {"name": name, "company_id": self.company.id, "line_ids": lines},
        )

    def _tell_one(self, number, minutes, days, text, fate):
        began = self.ago(days, 10 * 60 + number)
        self.go(began)
        lead = self._create(number, text)
        language = "en" if text.isascii() else "zh"
        self.go(began + timedelta(minutes=minutes))
        lead._note_contact(self._call_name(), True, CALLED[language])
        self.env["advisor.need.answer"].create(
            [
                {
                    "lead_id": lead.id,
                    "question_id": self.env.ref(
                        f"advisor_crm_need.need_question_{question}"
                    ).id,
                    "text": answer,
                }
                for question, answer in NEEDS[language]
            ]
        )
        if fate == "answered":
            return
        self.go(began + timedelta(hours=3))
        solution = self._recommend(lead, language)
        solution.action_hand_over()
        if fate == "sent":
            return
        self.go(began + timedelta(days=2))
        if fate == "lost":
            lead.action_set_lost(
                lost_reason_id=self.env["crm.lost.reason"].search([], limit=1).id
            )
            return
        solution._answer(False, lead.partner_id.name, WORDS[language][3])
        if fate == "changes":
            return
        self.go(began + timedelta(days=3))
        opened = solution.action_revise()
        second = solution.browse(opened["res_id"])
        second.line_ids[-1:].write({"quantity": 0.5})
        second.action_hand_over()
        self.go(began + timedelta(days=4))
        second._answer(True, lead.partner_id.name, "")
        second.action_make_quotation()

    def _call_name(self):
        return self.env.ref("service_contact.service_contact_means_call").name

    def _create(self, number, text, urgent=False):
        partner = self.buyer(number)
        row = self.env["advisor.assignment"]._advisors_of(partner, self.company)
        user = row[partner.id].user_id or self.ref("user", SELLERS[0])
        kind = "urgent" if urgent else "enquiry"
        leads = self.env["crm.lead"].with_user(user).sudo()
        lead = leads.create(
            {
                "name": text,
                "type": "opportunity",
                "partner_id": partner.id,
                "company_id": self.company.id,
                "team_id": self.ref("team", "customers").id,
                "user_id": user.id,
                "enquiry_kind_id": self.env.ref(
                    f"advisor_crm_need.enquiry_kind_{kind}"
                ).id,
            }
        )
        if "iap_enrich_done" in lead:
            # Odoo asks a service of its own about the company of each new lead.
            lead.iap_enrich_done = True
        self.env.flush_all()
        return lead

    def _recommend(self, lead, language):
        content, advantages, scope, _wish = WORDS[language]
        template = self.ref("template", "event")
        lines = [
            Command.create(
                {"product_id": line.product_id.id, "quantity": line.quantity}
            )
            for line in template.line_ids
        ]
        solutions = self.env["advisor.solution"].with_user(lead.user_id).sudo()
        return solutions.create(
            {
                "name": lead.name,
                "lead_id": lead.id,
                "template_id": template.id,
                "user_id": lead.user_id.id,
                "content": f"<p>{content}</p>",
                "advantages": f"<p>{advantages}</p>",
                "scope": f"<p>{scope}</p>",
                "line_ids": lines,
            }
        )
