import logging

from psycopg2 import OperationalError

from odoo import api, fields, models

from odoo.addons.base_engine_tools.core.instants import to_seconds

from ..engine.store import Store

_logger = logging.getLogger(__name__)


class ServiceNotice(models.Model):
    """An e-mail to one of the staff that waits for the end of a run.

    Escalation commits in batches; what one person is to be told is gathered here and
    goes out as one e-mail, also when a worker dies in between. Nobody reads them: they
    name records of all companies.
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
        """Send each person one e-mail with all that waits; mails leave after the
        commit.

        :return: number of e-mails
        """
        waiting = self.search([("user_id", "!=", False)]).try_lock_for_update()
        by_user = waiting.grouped("user_id")
        for user, notices in by_user.items():
            notices._send_safely(user)
        waiting.unlink()
        return len(by_user)

    def _send_safely(self, user):
        """One person whose e-mail cannot be made keeps nobody else from being told.

        The cause is in the log of each promise, where whoever follows it looks.
        """
        try:
            with self.env.cr.savepoint():
                self._send(user)
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

    def _send(self, user):
        """One e-mail to a person: the template of a single notice, else a digest."""
        template = self.step_id.mail_template_id if len(self) == 1 else None
        if not (template and self._send_template(template, user)):
            self.with_context(lang=user.lang, tz=user.tz)._send_digest(user)

    def _send_template(self, template, user):
        """Whether the e-mail of a template to a person could be made."""
        try:
            with self.env.cr.savepoint():
                template.send_mail(
                    self.deadline_id.res_id,
                    email_values={
                        "recipient_ids": [(4, user.partner_id.id)],
                        "email_to": False,
                        "email_cc": False,
                    },
                )
        except OperationalError:
            raise  # the transaction is lost
        except Exception:
            _logger.exception("Template %s failed: sending a digest", template.id)
            return False
        return True

    def _send_digest(self, user):
        company = self.deadline_id[:1].company_id or self.env.company
        body = self.env["ir.qweb"]._render(
            "service_deadline.deadline_digest", {"user": user, "notices": self}
        )
        self.env["mail.mail"].create(
            {
                "subject": self._subject(),
                "body_html": body,
                "recipient_ids": [(4, user.partner_id.id)],
                "email_from": company.email_formatted,
                "auto_delete": True,
            }
        )

    def _subject(self):
        if len(self) == 1:
            return self.deadline_id.display_name
        return self.env._("Promises that need you: %(count)s", count=len(self))

    def _link(self):
        """Address of the record that the promise concerns."""
        deadline = self.deadline_id
        return self.env[deadline.res_model].browse(deadline.res_id)._record_link()
