import json
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.fields import Command
from odoo.tests import HttpCase, tagged
from odoo.tests.common import ChromeBrowser

from odoo.addons.advisor_crm_order.engine.news import due_notices, tell
from odoo.addons.advisor_crm_order.engine.planning import plan_each

READY = "odoo.isReady === true"
LOGIN = "fingertip"
#: What a person does: taps, text that is typed, and what is looked at.
STEPS = [
    ["see", ".o_advisor_day"],
    # A call from the list, with a note and the next date
    ["tap", "[data-part=contacts] .o_advisor_day_steps .btn", "Reached"],
    ["tap", ".modal .o_field_widget[name=mood] label", "Content"],
    ["tap", ".modal .o_field_widget[name=result] input", ""],
    ["type", "Wants panels in spring"],
    ["tap", ".modal .o_field_widget[name=next_date] :is(input, button)", ""],
    ["tap", ".o_datetime_picker .o_date_item_cell.o_today", ""],
    ["tap", ".modal .o_field_widget[name=next_content] input", ""],
    ["type", "The offer"],
    ["tap", ".modal footer .btn-primary", ""],
    ["gone", ".modal"],
    # An order in trouble is opened, then its customer is told
    ["tap", "[data-part=orders] .o_advisor_day_open", "Produced"],
    ["see", ".o_form_view"],
    ["back"],
    ["see", ".o_advisor_day"],
    ["tap", "[data-part=orders] .o_advisor_day_steps .btn", "Told"],
    ["gone", "[data-part=orders] .o_advisor_day_steps .btn", "Told"],
    # An enquiry is answered
    ["tap", "[data-part=needs] .o_advisor_day_steps .btn", "Call or Visit"],
    ["tap", ".modal .o_field_widget[name=note] textarea", ""],
    ["type", "Told the price"],
    ["tap", ".modal footer .btn-primary", ""],
    ["gone", ".modal"],
    # A silent customer is seen
    ["reach", "[data-part=silent] .o_advisor_day_open", "Still Waters"],
]
#: Asks for pushes and taps by hand; scripts only look.
DAY = """
(async () => {
    const steps = %s;
    const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    const shown = (selector, text) =>
        [...document.querySelectorAll(selector)].find(
            (each) => each.checkVisibility() && each.textContent.includes(text || "")
        );
    const find = async (selector, text, there = true) => {
        for (let turn = 0; turn < 300; turn++) {
            if (Boolean(shown(selector, text)) === there) return shown(selector, text);
            await wait(100);
        }
        throw new Error(`${there ? "not there" : "still there"}: ${selector} ${text}`);
    };
    const reach = async (selector, text) => {
        let box;
        for (let turn = 0; turn < 60; turn++) {
            box = (await find(selector, text)).getBoundingClientRect();
            const middle = box.top + box.height / 2;
            if (middle > 60 && middle < innerHeight - 60) break;
            console.log(middle > 60 ? "push up" : "push down");
            await wait(250);
        }
        await wait(300);
        box = (await find(selector, text)).getBoundingClientRect();
        const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
        if (y < 0 || y > innerHeight || x < 0 || x > innerWidth) {
            throw new Error(`out of reach: ${selector} ${text}`);
        }
        return [x, y];
    };
    const take = {
        see: (selector, text) => find(selector, text),
        gone: (selector, text) => find(selector, text, false),
        reach,
        tap: async (selector, text) => {
            const [x, y] = await reach(selector, text);
            console.log(`tap ${x} ${y}`);
        },
        type: async (text) => console.log(`type ${text}`),
        back: async () => history.back(),
    };
    try {
        for (const [step, ...rest] of steps) {
            await take[step](...rest);
            await wait(400);
        }
        console.log("test successful");
    } catch (error) {
        console.error(error.message);
    }
})();
"""


