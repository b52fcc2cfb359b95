from dataclasses import replace

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..core.carrier import Carrier, keys_of, still_missing, things_of
from ..core.figures import EXACTLY, UNITS, Figure
from ..words.figure_words import figure_words

#: Fields by which the figure of a carrier changes.
FIGURE_FIELDS = {
    "policy_id",
    "number",
    "figure_model",
    "figure_field",
    "figure_unit",
    "figure_per",
}
#: Units of what is registered, and the lengths of time in which they are counted.
FIGURE_UNITS = [(unit, unit.replace("_", " ")) for unit in UNITS if unit != "always"]
PER_UNITS = [(unit, unit) for unit in ("day", "week", "month", "quarter", "year")]


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

    What of the clause it does not carry out stands in ``missing``, with a key for each
    thing in ``missing_keys``. Another add-on that does names these keys in ``supplies``
    of its own carrier of the clause: neither needs to know whether the other is there,
    and what goes with its add-on is missing again.
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
        string="Does Not Carry Out",
        translate=True,
        help="What of the clause it does not carry out itself; several things are "
        "separated by semicolons. Empty: nothing.",
    )
    missing_keys = fields.Char(
        string="Keys of What It Does Not",
        help="A word for each of these things, in the same order and separated by "
        "semicolons, like file; suggestion. Whatever else carries the clause out says "
        "by these words what it supplies.",
    )
    supplies = fields.Char(
        help="Keys of what others of the same clause do not carry out and this does, "
        "separated by semicolons, like file; suggestion.",
    )
    still_missing = fields.Char(
        string="Still missing",
        compute="_compute_still_missing",
        search="_search_still_missing",
        help="What it does not carry out, and nothing else of the clause supplies.",
    )
    url = fields.Char(string="Page", help="Path that shows it, like /odoo/complaints.")
    indicator = fields.Char(help="Code of the indicator that measures it.")
    has_target = fields.Boolean(string="Has a target")
    target = fields.Float(
        aggregator=None, help="What the indicator should reach; 0.9 is 90 %."
    )

    figure_model = fields.Char(
        string="Settings",
        help="Where the figure is set that carries the clause out: res.company.",
    )
    figure_field = fields.Char(
        string="Name of the Figure",
        help="Field of the settings that holds it. It is compared with the wording.",
    )
    figure_unit = fields.Selection(selection=FIGURE_UNITS, string="Counts")
    figure_per = fields.Selection(selection=PER_UNITS, string="In Each")
    figure_drift = fields.Char(
        compute="_compute_figure_drift",
        string="Differs from the Policy",
        help="The wording of the clause has other figures than this.",
    )

    @api.depends("policy_id", "number", "missing", "missing_keys", "supplies")
    @api.depends_context("lang", "uid")
    def _compute_still_missing(self):
        """What is taken away with its add-on supplies nothing any more."""
        domain = [("number", "in", self.mapped("number")), ("supplies", "!=", False)]
        supplied = {}
        for carrier in self.search(domain) | self:
            clause = supplied.setdefault((carrier.policy_id, carrier.number), set())
            clause.update(keys_of(carrier.supplies or ""))
        for carrier in self:
            carrier.still_missing = still_missing(
                carrier.missing or "",
                keys_of(carrier.missing_keys or ""),
                supplied[carrier.policy_id, carrier.number],
            )

    @api.model
    def _search_still_missing(self, operator, value):
        if operator != "in":
            return NotImplemented
        # Only what does not carry all out can lack anything: the others lack nothing.
        carriers = self.search([("missing", "!=", False)])
        found = carriers.filtered(lambda it: (it.still_missing or False) in value)
        if False in value:
            return ["|", ("missing", "=", False), ("id", "in", found.ids)]
        return [("id", "in", found.ids)]

    @api.constrains("missing", "missing_keys")
    def _check_missing_keys(self):
        for carrier in self:
            keys = keys_of(carrier.missing_keys or "")
            if keys and len(keys) != len(things_of(carrier.missing or "")):
                raise ValidationError(
                    self.env._(
                        "%s: there must be as many keys as things that it does not "
                        "carry out. Separate both by semicolons.",
                        carrier.name,
                    )
                )

    @api.depends(*FIGURE_FIELDS)
    @api.depends_context("lang", "uid", "allowed_company_ids")
    def _compute_figure_drift(self):
        """For whoever may decide about it."""
        sentences = self.env["service.policy.drift"]._sentences_of(self)
        for carrier in self:
            carrier.figure_drift = sentences.get(carrier.id, "")

    @api.constrains("figure_model", "figure_field", "figure_unit")
    def _check_figure(self):
        for carrier in self.filtered("figure_field"):
            model = carrier.figure_model
            known = model in self._figure_models() and self.env[model]._fields
            field = known and known.get(carrier.figure_field)
            # Whoever sees a difference reads the figure: so must who registers it.
            seen = field and self.env[model]._has_field_access(field, "read")
            if not seen or field.type not in ("integer", "float"):
                raise ValidationError(
                    self.env._(
                        "%(carrier)s: there is no figure %(field)s in such settings.",
                        carrier=carrier.name,
                        field=carrier.figure_field,
                    )
                )
            if not carrier.figure_unit:
                raise ValidationError(
                    self.env._("%s: say what the figure counts.", carrier.name)
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
        figures = records._set_figures()
        return [
            record._as_carrier(_together(figures.get(record, {}))) for record in records
        ]

    @api.model
    def _carriers_by_company(self, policies):
        """The same, for the comparison with the wording: what has a figure for each
        company stands there once for each. As superuser."""
        carriers = self._carriers(policies)
        figures = self.search([("policy_id", "in", policies.ids)])._set_figures()
        of_company = {record.id: by_company for record, by_company in figures.items()}
        for carrier in carriers:
            mine = carrier.model == self._name and of_company.get(carrier.res_id)
            if not mine:
                yield carrier
                continue
            for company, found in mine.items():
                yield replace(carrier, company=company.id, figures=found)

    def _as_carrier(self, figures):
        return Carrier(
            policy=self.policy_id.id,
            number=self.number,
            kind=self.kind,
            name=self.name,
            words=", ".join(figure_words(self.env, figure) for figure in figures),
            missing=self.missing or "",
            missing_keys=keys_of(self.missing_keys or ""),
            supplies=keys_of(self.supplies or ""),
            url=self.url or "",
            model=self._name,
            res_id=self.id,
            figures=figures,
            indicator=self.indicator or "",
            target=self.target if self.has_target else None,
        )

    # --- figures of settings ----------------------------------------------------------

    @api.model
    def _figure_models(self):
        """Settings that have figures of clauses.

        Override to add others, with :meth:`_figure_records` and a call of
        :meth:`_figures_changed` when they are written.
        """
        return {"res.company"}

    @api.model
    def _figure_records(self, model_name, policy):
        """The records whose figures count under a policy.

        :return: {company: its record}, for each company in which the policy is in force
        """
        return {company: company for company in policy.sudo().company_ids}

    def _set_figures(self):
        """{carrier: {company: its figures}}, as far as one may read them."""
        found, records_of = {}, {}
        for carrier in self.filtered("figure_field"):
            name, policy = carrier.figure_model, carrier.policy_id
            if (name, policy) not in records_of:
                records_of[name, policy] = self._readable_records(name, policy)
            records = records_of[name, policy]
            model = self.env[name] if records else self
            field = model._fields.get(carrier.figure_field)
            if not field or not model._has_field_access(field, "read"):
                continue
            unit, per = carrier.figure_unit, carrier.figure_per or ""
            found[carrier] = {
                company: (Figure(amount, amount, unit, EXACTLY, per=per),)
                for company, record in records.items()
                for amount in (record[field.name],)
            }
        return found

    @api.model
    def _readable_records(self, model_name, policy):
        if model_name not in self._figure_models():
            return {}  # the add-on that has them is gone
        found = self._figure_records(model_name, policy)
        records = self.env[model_name].concat(*found.values()).with_env(self.env)
        readable = set(records._filtered_access("read").ids)
        return {
            company: record.with_env(self.env)
            for company, record in found.items()
            if record.id in readable
        }

    @api.model
    def _figures_changed(self, model_name, names=None):
        """Compare the wording with settings that were edited.

        :param names: fields that were written; None: any
        """
        domain = [("figure_model", "=", model_name), ("figure_field", "!=", False)]
        if names is not None:
            domain.append(("figure_field", "in", list(names)))
        policies = self.sudo().search(domain).policy_id
        if policies:
            self.env["service.policy.drift"].sudo()._compare(policies)

    @api.model_create_multi
    def create(self, vals_list):
        """Override to compare with the wording."""
        carriers = super().create(vals_list)
        carriers.filtered("figure_field")._compare_wording(self.env["service.policy"])
        return carriers

    def write(self, vals):
        """Override to compare with the wording."""
        before = self.policy_id
        res = super().write(vals)
        if FIGURE_FIELDS & vals.keys():
            self._compare_wording(before)
        return res

    def unlink(self):
        """Override: what is gone differs from nothing."""
        policies = self.filtered("figure_field").policy_id
        res = super().unlink()
        self._compare_wording(policies)
        return res

    def _compare_wording(self, policies):
        """Compare the wording of these policies, and of those of what is left."""
        policies |= self.exists().policy_id
        if policies:
            self.env["service.policy.drift"].sudo()._compare(policies)


def _together(by_company):
    """The figures of all companies, without repetition, the lowest first."""
    figures = {figure.low: figure for found in by_company.values() for figure in found}
    return tuple(figures[amount] for amount in sorted(figures))
