from collections import Counter
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import email_normalize

from odoo.addons.base_engine_tools.engine.access import needs_access

from ..core.asking import reason_not_to_ask

MONTH = timedelta(days=30)
#: A customer is asked once about a record until he has answered, or the link ends.
PENDING = ("waiting", "asked")


class ServiceRatingMixin(models.AbstractModel):
    """Customers are asked how content they are with the records of a model.

    The model says with hooks who is asked and who has served, and calls ``_ask_rating``
    when something has come to its end, or ``_ask_rating_here`` at a counter.
    """

    _name = "service.rating.mixin"
    _description = "Record That Customers Rate"

    service_rating_count = fields.Integer(
        string="Count of Ratings",
        compute="_compute_service_rating_count",
        groups="base.group_user",
    )

    @api.depends_context("uid")
    def _compute_service_rating_count(self):
        """With one query, of what the user may read."""
        counts = dict(
            self.env["service.rating"]._read_group(
                [("res_model", "=", self._name), ("res_id", "in", self.ids)],
                ["res_id"],
                ["__count"],
            )
        )
        for record in self:
            record.service_rating_count = counts.get(record._origin.id, 0)

    # --- hooks ------------------------------------------------------------------------

    def _rating_company(self):
        """Company that asks."""
        return self.company_id

    def _rating_customer(self):
        """Who is asked: (partner, name, e-mail address); each may be empty."""
        partner = self.partner_id
        return partner, partner.name, partner.email

    def _rating_user(self):
        """Who has served: kept, whoever is in charge later."""
        return self.user_id

    def _rating_leader(self):
        """Who leads those who have served, and hears of low ratings."""
        return self._rating_user()._manager()

    def _rating_dimensions(self):
        """Values of the columns by which ratings are counted."""
        return {}

    def _on_rated(self, rating):
        """The customer has answered; in superuser mode."""

    # --- buttons ----------------------------------------------------------------------

    @needs_access("read")
    def action_open_service_ratings(self):
        """Open what customers said of the record."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_rating.service_rating_action"
        )
        return action | {
            "domain": [("res_model", "=", self._name), ("res_id", "=", self.id)],
            "context": {"create": False},
        }

    @needs_access("write")
    def action_rate_here(self):
        """Show a page with a QR code, for a customer who stands at the counter."""
        self.ensure_one()
        rating = self._ask_rating_here()
        return {
            "type": "ir.actions.act_url",
            "url": f"{rating._link_path()}/here",
            "target": "new",
        }

    # --- asking -----------------------------------------------------------------------

    def _ask_rating_here(self, way="here"):
        """The question of a customer who is there; the one that is pending, if any.

        :param way: one of those of which ``_customer_is_there`` says so
        """
        self.ensure_one()
        company = self._rating_company().sudo()
        if not company.service_rating_active:
            raise UserError(
                self.env._(
                    "%(company)s does not ask for ratings: an administrator switches "
                    "it on in the settings.",
                    company=company.name,
                )
            )
        pending = self._pending_ratings()[:1]
        return pending or self._ask_rating(way)

    def _ask_rating(self, way="mail"):
        """Ask the customers of these records, at once (CS-6.3).

        Rows are made here, in bulk; letters are made by the job, which begins as soon
        as the transaction has ended. Who is not asked has a row, too, that says why.

        :param way: "mail" or "here", or what other add-ons add
        """
        ratings = self.env["service.rating"].sudo()
        asking = self.sudo().filtered(
            lambda record: record._rating_company().service_rating_active
        )
        pending = set(asking._pending_ratings().mapped("res_id"))
        asking = asking.filtered(lambda record: record.id not in pending)
        if not asking:
            return ratings
        rows = [record._prepare_rating(way) for record in asking]
        addresses = {self._rating_address(row) for row in rows} - {""}
        asked = ratings._count_asked(addresses)
        self._decide_whom(rows, asked)
        ratings = ratings.with_context(tracking_disable=True).create(rows)
        if any(row["state"] == "waiting" for row in rows):
            ratings._trigger()
        return ratings

    def _pending_ratings(self):
        return (
            self.env["service.rating"]
            .sudo()
            .search(
                [
                    ("res_model", "=", self._name),
                    ("res_id", "in", self.ids),
                    ("state", "in", PENDING),
                    ("expires_at", ">", fields.Datetime.now()),
                ]
            )
        )

    def _prepare_rating(self, way):
        company = self._rating_company()
        partner, name, email = self._rating_customer()
        now = fields.Datetime.now()
        return self._rating_dimensions() | {
            "res_model": self._name,
            "res_id": self.id,
            "record_name": self.display_name,
            "company_id": company.id,
            "partner_id": partner.id,
            "customer_name": name or partner.name or email,
            "email": email_normalize(email or "") or "",
            "lang": partner.lang or company.partner_id.lang,
            "user_id": self._rating_user().id,
            "leader_id": (self._rating_leader() or company.service_rating_leader_id).id,
            "way": way,
            "wanted_at": now,
            "asked_at": now if self._customer_is_there(way) else False,
            "expires_at": now + timedelta(days=company.service_rating_link_days),
        }

    @api.model
    def _customer_is_there(self, way):
        """Whether a customer who is asked in this way sees the question at once: no
        letter goes out. Other ways to ask say so."""
        return way == "here"

    @api.model
    def _rating_address(self, row):
        """Where the customer of a row is asked, by which he is known, too. Other ways
        to ask have other addresses."""
        return row["email"]

    @api.model
    def _decide_whom(self, rows, asked):
        """Set the state of the rows, counting those that are made together."""
        asked = Counter(asked)
        partners = self.env["res.partner"].sudo()
        companies = self.env["res.company"].sudo()
        for row in rows:
            here = self._customer_is_there(row["way"])
            address = self._rating_address(row)
            key = (row["company_id"], address)
            reason = reason_not_to_ask(
                address=address,
                archived=bool(row["partner_id"])
                and not partners.browse(row["partner_id"]).active,
                asked=asked[key],
                most=companies.browse(row["company_id"]).service_rating_most,
                by_hand=here,
            )
            row["reason"] = reason
            row["state"] = "left_out" if reason else "asked" if here else "waiting"
            asked[key] += not reason

    @api.ondelete(at_uninstall=False)
    def _unlink_withdraw_ratings(self):
        """Nobody is asked about what does not exist any more; answers are kept."""
        self._pending_ratings().write({"state": "withdrawn", "remind_at": False})
