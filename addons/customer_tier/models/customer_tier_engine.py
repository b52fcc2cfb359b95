import logging
import time

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.base_engine_tools.engine.turns import do_anew

from ..engine import fact_source
from ..engine.frame import Frame
from ..engine.run import Run

_logger = logging.getLogger(__name__)

#: So many marks are taken at once.
BATCH = 2_000
#: So many customers that were left out are named.
NAMED = 200


class CustomerTierEngine(models.AbstractModel):
    """Judges customers: all of a company, or those that something has changed for.

    Of the same facts, criteria and day follows the same result, whichever of both it is
    and in whatever batches. Two runs of a company never overlap.
    """

    _name = "customer.tier.engine"
    _description = "Engine of Customer Tiers"

    # --- seams ------------------------------------------------------------------------

    @api.model
    def _fact_sources(self, frame):
        """Statements that give documents, see ``engine/fact_source.py``.

        Override to register another source (point of sale, contracts).
        """
        sources = [fact_source.orders(frame)]
        if frame.basis == "invoice":
            sources.append(fact_source.invoices(frame))
        return sources

    @api.model
    def _satisfaction_source(self, frame):
        """Statement of (``partner_id``, ``day``, ``score`` from 1 to 5), or None.

        Override where customers are asked: nobody is here.
        """
        return

    # --- jobs -------------------------------------------------------------------------

    @api.model
    def _cron_full(self):
        """Judge all customers of all companies with criteria in force.

        A company whose run fails is noted, and the others go on.
        """
        self._forget()
        companies = self.env["res.company"].sudo().search(Domain.TRUE, order="id")
        in_force = self.env["customer.criteria"]._in_force(companies)
        waiting = [company for company in companies if company.id in in_force]
        for position, company in enumerate(waiting, 1):
            self._run_safely(company)
            remaining = len(waiting) - position
            if not self.env["ir.cron"]._commit_progress(1, remaining=remaining):
                return

    @api.model
    def _run_safely(self, company):
        try:
            do_anew(self.env, lambda: self._run_company(company))
        except Exception as error:
            self.env.cr.rollback()
            _logger.exception("Tiers of company %s", company.id)
            self.env["customer.tier.run"].sudo().create(
                {
                    "date": self._today(company),
                    "company_id": company.id,
                    "is_full": True,
                    "error": str(error) or "?",
                }
            )

    @api.model
    def _cron_dirty(self):
        """Judge the customers for whom something has changed."""
        more = True
        while more:
            count, more = do_anew(self.env, self._judge_marked)
            if not self.env["ir.cron"]._commit_progress(count, remaining=int(more)):
                return

    @api.model
    def _judge_marked(self):
        """Judge some of the customers that are marked.

        :return: (number of customers, whether to go on with others)
        """
        ids, more = self.env["customer.tier.dirty"].sudo()._take(BATCH)
        return len(ids), self._judge_contacts(ids) and more

    @api.model
    def _judge_contacts(self, ids):
        """Judge contacts, those that they belong to, and who is with these.

        :return: whether they are judged in all companies; else they are marked again,
            as a run over all has the turn, and may have begun before the change
        """
        companies = self.env["res.company"].sudo().search(Domain.TRUE, order="id")
        had_turn = True
        for company in companies if ids else ():
            if self._run_company(company, ids) is None:
                had_turn = False
        if not had_turn:
            partners = self.env["res.partner"].browse(ids)
            self.env["customer.tier.dirty"].sudo()._mark(partners)
        return had_turn

    @api.model
    def _forget(self):
        """Notes on runs of long ago are of no use."""
        before = fields.Date.today() - relativedelta(years=1)
        self.env["customer.tier.run"].sudo().search([("date", "<", before)]).unlink()

    # --- one company ------------------------------------------------------------------

    @api.model
    def _today(self, company):
        """The date at the company."""
        tz = company.resource_calendar_id.tz or "UTC"
        return fields.Date.context_today(self.with_context(tz=tz))

    @api.model
    def _run_company(self, company, contact_ids=None, today=None):
        """Judge the customers of a company by the criteria in force.

        :param contact_ids: ids of contacts; None: all customers
        :param today: another day than today, for tests
        :return: ``engine.run.Outcome``; False without criteria in force; None if
            another run has the turn
        """
        started = time.monotonic()
        today = today or self._today(company)
        criteria = self.env["customer.criteria"]._in_force(company, today)
        criteria = criteria.get(company.id)
        if not criteria:
            return False
        if not self._take_turn(company):
            return None
        engine = self.sudo()
        entities = family = None
        if contact_ids is not None:
            entities, family = engine._families(contact_ids)
        frame = engine._frame(criteria, today, family)
        run = Run(engine, criteria._plain(), criteria.id, frame)
        outcome = run.run(entities)
        standings = engine.env["customer.standing"]
        for changes in run.changes():
            standings._on_tier_changed(changes)
        for some in run.at_risk():
            for standing in some:
                standings._on_at_risk(standing)
        if contact_ids is None or outcome.skipped:
            seconds = time.monotonic() - started
            engine._note(criteria, frame, outcome, contact_ids is None, seconds)
        return outcome

    @api.model
    def _take_turn(self, company):
        """Whether no other run of this company is under way, until this one ends."""
        [(is_free,)] = self.env.execute_query(
            SQL(
                "SELECT pg_try_advisory_xact_lock(hashtext('customer_tier'), %s)",
                company.id,
            )
        )
        return is_free

    @api.model
    def _families(self, contact_ids):
        """Customers of contacts, and all contacts of these: two tuples of ids."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT entity.id, p.id
                  FROM (SELECT commercial_partner_id AS id FROM res_partner
                         WHERE id = ANY(%s)
                         UNION SELECT id FROM res_partner WHERE id = ANY(%s)) entity
                  JOIN res_partner p ON p.commercial_partner_id = entity.id
                       OR p.id = entity.id
                """,
                contact_ids,
                contact_ids,
            )
        )
        entities = tuple(sorted({entity for entity, _contact in rows}))
        return entities, tuple(sorted({contact for _entity, contact in rows}))

    @api.model
    def _frame(self, criteria, today, family=None):
        company = criteria.company_id
        return Frame(
            company=company.id,
            tz=company.resource_calendar_id.tz or "UTC",
            today=today,
            basis=criteria.basis,
            currency=company.currency_id.id,
            unrated=self._unrated(company),
            partners=family,
        )

    @api.model
    def _unrated(self, company):
        """Ids of the currencies that have no rate for the company."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT id FROM res_currency c
                 WHERE id <> %s AND NOT EXISTS (
                       SELECT FROM res_currency_rate r WHERE r.currency_id = c.id
                          AND (r.company_id IS NULL OR r.company_id = ANY(%s)))
                """,
                company.currency_id.id,
                (company | company.root_id).ids,
            )
        )
        return tuple(currency for (currency,) in rows)

    @api.model
    def _note(self, criteria, frame, outcome, is_full, seconds):
        self.env["customer.tier.run"].create(
            {
                "date": frame.today,
                "company_id": frame.company,
                "criteria_id": criteria.id,
                "is_full": is_full,
                "judged": outcome.judged,
                "written": outcome.written,
                "moved": outcome.moved,
                "at_risk": outcome.at_risk,
                "skipped": len(outcome.skipped),
                "skipped_ids": outcome.skipped[:NAMED],
                "seconds": seconds,
            }
        )
