import logging

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL, format_amount, format_date

from odoo.addons.base_engine_tools.core.automatic import AUTOMATIC

_logger = logging.getLogger(__name__)

#: Lines of one e-mail. What is more is one click away, in the list.
LINES = 50
TOLD = """
    (SELECT note_id FROM market_subscription_told_rel WHERE subscription_id = %s)
"""


class MarketSubscription(models.Model):
    """A department reads what is new of the market, once a week by e-mail (SA-2.5).

    Each note is told once: which ones were told is kept, because a date would miss what
    is saved while the job runs. Nothing new, no e-mail.
    """

    _name = "market.subscription"
    _inherit = ["guarded.mixin"]
    _description = "Department That Reads Market Notes"
    _rec_name = "department_id"
    _order = "company_id, id"
    _check_company_auto = True

    department_id = fields.Many2one(
        comodel_name="hr.department",
        required=True,
        ondelete="cascade",
        index=True,
        check_company=True,
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    active = fields.Boolean(default=True)
    kind_ids = fields.Many2many(
        comodel_name="market.note.kind",
        relation="market_subscription_kind_rel",
        string="Kinds of Notes",
        check_company=True,
        help="Empty: all.",
    )
    user_ids = fields.Many2many(
        comodel_name="res.users",
        relation="market_subscription_user_rel",
        string="Readers",
        help="Empty: the head of the department.",
    )
    since = fields.Date(
        string="Notes from",
        required=True,
        default=fields.Date.context_today,
        help="What was noted before is not told.",
    )
    last_sent_at = fields.Datetime(string="Last E-Mail", readonly=True, copy=False)
    told_ids = fields.Many2many(
        comodel_name="market.note",
        relation="market_subscription_told_rel",
        column1="subscription_id",
        column2="note_id",
        readonly=True,
        copy=False,
    )
    has_reader = fields.Boolean(compute="_compute_has_reader", compute_sudo=True)

    @api.depends("user_ids", "department_id", "company_id")
    def _compute_has_reader(self):
        for subscription in self:
            subscription.has_reader = bool(subscription._readers())

    @api.constrains("user_ids", "company_id")
    def _check_readers(self):
        """Notes are for the staff of the company."""
        for subscription in self:
            for user in subscription.sudo().user_ids:
                if user.share or subscription.company_id not in user.company_ids:
                    raise ValidationError(
                        self.env._(
                            "%(person)s does not work for %(company)s: choose others.",
                            person=user.name,
                            company=subscription.company_id.name,
                        )
                    )

    def _readers(self):
        """Who gets the e-mail: those who can log in and have an address."""
        head = self.department_id.manager_id._user_or_above()
        users = self.user_ids or head.filtered(
            lambda user: self.company_id in user.company_ids
        )
        return users.filtered(
            lambda user: user.active and not user.share and user.email
        )

    # --- the job ----------------------------------------------------------------------

    @api.model
    def _cron_send(self):
        """Tell each department what is new; committed one by one, so that one that
        cannot be told keeps no other from it."""
        job = self.env["ir.cron"]
        for subscription in self.sudo().search(Domain.TRUE):
            if subscription.try_lock_for_update():
                subscription._send_safely()
            if not job._commit_progress(1):
                return

    def _send_safely(self):
        try:
            with self.env.cr.savepoint():
                self._send()
        except OperationalError:
            raise  # the transaction is lost
        except Exception:
            _logger.exception("No market digest for subscription %s", self.id)

    def _send(self):
        """One e-mail to each reader with what is new, in the language of each.

        :return: the e-mails
        """
        notes, readers = self._news(), self._readers()
        if not notes or not readers:
            return self.env["mail.mail"]
        mails = self.env["mail.mail"].create(
            [
                self.with_context(lang=user.lang, tz=user.tz)._mail_values(user, notes)
                for user in readers
            ]
        )
        self.write(
            {
                "last_sent_at": fields.Datetime.now(),
                "told_ids": [(4, note.id) for note in notes],
            }
        )
        mails.send_after_commit()
        return mails

    def _news(self):
        """Notes that were not told yet, and hold."""
        notes = self.env["market.note"]
        domain = Domain("company_id", "=", self.company_id.id)
        domain &= Domain("create_date", ">=", self.since)
        domain &= Domain("id", "not in", SQL(TOLD, self.id)) & notes._holds_domain()
        if self.kind_ids:
            domain &= Domain("kind_id", "in", self.kind_ids.ids)
        return notes.search(domain, order="kind_id, date desc, id desc")

    def _mail_values(self, user, notes):
        notes = notes.with_env(self.env)
        company = self.company_id
        link = f"{company.get_base_url()}/odoo/market-notes"
        body = self.env["ir.qweb"]._render(
            "advisor_crm_market.digest",
            {
                "company": company,
                "greeting": self.env._("Hello %(name)s,", name=user.name),
                "intro": self.env._(
                    "new from the market, for %(department)s:",
                    department=self.department_id.name,
                ),
                "lines": [self._line(note, link) for note in notes[:LINES]],
                "more": self._more(len(notes) - LINES),
                "link": link,
            },
        )
        return {
            "subject": self.env._("From the market: %(count)s new", count=len(notes)),
            "body_html": body,
            "recipient_ids": [(4, user.partner_id.id)],
            "email_from": company.email_formatted,
            "headers": repr(AUTOMATIC),
            "auto_delete": True,
        }

    def _more(self, count):
        """What is said of those that are not in the e-mail."""
        if count <= 0:
            return ""
        return self.env._("There are %(count)s more in the list.", count=count)

    def _line(self, note, link):
        """What the e-mail says of one note."""
        names = dict(note._fields["confidence"]._description_selection(self.env))
        states = dict(note._fields["state"]._description_selection(self.env))
        product = note.product_id.name or note.product_word
        price = note.price and format_amount(self.env, note.price, note.currency_id)
        if (
            price
            and note.is_comparable
            and note.currency_id != note.company_currency_id
        ):
            compared = format_amount(
                self.env, note.price_compared, note.company_currency_id
            )
            price = f"{price} ({compared})"
        about = [note.competitor_id.name, product, price]
        facts = [
            names[note.confidence],
            states[note.state] if note.state == "confirmed" else False,
            note.source_kind_id.name,
            format_date(self.env, note.date),
            note.user_id.name,
        ]
        return {
            "link": f"{link}/{note.id}",
            "kind": note.kind_id.name,
            "name": note.name,
            "about": " · ".join(filter(None, about)),
            "text": note.text or "",
            "facts": " · ".join(filter(None, facts)),
        }
