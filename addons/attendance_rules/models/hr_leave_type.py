from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import ormcache

#: What decides which type stands in for which.
REPLACING = {"active", "company_id", "replaced_type_ids", "sequence"}


class HrLeaveType(models.Model):
    """Leave types: whether time off is leave or a trip is a matter of the verdict, and
    which of two of a kind counts is one of the company."""

    _inherit = "hr.leave.type"

    replaced_type_ids = fields.Many2many(
        comodel_name="hr.leave.type",
        relation="attendance_leave_type_replaced_rel",
        column1="type_id",
        column2="replaced_id",
        string="Takes the Place Of",
        domain="[('id', '!=', id), ('company_id', 'in', [company_id, False])]",
        help="Where this type is used, nobody is offered those any more. What a policy "
        "says of one of them holds for all of them.",
    )
    is_replaced = fields.Boolean(
        compute="_compute_is_replaced",
        search="_search_is_replaced",
        help="Another type takes its place in the current company.",
    )

    @api.depends_context("company")
    @api.depends("replaced_type_ids")
    def _compute_is_replaced(self):
        replaced = self._replaced_ids(self.env.company)
        for leave_type in self:
            leave_type.is_replaced = leave_type._origin.id in replaced

    @api.model
    def _search_is_replaced(self, operator, value):
        if operator != "in":
            return NotImplemented
        replaced = self._replaced_ids(self.env.company)
        wanted = "in" if True in value else "not in"
        if {True, False} <= set(value):
            return []
        return [("id", wanted, list(replaced))]

    @api.constrains("replaced_type_ids")
    def _check_replaced_types(self):
        if self._has_cycle("replaced_type_ids"):
            raise ValidationError(
                self.env._("Two leave types cannot take the place of each other.")
            )

    @api.model
    def _replaced_ids(self, company):
        """Ids of the types of which others take the place in a company."""
        return self._places_taken(company.id)[0]

    @api.model
    def _alike(self, company):
        """Types for which a policy says the same in a company, unless it says more.

        :return: {type id: (ids of the others, what it replaces first), …}
        """
        return self._places_taken(company.id)[1]

    @api.model
    @ormcache("company_id")
    def _places_taken(self, company_id):
        """Asked for every leave of a list, so it is remembered."""
        types = self.sudo().search(
            [
                ("replaced_type_ids", "!=", False),
                ("company_id", "in", [company_id, False]),
            ],
            order="sequence, id",
        )
        alike = defaultdict(list)
        for leave_type in types:
            replaced = leave_type.with_context(active_test=False).replaced_type_ids
            alike[leave_type.id] += replaced.sorted("id").ids
        replaced_ids = frozenset(id_ for ids in alike.values() for id_ in ids)
        for type_id, ids in list(alike.items()):
            for replaced_id in ids:
                alike[replaced_id].append(type_id)
        return replaced_ids, {key: tuple(ids) for key, ids in alike.items()}

    @api.model_create_multi
    def create(self, vals_list):
        types = super().create(vals_list)
        if any(leave_type.replaced_type_ids for leave_type in types):
            types._rules_changed(types.replaced_type_ids)
        return types

    def write(self, vals):
        """Override: the kind counts for all leave of the type, also what is granted."""
        changed = self.filtered(
            lambda leave_type: (
                leave_type.time_type != vals.get("time_type", leave_type.time_type)
            )
        )
        before = self.replaced_type_ids if REPLACING & vals.keys() else self.browse()
        result = super().write(vals)
        self.env["attendance.dirty"].sudo()._add_leave_types(changed.ids)
        if REPLACING & vals.keys() and before | self.replaced_type_ids:
            self._rules_changed(before | self.replaced_type_ids)
        return result

    def unlink(self):
        replaced = self.replaced_type_ids
        result = super().unlink()
        if replaced:
            self.browse()._rules_changed(replaced)
        return result

    def _rules_changed(self, others):
        """Other rules may count for leave of these types and of others."""
        self.env.registry.clear_cache()
        self.invalidate_model(["is_replaced"])
        self.env["attendance.dirty"].sudo()._add_leave_types((self | others).ids)
