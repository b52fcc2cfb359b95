import logging

from psycopg2 import OperationalError

from odoo import api, fields, models

from odoo.addons.base_engine_tools.core.automatic import AUTOMATIC
from odoo.addons.base_engine_tools.core.instants import to_seconds
from odoo.addons.base_engine_tools.words.dates import moment_with_zone
from odoo.addons.base_engine_tools.words.lengths import length_in_words

from ..engine.store import Store

_logger = logging.getLogger(__name__)

# Lines of one e-mail. What is more is one click away, in the list.
_LINES = 50
_LIST = "service_deadline.service_deadline_action"


class ServiceNotice(models.Model):
    """An e-mail to one of the staff that waits for the end of a run.

    Escalation commits in batches; what one person is to be told is gathered here and
    goes out as one e-mail, also when a worker dies in between. Who was told a short
    while ago waits for the next one, so that a steady flow is no storm either. Nobody
    reads them: they name records of all companies.
    """

    _name = "service.notice"
    _description = "Waiting Notice"
    _order = "user_id, id"

    user_id = fields.Many2one(
        comodel_name="res.users", required=True, ondelete="cascade"
    )
    deadline_id = fields.Many2one(
        comodel_name="service.deadline", required=True, ondelete="cascade"
    )
    step_id = fields.Many2one(
        comodel_name="service.deadline.step", required=True, ondelete="cascade"
    )

    @api.model
    def _send_all(self):
        """Send each person one e-mail with all that waits; they leave right after the
        commit.

        :return: number of e-mails
        """
        digests = self.env["service.digest"]
        digests._follow_up()
        waiting = self.search([("user_id", "!=", False)]).try_lock_for_update()
        gone = waiting.filtered(lambda notice: not notice.deadline_id.is_open)
        gone.unlink()
        waiting -= gone
        told = digests._users_told_lately(waiting.user_id)
        due = waiting.filtered(lambda notice: notice.user_id not in told)
        by_user = due.grouped("user_id")
        mails = self.env["mail.mail"]
        for user, notices in by_user.items():
            mail = notices._make_safely(user)
            digests._note(user, mail, notices.deadline_id)
            mails |= mail
        due.unlink()
        mails.send_after_commit()
        return len(by_user)

    def _make_safely(self, user):
        """One person whose e-mail cannot be made keeps nobody else from being told.

        The cause is in the log of each promise, where whoever follows it looks.

        :return: the e-mail, or none
        """
        try:
            with self.env.cr.savepoint():
                return self._make_mail(user)
        except OperationalError:
            raise  # the transaction is lost
        except Exception as error:
            _logger.exception("No digest for user %s", user.id)
            now = to_seconds(fields.Datetime.now())
            store = Store(self.env, now)
            reason = self.env._(
                "%(person)s could not be told: %(cause)s", person=user.name, cause=error
            )
            store.log(
                [
                    store.entry(deadline.id, now, "error", {"at": now}, reason=reason)
                    for deadline in self.deadline_id
                ]
            )
            return self.env["mail.mail"]

    def _make_mail(self, user):
        """One e-mail to a person: the template of a single notice, else a digest."""
        template = self.step_id.mail_template_id if len(self) == 1 else None
        mail = template and self._make_from_template(template, user)
        return mail or self.with_context(lang=user.lang, tz=user.tz)._make_digest(user)

    def _make_from_template(self, template, user):
        """The e-mail of a template to a person, or nothing if it cannot be made."""
        mails = self.env["mail.mail"]
        try:
            with self.env.cr.savepoint():
                return mails.browse(
                    template.with_context(lang=user.lang).send_mail(
                        self.deadline_id.res_id,
                        email_values={
                            "recipient_ids": [(4, user.partner_id.id)],
                            "email_to": False,
                            "email_cc": False,
                            "headers": repr(AUTOMATIC),
                        },
                    )
                )
        except OperationalError:
            raise  # the transaction is lost
        except Exception:
            _logger.exception("Template %s failed: sending a digest", template.id)
            return mails

    def _make_digest(self, user):
        company = self.deadline_id[:1].company_id or self.env.company
        urgent = self.sorted(lambda notice: notice.deadline_id._urgency())
        body = self.env["ir.qweb"]._render(
            "service_deadline.deadline_digest",
            {
                "user": user,
                "company": company,
                "lines": [notice._line(user) for notice in urgent[:_LINES]],
                "greeting": self.env._("Hello %(name)s,", name=user.name),
                "more": self._more(len(self) - _LINES),
                "link": f"{company.get_base_url()}/odoo/action-{_LIST}",
            },
        )
        return self.env["mail.mail"].create(
            {
                "subject": urgent._subject(),
                "body_html": body,
                "recipient_ids": [(4, user.partner_id.id)],
                "email_from": company.email_formatted,
                "headers": repr(AUTOMATIC),
                "auto_delete": True,
            }
        )

    def _more(self, count):
        """What is said of those that are not in the e-mail."""
        if count <= 0:
            return ""
        if count == 1:
            return self.env._("There is one more in the list.")
        return self.env._("There are %(count)s more in the list.", count=count)

    def _line(self, user):
        """What the digest says of one promise."""
        deadline = self.deadline_id
        tz = user.tz or deadline.company_id.partner_id.tz or "UTC"
        over = 0
        if deadline.due_at:
            over = int((fields.Datetime.now() - deadline.due_at).total_seconds())
        return {
            "link": self._link(),
            "record": deadline.res_name,
            "promise": deadline.promise_id.name,
            "due": moment_with_zone(self.env, deadline.due_at, tz),
            "late": over > 0,
            "distance": self._distance(over) if over else "",
            "todo": self.step_id.summary or self.step_id.name,
        }

    def _distance(self, over):
        """How long a promise is over (seconds), or still has."""
        length = length_in_words(self.env, abs(over) // 60 * 60, "day")
        if over > 0:
            return self.env._("%(length)s over", length=length)
        return self.env._("%(length)s left", length=length)

    def _subject(self):
        if len(self) == 1:
            return self.deadline_id.display_name
        return self.env._("Promises that need you: %(count)s", count=len(self))

    def _link(self):
        """Address of the record that the promise concerns."""
        deadline = self.deadline_id
        return self.env[deadline.res_model].browse(deadline.res_id)._record_link()
