from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.service_rating.tests.common import LOW, SCORES

from .common import ChatCase


@tagged("post_install", "-at_install")
class TestRatingChat(ChatCase):
    """The visitor of a chat is asked when it ends, whoever ends it."""

    def setUp(self):
        super().setUp()
        self.guest = self.env["mail.guest"].create({"name": "Visitor", "lang": "en_US"})
        self.chat = self._create_chat(self.guest)

    def _create_chat(self, guest):
        """A visitor begins to chat, as his page does it."""
        answer = self.make_jsonrpc_request(
            "/im_livechat/get_session",
            {"channel_id": self.site.id},
            cookies=self._cookies(guest),
        )
        return self.env["discuss.channel"].browse(answer["channel_id"])

    def _cookies(self, guest):
        token = f"{guest.id}{guest._cookie_separator}{guest.access_token}"
        return {guest._cookie_name: token}

    def _say(self, agent=None):
        """The visitor says something, or an agent."""
        who = agent or self.env.ref("base.public_user")
        chat = self.chat.with_user(who).with_context(guest=not agent and self.guest)
        chat.sudo().message_post(
            body="The lift stands still",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )

    def _leave(self):
        self._call("/im_livechat/visitor_leave_session")

    def _call(self, route, guest=None, **values):
        return self.make_jsonrpc_request(
            route,
            {"channel_id": self.chat.id, **values},
            cookies=self._cookies(guest or self.guest),
        )

    # --- who is asked -----------------------------------------------------------------

    def test_cs_6_3_asked_at_once_when_the_visitor_leaves(self):
        self._say()
        self._leave()
        rating = self._ratings(self.chat)
        self.assertEqual((rating.state, rating.way), ("asked", "chat"))
        self.assertEqual(rating.user_id, self.operator)
        self.assertEqual(rating.leader_id, self.manager.user_id)
        self.assertEqual(rating.company_id, self.company)
        self.assertEqual(rating.customer_name, "Visitor")

    def test_cs_6_3_asked_when_the_agent_ends_it(self):
        self._say()
        self.chat.with_user(self.operator).action_unfollow()
        self.assertTrue(self.chat.livechat_end_dt)
        self.assertEqual(self._ratings(self.chat).user_id, self.operator)

    def test_one_question_for_each_chat(self):
        self._say()
        self._leave()
        self._ratings(self.chat)._submit(SCORES, "")
        self.chat.livechat_end_dt = False
        self._leave()
        self.assertEqual(len(self._ratings(self.chat)), 1)

    def test_who_has_said_nothing_is_not_asked(self):
        self._leave()
        self.assertFalse(self._ratings(self.chat))

    def test_nobody_is_asked_before_it_is_switched_on(self):
        self.company.service_rating_active = False
        self._say()
        self._leave()
        self.assertFalse(self._ratings(self.chat))
        self.assertFalse(self._call("/service_rating/chat"))

    def test_other_channels_end_without_a_question(self):
        group = self.env["discuss.channel"].create({"name": "Ours"})
        group.livechat_end_dt = "2026-03-02 09:00:00"
        self.assertFalse(self._ratings(group))

    def test_it_counts_for_who_has_answered(self):
        helper = self.chief.user_id
        self.chat.channel_member_ids = [
            Command.create(
                {"partner_id": helper.partner_id.id, "livechat_member_type": "agent"}
            )
        ]
        self._say()
        self._say(self.operator)
        self._leave()
        self.assertEqual(self._ratings(self.chat).user_id, self.operator)

    def test_no_letter_goes_out(self):
        self.guest.email = "visitor@customer.example"
        self._say()
        self._leave()
        self.env["service.rating"]._cron_run()
        letters = [("email_to", "=", "visitor@customer.example")]
        self.assertFalse(self.env["mail.mail"].search(letters))

    # --- what he answers --------------------------------------------------------------

    def test_asked_in_the_language_of_the_visitor(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.guest.lang = "zh_CN"
        self._say()
        self._leave()
        self.assertEqual(self._ratings(self.chat).lang, "zh_CN")
        question = self._call("/service_rating/chat")
        self.assertEqual(
            [part["key"] for part in question["parts"]],
            ["attitude", "effect", "timeliness"],
        )
        self.assertEqual(question["send"], "提交")

    def test_sm_2_4_the_first_press_counts_and_a_low_one_reaches_the_leader(self):
        self._say()
        self._leave()
        route = "/service_rating/chat/answer"
        self.assertTrue(self._call(route, scores=LOW, comment="Slow"))
        self.assertTrue(self._call(route, scores=SCORES, comment="Changed my mind"))
        rating = self._ratings(self.chat)
        self.assertEqual((rating.timeliness, rating.comment), (2, "Slow"))
        self.assertEqual(rating._follow_ups().user_id, self.manager.user_id)
        self.assertTrue(self._call("/service_rating/chat")["is_answered"])

    def test_what_is_made_up_is_refused(self):
        self._say()
        self._leave()
        route = "/service_rating/chat/answer"
        for scores in ({}, [], {**SCORES, "effect": 6}, {"attitude": 5}):
            with self.subTest(scores):
                self.assertFalse(self._call(route, scores=scores))
        self.assertEqual(self._ratings(self.chat).state, "asked")

    def test_nobody_answers_for_the_visitor(self):
        self._say()
        self._leave()
        stranger = self.env["mail.guest"].create({"name": "Stranger"})
        route = "/service_rating/chat/answer"
        self.assertFalse(self._call("/service_rating/chat", guest=stranger))
        self.assertFalse(self._call(route, guest=stranger, scores=SCORES))
        mine = self.chat.with_user(self.operator)
        self.assertFalse(mine._rating_question())
        self.assertFalse(mine._note_rating(SCORES, ""))
        with self.assertRaises(UserError):
            mine.sudo().action_rate_here()
        self.assertEqual(self._ratings(self.chat).state, "asked")

    def test_a_page_of_another_site(self):
        self._say()
        self._leave()
        token = f"{self.guest.id}{self.guest._cookie_separator}"
        token += self.guest.access_token
        values = {"channel_id": self.chat.id, "guest_token": token}
        asked = self.make_jsonrpc_request("/service_rating/cors/chat", values)
        self.assertEqual(len(asked["parts"]), 3)
        self.make_jsonrpc_request(
            "/service_rating/cors/chat/answer", values | {"scores": SCORES}
        )
        self.assertEqual(self._ratings(self.chat).state, "done")
