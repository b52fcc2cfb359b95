from odoo import models
from odoo.exceptions import UserError

from ...service_rating.core.asking import HIGHEST, LOWEST, PARTS, read_scores


class DiscussChannel(models.Model):
    """A live chat whose visitor is asked how content he is, once it ends (CS-6.3).

    One question for each chat: who has answered is not asked again when the chat goes
    on and ends once more.
    """

    _name = "discuss.channel"
    _inherit = ["discuss.channel", "service.rating.mixin"]

    def write(self, vals):
        """Override: whoever ends a chat, its visitor is asked."""
        ending = self.browse()
        if vals.get("livechat_end_dt"):
            ending = self.sudo().filtered(
                lambda chat: (
                    chat.channel_type == "livechat" and not chat.livechat_end_dt
                )
            )
        result = super().write(vals)
        if ending:
            ending._ask_after_chat()
        return result

    def _ask_after_chat(self):
        """Ask the visitors of chats in which they have said something to a person."""
        spoken = self.filtered(
            lambda chat: (
                chat.livechat_agent_history_ids
                and any(chat.livechat_customer_history_ids.mapped("message_count"))
            )
        )
        asked = self.env["service.rating"].search(
            [("res_model", "=", self._name), ("res_id", "in", spoken.ids)]
        )
        known = set(asked.mapped("res_id"))
        return spoken.filtered(lambda chat: chat.id not in known)._ask_rating("chat")

    # --- who is asked, and who has served ---------------------------------------------

    def _rating_company(self):
        """Override: that of who has served."""
        return self._rating_user().company_id or self.env.company

    def _rating_customer(self):
        """Override: the visitor, with or without a log-in."""
        partner = self.livechat_customer_partner_ids[:1]
        guest = self.livechat_customer_guest_ids[:1]
        return partner, partner.name or guest.name, partner.email or guest.email

    def _rating_user(self):
        """Override: who came last of those who have answered; else who was to."""
        answered = self.livechat_agent_history_ids.filtered("message_count")
        partner = answered.sorted("id")[-1:].partner_id or self.livechat_operator_id
        return partner.main_user_id

    def _rating_leader(self):
        """Override: the manager in the company of who has served, for the visitor has
        none."""
        return self._rating_user().with_company(self._rating_company())._manager()

    def _ask_rating_here(self):
        """Override: there is no counter, and nobody answers for the visitor."""
        raise UserError(
            self.env._("A chat is rated by its visitor, in the window of the chat.")
        )

    def _prepare_rating(self, way):
        """Override: a visitor has a language, also without a log-in."""
        values = super()._prepare_rating(way)
        lang = self.livechat_lang_id.code or self.livechat_customer_guest_ids[:1].lang
        return values | {"lang": lang or values["lang"]}

    # --- in the window of the visitor -------------------------------------------------

    def _is_of_visitor(self):
        """Whether it is the visitor who asks: nobody answers in his place."""
        self.ensure_one()
        partner, guest = self.env["res.partner"]._get_current_persona()
        chat = self.sudo()
        return bool(
            partner & chat.livechat_customer_partner_ids
            or guest & chat.livechat_customer_guest_ids
        )

    def _rating_of_visitor(self):
        """The question of this chat, in superuser mode; answered or not."""
        ratings = self.env["service.rating"].sudo()
        if not self or not self._is_of_visitor():
            return ratings
        return ratings.search(
            [
                ("res_model", "=", self._name),
                ("res_id", "=", self.id),
                ("way", "=", "chat"),
            ],
            limit=1,
        )

    def _rating_question(self):
        """What the visitor is asked, in his language; nothing if he is not."""
        rating = self._rating_of_visitor()
        if not rating or rating._link_state() not in ("open", "used"):
            return False
        words = self.with_context(lang=rating.lang)
        labels = words._rating_labels()
        return {
            "is_answered": rating.state == "done",
            "title": words.env._("How did we do?"),
            "parts": [{"key": key, "label": labels[key]} for key in PARTS],
            "scale": list(range(LOWEST, HIGHEST + 1)),
            "lowest": words.env._("1: not at all"),
            "highest": words.env._("5: very much"),
            "comment": words.env._("What could we do better? (If you like.)"),
            "send": words.env._("Send"),
            "thanks": words.env._("Thank you! Your rating has reached us."),
        }

    def _rating_labels(self):
        """What each part means, as on the page of a letter."""
        return {
            "attitude": self.env._("Attitude: were we polite and patient?"),
            "effect": self.env._("Effect: did we help you?"),
            "timeliness": self.env._("Timeliness: were we fast enough?"),
        }

    def _note_rating(self, scores, comment):
        """Note what the visitor says; the first answer counts.

        :param dict scores: of each part, as it came in
        :return: whether there is an answer now
        """
        rating = self._rating_of_visitor()
        scores = read_scores(scores)
        if not rating or not scores:
            return False
        return rating._submit(scores, comment) or rating.state == "done"
