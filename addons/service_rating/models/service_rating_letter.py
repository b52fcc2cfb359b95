from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.base_engine_tools.core.automatic import AUTOMATIC

from ..core.asking import next_reminder

#: Letters of one run of the job: the next run goes on.
AT_ONCE = 500


class ServiceRatingLetter(models.AbstractModel):
    """Letters to customers: asked once, reminded as often as the settings say.

    A part of the rating: it has no other users, and lies in a model of its own so that
    one can read it alone.
    """

    _name = "service.rating.letter"
    _description = "Rating That Is Asked for by Letter"

    @api.model
    def _trigger(self):
        """Let the job begin as soon as this transaction has ended."""
        self.env.ref("service_rating.ir_cron_service_rating").sudo()._trigger()

    @api.model
    def _cron_run(self):
        """Ask, remind, and note what has ended."""
        now = fields.Datetime.now()
        ended = Domain("state", "in", ("waiting", "asked")) & Domain(
            "expires_at", "<=", now
        )
        self.search(ended).write({"state": "expired", "remind_at": False})
        waiting = Domain("state", "=", "waiting")
        due = Domain("state", "=", "asked") & Domain("remind_at", "<=", now)
        ratings = self.search(waiting | due, limit=AT_ONCE, order="wanted_at, id")
        ratings = ratings.filtered("company_id.service_rating_active")
        ratings._send()
        if len(ratings) == AT_ONCE:
            self._trigger()

    def _send(self):
        """Make the letters, rendered once for each language and template."""
        now = fields.Datetime.now()
        for rating in self:
            first = rating.state == "waiting"
            reminded = 0 if first else rating.reminded + 1
            company = rating.company_id
            rating.write(
                {
                    "state": "asked",
                    "asked_at": rating.asked_at or now,
                    "reminded": reminded,
                    "remind_at": next_reminder(
                        rating.asked_at or now,
                        reminded,
                        company.service_rating_reminders,
                        company.service_rating_reminder_days,
                        rating.expires_at,
                    ),
                }
            )
        for (lang, company), ratings in self.grouped(
            lambda rating: (rating.lang, rating.company_id)
        ).items():
            ratings.with_context(lang=lang)._make_letters(company)
        self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()

    def _make_letters(self, company):
        """Letters stand on no record: their links are for one reader only."""
        template = company.service_rating_template_id or self.env.ref(
            "service_rating.mail_template_rating"
        )
        template = template.with_context(lang=self.env.context.get("lang"))
        texts = template._generate_template(self.ids, ("subject", "body_html"))
        letters = self.env["mail.mail"].create(
            [
                {
                    "subject": texts[rating.id]["subject"],
                    "body_html": texts[rating.id]["body_html"],
                    "email_to": rating.email,
                    "email_from": company.email_formatted
                    or self.env.user.email_formatted,
                    "headers": repr(AUTOMATIC),
                    "auto_delete": True,
                }
                for rating in self
            ]
        )
        for rating, letter in zip(self, letters, strict=True):
            rating.message_id = letter.message_id

    @api.model
    def _note_undelivered(self, message_ids):
        """A letter did not arrive: no reminder follows."""
        message_ids = [one for one in message_ids or () if one]
        if message_ids:
            lost = self.search(
                [("message_id", "in", message_ids), ("state", "=", "asked")]
            )
            lost.write({"state": "undelivered", "remind_at": False})
