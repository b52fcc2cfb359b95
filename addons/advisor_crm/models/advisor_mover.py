from collections import defaultdict

from odoo import api, fields, models
from odoo.fields import Domain


class AdvisorMover(models.AbstractModel):
    """What of somebody's open work goes over with the customers.

    Each kind is a method ``_open_<kind>`` that finds the records. Other add-ons name
    theirs in :meth:`_kinds`. Promises follow the records: who answers for them is
    found anew whenever one is settled.
    """

    _name = "advisor.mover"
    _description = "Work That Is Handed Over"

    @api.model
    def _kinds(self):
        """What moves: {kind: (name in the reader's language, field of the person)}."""
        return {
            "activity": (self.env._("Activities"), "user_id"),
            "action": (self.env._("Agreed actions"), "user_id"),
            "meeting": (self.env._("Meetings to come"), "user_id"),
            "duty": (self.env._("Customers to contact"), "user_id"),
            "suggestion": (self.env._("Suggestions of customers"), "user_id"),
            "lead": (self.env._("Leads and opportunities"), "user_id"),
            "order": (self.env._("Quotations and open orders"), "user_id"),
            "contact": (self.env._("Contacts as salesperson"), "user_id"),
        }

    @api.model
    def _lasting(self):
        """Kinds that move for good only: not while somebody is away for some time."""
        return {"lead", "order", "contact"}

    # --- what is open -----------------------------------------------------------------

    @api.model
    def _open_activity(self, handover):
        domain = Domain("user_id", "=", handover.user_id.id)
        if handover.kind == "absent":
            domain &= Domain("date_deadline", "<", handover.date_back)
        return self.env["mail.activity"].sudo().search(domain)

    @api.model
    def _open_action(self, handover):
        domain = Domain("user_id", "=", handover.user_id.id)
        domain &= Domain("state", "in", ("open", "in_progress"))
        if handover.kind == "absent":
            domain &= Domain("date_due", "<", handover.date_back)
        return self._of_company("service.action", domain, handover)

    @api.model
    def _open_meeting(self, handover):
        domain = Domain("user_id", "=", handover.user_id.id)
        domain &= Domain("start", ">=", fields.Datetime.now())
        if handover.kind == "absent":
            domain &= Domain("start", "<", handover.date_back)
        return self.env["calendar.event"].sudo().search(domain)

    @api.model
    def _open_duty(self, handover):
        domain = Domain("user_id", "=", handover.user_id.id)
        domain &= Domain("state", "=", "open")
        if handover.kind == "absent":
            domain &= Domain("period_end", "<", handover.date_back)
        return self._of_company("service.contact.duty", domain, handover)

    @api.model
    def _open_suggestion(self, handover):
        domain = Domain("user_id", "=", handover.user_id.id)
        domain &= Domain("state", "!=", "told")
        return self._of_company("customer.suggestion", domain, handover)

    @api.model
    def _open_lead(self, handover):
        domain = Domain("user_id", "=", handover.user_id.id)
        domain &= Domain("won_status", "=", "pending")
        return self._of_company("crm.lead", domain, handover)

    @api.model
    def _open_order(self, handover):
        domain = Domain("user_id", "=", handover.user_id.id)
        domain &= Domain("state", "in", ("draft", "sent")) | (
            Domain("state", "=", "sale") & Domain("invoice_status", "!=", "invoiced")
        )
        return self._of_company("sale.order", domain, handover)

    @api.model
    def _open_contact(self, handover):
        domain = Domain("user_id", "=", handover.user_id.id)
        return self._of_company("res.partner", domain, handover)

    @api.model
    def _of_company(self, model, domain, handover):
        companies = [handover.company_id.id, False]
        domain &= Domain("company_id", "in", companies)
        return self.env[model].sudo().search(domain)

    # --- whose it is ------------------------------------------------------------------

    @api.model
    def _customers_of(self, kind, records):
        """Commercial entities of records: {id of the record: id of the entity}.

        Records that point at another one (activities, actions) belong to whom that
        belongs; with one query a model.
        """
        if kind == "meeting":
            return {
                event.id: [p.commercial_partner_id.id for p in event.partner_ids]
                for event in records
            }
        if kind not in ("activity", "action"):
            return {record.id: [self._entity(record)] for record in records}
        found = {}
        for model, mine in records.filtered("res_model").grouped("res_model").items():
            if model not in self.env:
                continue
            targets = self.env[model].sudo().browse(mine.mapped("res_id")).exists()
            entities = {target.id: self._entity(target) for target in targets}
            found |= {record.id: [entities.get(record.res_id)] for record in mine}
        return found

    @api.model
    def _entity(self, record):
        """Commercial entity whose the record is, or nothing."""
        if record._name == "res.partner":
            return record.commercial_partner_id.id
        field = record._fields.get("partner_id")
        if field is None or field.comodel_name != "res.partner":
            return False
        return record.partner_id.commercial_partner_id.id

    # --- counting and moving ----------------------------------------------------------

    @api.model
    def _open(self, handover):
        """What is open by kind, with whose it is: {kind: (records, customers)}."""
        kinds = set(self._kinds())
        if handover.kind == "absent":
            kinds -= self._lasting()
        found = {}
        for kind in self._kinds():
            if kind in kinds:
                records = getattr(self, f"_open_{kind}")(handover)
                found[kind] = (records, self._customers_of(kind, records))
        return found

    @api.model
    def _counts(self, handover):
        """How much of each kind would move."""
        if not handover.user_id:
            return {}
        if handover.kind == "absent" and not handover.date_back:
            return {}
        return {key: len(found[0]) for key, found in self._open(handover).items()}

    @api.model
    def _has_rest(self, handover):
        """Whether something belongs to none of the customers."""
        mine = set(handover.line_ids.partner_id.ids)
        return any(
            not mine.intersection(customers.get(record.id) or ())
            for kind, (records, customers) in self._open(handover).items()
            if kind != "contact"
            for record in records
        )

    @api.model
    def _words(self, counts):
        """Say what moves, a line for each kind."""
        return "\n".join(
            f"{name}: {counts[kind]}"
            for kind, (name, _field) in self._kinds().items()
            if counts.get(kind)
        )

    @api.model
    def _move(self, handover, targets):
        """Give open work to who gets the customer, the rest to who gets the rest.

        :param targets: {id of a commercial entity: id of the user}
        :return: {kind: how many}
        """
        counts = {}
        rest = handover.rest_user_id.id
        for kind, (records, customers) in self._open(handover).items():
            field = self._kinds()[kind][1]
            shares = defaultdict(records.browse)
            for record in records:
                named = (targets.get(key) for key in customers.get(record.id) or ())
                user = next(filter(None, named), rest)
                if user:
                    shares[user] |= record
            for user, share in shares.items():
                self._give(kind, share, field, user, handover)
            counts[kind] = sum(map(len, shares.values()))
        return counts

    @api.model
    def _give(self, kind, records, field, user, handover):
        """Write who has the records now; meetings change who takes part, too."""
        if kind == "duty":  # a fact, by which the promise is judged
            records._note_facts({field: user})
            return
        values = {field: user}
        if kind == "meeting":
            old, new = handover.user_id.partner_id, self.env["res.users"].browse(user)
            values["partner_ids"] = [
                fields.Command.unlink(old.id),
                fields.Command.link(new.sudo().partner_id.id),
            ]
        quiet = {"mail_auto_subscribe_no_notify": True, "no_mail_to_attendees": True}
        records.with_context(**quiet).write(values)
