from collections import defaultdict
from dataclasses import asdict

from odoo import api, models
from odoo.fields import Domain

from ..core.assignment import (
    LEAST_LOADED,
    NOBODY,
    RELATION,
    ROOM,
    Candidate,
    Customer,
    assign,
)

BATCH = 500
#: Kinds of relation, the closest first.
ORDER, LEAD, LAST, SALESPERSON = "order", "lead", "last", "salesperson"


class AdvisorAssigner(models.AbstractModel):
    """Finds an advisor for customers: who knows them, else who has room (SA-2.1).

    Loads in bulk, asks the core, and writes by ``advisor.assignment._assign``.
    """

    _name = "advisor.assigner"
    _description = "Assignment of Advisors"

    # --- loading ----------------------------------------------------------------------

    @api.model
    def _relations(self, partners, company):
        """Who serves or has served customers, the closest first.

        Override to add another kind, as of requests.

        :return: {id of a commercial entity: [(kind, id of the user)]}
        """
        found = defaultdict(list)
        for kind, model, domain in (
            (ORDER, "sale.order", [("state", "in", ("draft", "sent", "sale"))]),
            (LEAD, "crm.lead", [("won_status", "=", "pending")]),
        ):
            for entity, user in self._busiest(model, domain, partners, company):
                found[entity].append((kind, user))
        ended = self.env["advisor.assignment"].sudo()
        ended = ended.search(
            [
                ("partner_id", "in", partners.ids),
                ("company_id", "=", company.id),
                ("date_to", "!=", False),
            ]
        )
        for row in ended:  # the latest first
            if all(kind != LAST for kind, _user in found[row.partner_id.id]):
                found[row.partner_id.id].append((LAST, row.user_id.id))
        for partner in partners.sudo():
            if partner.user_id:
                found[partner.id].append((SALESPERSON, partner.user_id.id))
        return found

    @api.model
    def _busiest(self, model, domain, partners, company):
        """Pairs of customer and the user who has most of the open records."""
        groups = (
            self.env[model]
            .sudo()
            ._read_group(
                Domain(domain)
                & Domain("partner_id.commercial_partner_id", "in", partners.ids)
                & Domain("company_id", "in", [company.id, False])
                & Domain("user_id", "!=", False),
                ["partner_id", "user_id"],
                ["__count"],
            )
        )
        counts = defaultdict(lambda: defaultdict(int))
        for contact, user, count in groups:
            counts[contact.commercial_partner_id.id][user.id] += count
        return [
            (entity, max(users, key=lambda user: (users[user], -user)))
            for entity, users in counts.items()
        ]

    @api.model
    def _candidates(self, company, without=()):
        """Who may get customers now, as the core wants them."""
        profiles = self.env["advisor.profile"]._available(company)
        loads = self.env["advisor.profile"]._loads(company, profiles.user_id.ids)
        return [
            Candidate(
                id=profile.user_id.id,
                capacity=profile.capacity,
                load=loads.get(profile.user_id.id, (0, 0))[1],
            )
            for profile in profiles
            if profile.user_id.id not in without
        ]

    # --- proposing --------------------------------------------------------------------

    @api.model
    def _propose(self, partners, company, without=()):
        """Choose an advisor for each customer; nothing is written.

        :param partners: commercial entities
        :param without: ids of users who get none
        :return: [``core.assignment.Choice``]
        """
        strategies = self.env["customer.strategy"]._of(partners, company)
        relations = self._relations(partners, company)
        customers = [
            Customer(
                id=partner.id,
                points=strategies[partner.id].points or 1,
                relations=tuple(relations.get(partner.id, ())),
            )
            for partner in partners
        ]
        return assign(customers, self._candidates(company, set(without)))

    @api.model
    def _why(self, choice):
        """A choice as codes and figures, to be kept."""
        kept = asdict(choice) | {"over": choice.is_over}
        return {key: kept[key] for key in kept if key not in ("customer", "user")}

    @api.model
    def _why_text(self, why):
        """Say in the reader's language why somebody was chosen."""
        why = defaultdict(int, why or {})
        match why["why"]:
            case "hand":
                return self.env._("Chosen by hand")
            case "handover":
                return self.env._("Taken over")
            case "return":
                return self.env._("Back after an absence")
            case code if code == RELATION:
                return self._relation_text(why["relation"])
            case code if code == ROOM:
                return self.env._(
                    "Most room: %(load)s of %(capacity)s points in use before",
                    load=why["load"],
                    capacity=why["capacity"],
                )
            case code if code == LEAST_LOADED:
                return self.env._(
                    "Nobody has room: least above the capacity (%(load)s of"
                    " %(capacity)s points before)",
                    load=why["load"],
                    capacity=why["capacity"],
                )
            case code if code == NOBODY:
                return self.env._("Nobody is there who takes new customers")
        return ""

    @api.model
    def _relation_text(self, kind):
        """Say what a relation is; override for another kind."""
        return {
            ORDER: self.env._("Has open orders of the customer"),
            LEAD: self.env._("Has open leads of the customer"),
            LAST: self.env._("Was the customer's advisor before"),
            SALESPERSON: self.env._("Is the customer's salesperson"),
        }.get(kind, kind)

    # --- the job ----------------------------------------------------------------------

    @api.model
    def _wake(self, tier_ids):
        """Let the job look soon, if a tier among these asks for advisors."""
        required = self.env["customer.strategy"].sudo()
        if required.search_count(
            [
                ("tier_id", "in", list(tier_ids)),
                ("state", "=", "in_force"),
                ("advisor_required", "=", True),
            ],
            limit=1,
        ):
            cron = self.env.ref("advisor_crm.ir_cron_advisor", raise_if_not_found=False)
            if cron:
                cron.sudo()._trigger()

    @api.model
    def _unserved_domain(self, company):
        """Standings whose tier asks for an advisor and whose customer has none."""
        served = self.env["advisor.assignment"].sudo()
        served = served._search(
            [("company_id", "=", company.id), ("date_to", "=", False)]
        )
        tiers = self.env["customer.strategy"].sudo()
        tiers = tiers.search(
            [
                ("company_id", "=", company.id),
                ("state", "=", "in_force"),
                ("advisor_required", "=", True),
            ]
        ).tier_id
        return (
            Domain("company_id", "=", company.id)
            & Domain("tier_id", "in", tiers.ids)
            & Domain("partner_id.active", "=", True)
            & Domain("partner_id", "not in", served.subselect("partner_id"))
        )

    @api.model
    def _cron_run(self):
        """Give customers without an advisor one, and end absences that are over."""
        self.env["advisor.handover"]._return_due()
        companies = self.env["customer.strategy"].sudo()
        companies = companies.search([("state", "=", "in_force")]).company_id
        for company in companies:
            self.with_company(company)._assign_unserved(company)

    @api.model
    def _assign_unserved(self, company, commit=True):
        """Assign those of one company, in batches; each is whole.

        :return: how many were assigned
        """
        done, last = 0, 0
        standings = self.env["customer.standing"].sudo()
        while True:
            batch = standings.search(
                self._unserved_domain(company) & Domain("id", ">", last),
                limit=BATCH,
                order="id",
            )
            if not batch:
                return done
            last = batch[-1].id
            rows = self._rows(self._propose(batch.partner_id, company), company)
            self.env["advisor.assignment"]._assign(company, rows)
            done += len(rows)
            if commit and not self.env["ir.cron"]._commit_progress(len(rows)):
                return done

    @api.model
    def _rows(self, choices, company):
        """Choices as rows of ``_assign``, with the usual backups."""
        profiles = self.env["advisor.profile"].sudo()
        profiles = profiles.search([("company_id", "=", company.id)])
        backups = {
            profile.user_id.id: profile.backup_id.filtered("active").id
            for profile in profiles
        }
        return [
            (choice.customer, choice.user, backups.get(choice.user), self._why(choice))
            for choice in choices
            if choice.user is not None
        ]
