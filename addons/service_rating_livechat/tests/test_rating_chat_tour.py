from odoo.tests import tagged

from .common import ChatCase


@tagged("post_install", "-at_install")
class TestRatingChatTour(ChatCase):
    """A visitor chats on the site, closes the window and rates there."""

    def test_cs_6_3_a_visitor_rates_by_a_tap_after_a_chat(self):
        self.start_tour(
            f"/im_livechat/support/{self.site.id}", "service_rating_chat_tour"
        )
        rating = self._ratings()
        self.assertEqual(
            (rating.state, rating.way, rating.user_id),
            ("done", "chat", self.operator),
        )
        self.assertEqual(
            (rating.attitude, rating.effect, rating.timeliness, rating.comment),
            (4, 2, 5, "It still does not run"),
        )
        self.assertEqual(rating._follow_ups().user_id, self.manager.user_id)
