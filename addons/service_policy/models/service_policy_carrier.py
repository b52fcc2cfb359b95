from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..core.carrier import Carrier


class ServicePolicyCarrier(models.Model):
    """The registry of what carries a clause out.

    What is a record of its own (a rule) tells by :meth:`_carriers`; everything else is
    registered as data, with the number of the clause:

    .. code-block:: xml

        <record id="carrier_sm_4_1" model="service.policy.carrier" forcecreate="0">
            <field name="policy_id" ref="service_policy.service_policy_sm" />
            <field name="number">SM-4.1</field>
            <field name="kind">page</field>
            <field name="name">The standards on the portal</field>
            <field name="url">/my/service-standards</field>
        </record>
    """

    _name = "service.policy.carrier"
    _description = "What Carries a Clause Out"
    _order = "policy_id, number, sequence, id"

    policy_id = fields.Many2one(
        comodel_name="service.policy", required=True, ondelete="cascade", index=True
    )
    number = fields.Char(string="Clause", required=True, help="Like CM-2.4.")
    sequence = fields.Integer(default=10)
    kind = fields.Selection(
        selection=[
            ("rule", "Rule"),
            ("step", "Step"),
            ("page", "Page"),
            ("job", "Job"),
            ("setting", "Setting"),
            ("training", "Training"),
            ("people", "By people only"),
        ],
        required=True,
        default="page",
        help="By people only: no program helps with it, and that is meant so.",
    )
    name = fields.Char(string="Carried out by", required=True, translate=True)
    missing = fields.Char(
        string="Still missing",
        translate=True,
        help="What of the clause it does not carry out yet. Empty: nothing.",
    )
    url = fields.Char(string="Page", help="Path that shows it, like /odoo/complaints.")
    indicator = fields.Char(help="Code of the indicator that measures it.")
    has_target = fields.Boolean(string="Has a target")
    target = fields.Float(
        aggregator=None, help="What the indicator should reach; 0.9 is 90 %."
    )

    @api.constrains("url")
    def _check_url(self):
        for carrier in self:
            if carrier.url and not (
                carrier.url.startswith("/") and not carrier.url.startswith("//")
            ):
                raise ValidationError(
                    self.env._("A page is a path of this site, like /my/tickets.")
                )

    @api.model
    def _carriers(self, policies):
        """What carries the clauses of some policies out.

        Override to add what another add-on has, with a constant number of queries.

        :return: list of ``core.carrier.Carrier``, with words in the reader's language
        """
        records = self.search([("policy_id", "in", policies.ids)])
        return [record._as_carrier() for record in records]

    def _as_carrier(self):
        return Carrier(
            policy=self.policy_id.id,
            number=self.number,
            kind=self.kind,
            name=self.name,
            missing=self.missing or "",
            url=self.url or "",
            model=self._name,
            res_id=self.id,
            indicator=self.indicator or "",
            target=self.target if self.has_target else None,
        )
