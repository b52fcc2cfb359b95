from odoo.tests import HttpCase

from odoo.addons.service_rating.tests.common import RatingCase


class ChatCase(RatingCase, HttpCase):
    """Employee of Lotus Mall answers the chats on its site, Manager leads him."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.operator = cls.employee.user_id
        cls.operator.group_ids += cls.env.ref("im_livechat.im_livechat_group_user")
        cls.env["mail.presence"]._update_presence(cls.operator)
        cls.site = cls.env["im_livechat.channel"].create(
            {"name": "Site of the Mall", "user_ids": [cls.operator.id]}
        )

    def _ratings(self, chat=None):
        domain = [("res_model", "=", "discuss.channel")]
        if chat:
            domain.append(("res_id", "=", chat.id))
        return self.env["service.rating"].search(domain)