@tagged("post_install", "-at_install")
class TestFingerDay(HttpCase):
    """An advisor does a day's work on a screen of 390 px, by finger."""

    browser_size = "390x844"
    touch_enabled = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.ref("base.main_company")
        cls.env = cls.env(context=dict(cls.env.context, mail_notify_force_send=False))
        groups = (
            "base.group_user",
            "advisor_crm.group_advisor",
            "sales_team.group_sale_salesman",
        )
        cls.user = cls.env["res.users"].create(
            {
                "name": "Finn Gertip",
                "login": LOGIN,
                "password": LOGIN,
                "email": "fingertip@riverside.example",
                "company_id": cls.company.id,
                "company_ids": [Command.set(cls.company.ids)],
                "group_ids": [Command.set([cls.env.ref(g).id for g in groups])],
            }
        )
        cls.customer = cls._create_customer("Lotus Tea", phone="+86 21 5555 9000")
        cls.silent = cls._create_customer("Still Waters", phone="+86 21 5555 9001")

    @classmethod
    def _create_customer(cls, name, **values):
        partner = cls.env["res.partner"].create({"name": name, **values})
        cls.env["advisor.assignment"]._assign(
            cls.company,
            [(partner.id, cls.user.id, None, {"why": "hand"})],
            fields.Date.today() - timedelta(days=90),
        )
        return partner

    def _to_call(self):
        """The customer is to be contacted today."""
        now, today = fields.Datetime.now(), fields.Date.today()
        return self.env["service.contact.duty"].create(
            {
                "partner_id": self.customer.id,
                "company_id": self.company.id,
                "user_id": self.user.id,
                "subject": "The season",
                "period_start": today - timedelta(days=2),
                "period_end": today + timedelta(days=1),
                "begins_at": now - timedelta(days=2),
                "due_at": now + timedelta(days=1),
            }
        )

    def _in_trouble(self):
        """An order that is late; its customer has no e-mail address."""
        now = fields.Datetime.now()
        self.company.order_watch_since = now - timedelta(days=30)
        product = self.env["product.product"].create(
            {"name": "Tea boxes", "type": "consu", "list_price": 10}
        )
        line = {"product_id": product.id, "tax_ids": [Command.clear()]}
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "company_id": self.company.id,
                "user_id": self.user.id,
                "commitment_date": now - timedelta(days=2),
                "order_line": [Command.create(line)],
            }
        )
        order.sudo()._note_check("checked")
        order.action_confirm()
        order.date_order = now - timedelta(days=10)
        plan_each(order.sudo())
        while due := due_notices(self.env, 1):
            for each, notices in due.items():
                tell(each, notices)
        self.assertEqual(order.order_notice_ids.state, "failed")
        return order

    def _enquiry(self):
        return self.env["crm.lead"].create(
            {
                "name": "Tea for the fair",
                "type": "opportunity",
                "partner_id": self.customer.id,
                "company_id": self.company.id,
                "user_id": self.user.id,
                "enquiry_kind_id": self.env.ref(
                    "advisor_crm_need.enquiry_kind_enquiry"
                ).id,
            }
        )

    def _silence(self):
        return self.env["service.contact.silence"].create(
            {
                "partner_id": self.silent.id,
                "company_id": self.company.id,
                "user_id": self.user.id,
                "last_on": fields.Date.today() - timedelta(days=60),
                "interval_count": 9,
                "usual_days": 20,
                "silent_days": 60,
            }
        )

    def test_sa_2_1_a_day_of_work_by_finger(self):
        duty, order = self._to_call(), self._in_trouble()
        lead, _silence = self._enquiry(), self._silence()
        self.env.flush_all()
        self._do(STEPS)
        self.env.invalidate_all()
        self.assertEqual(duty.state, "done")
        note = duty.note_id
        self.assertEqual((note.result, note.mood), ("Wants panels in spring", "good"))
        self.assertEqual((note.user_id, note.next_content), (self.user, "The offer"))
        agreed = self.env["service.contact.duty"].search(
            [("agreed_note_id", "=", note.id)]
        )
        self.assertEqual(agreed.user_id, self.user)
        self.assertEqual(set(order.order_notice_ids.mapped("state")), {"by_hand"})
        self.assertTrue(lead.first_answer_at)

    def _do(self, steps):
        """Take the steps, with a finger and the keyboard of the phone."""
        handle = ChromeBrowser._handle_console

        def listen(browser, type, args=None, **more):
            said = str((args or [{}])[0].get("value", ""))
            for method, params in self._by_hand(said):
                browser._websocket_send(method, params=params)
            return handle(browser, type, args=args, **more)

        with patch.object(ChromeBrowser, "_handle_console", listen):
            self.browser_js(
                "/odoo/my-day", DAY % json.dumps(steps), READY, login=LOGIN, timeout=300
            )

    def _by_hand(self, said):
        """What a finger does about a word of the page."""
        word, _space, rest = said.partition(" ")
        if word == "tap":
            x, y = map(float, rest.split())
            yield "Input.dispatchTouchEvent", self._touch("touchStart", x, y)
            yield "Input.dispatchTouchEvent", self._touch("touchEnd")
        elif word == "push":
            path = range(600, 240, -30) if rest == "up" else range(240, 600, 30)
            yield "Input.dispatchTouchEvent", self._touch("touchStart", 150, path[0])
            for y in path[1:]:
                yield "Input.dispatchTouchEvent", self._touch("touchMove", 150, y)
            yield "Input.dispatchTouchEvent", self._touch("touchEnd")
        elif word == "type":
            yield "Input.insertText", {"text": rest}

    def _touch(self, kind, x=None, y=None):
        points = [] if x is None else [{"x": x, "y": y}]
        return {"type": kind, "touchPoints": points}
