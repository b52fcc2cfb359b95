from odoo import fields, models


class ServiceRole(models.Model):
    """A role may be had by the advisor of the customer."""

    _inherit = "service.role"

    kind = fields.Selection(
        selection_add=[("advisor", "Advisor of the customer")],
        ondelete={"advisor": lambda roles: roles.write({"kind": "assignee"})},
    )

    def _find_advisor(self, record, level):
        """The advisor in the record's company, then the backup."""
        customer = record._deadline_customer() or self.env["res.partner"]
        rows = self.env["advisor.assignment"]._advisors_of(
            customer, record._deadline_company()
        )
        row = rows.get(customer.id, self.env["advisor.assignment"].sudo())
        return row.user_id | row.backup_id

    def _contact_people_advisor(self, duties):
        """The advisors of many customers, asked for once for each company."""
        people = dict.fromkeys(duties, self.env["res.users"])
        assignments = self.env["advisor.assignment"]
        for company, mine in duties.grouped("company_id").items():
            rows = assignments._advisors_of(mine.partner_id, company)
            for duty in mine:
                row = rows.get(duty.partner_id.id)
                if row:
                    people[duty] = row.user_id | row.backup_id
        return people
