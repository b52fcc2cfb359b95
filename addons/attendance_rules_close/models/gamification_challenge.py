from odoo import models
from odoo.exceptions import UserError


class GamificationChallenge(models.Model):
    """CS-1.6: a challenge goes on for all others when one winner is excluded."""

    _inherit = "gamification.challenge"

    def _reward_user(self, user, badge):
        """Override: who is excluded gets no badge, and the challenge says so; without
        the figures, because all its members read it."""
        if not badge.needs_good_attendance:
            return super()._reward_user(user, badge)
        try:
            with self.env.cr.savepoint():
                return super()._reward_user(user, badge)
        except UserError:
            self.message_post(
                body=self.env._(
                    "%(name)s does not receive “%(badge)s”: it needs good attendance.",
                    name=user.name,
                    badge=badge.name,
                )
            )
            return False
