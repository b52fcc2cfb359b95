from datetime import date

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from odoo.addons.base_engine_tools.core.instants import next_month
from odoo.addons.base_engine_tools.words.dates import date_in_words

FIGURES = {"boolean", "date", "float", "integer", "monetary", "selection"}


class AttendancePolicy(models.Model):
    """Versions: what was in force when a month was closed never changes."""

    _inherit = "attendance.policy"

    is_used = fields.Boolean(
        compute="_compute_is_used",
        help="Closed months were judged by this version.",
    )

    def _compute_is_used(self):
        groups = (
            self.env["attendance.month"]
            .sudo()
            ._read_group(
                [("policy_id", "in", self.ids), ("state", "=", "closed")], ["policy_id"]
            )
        )
        used = {policy.id for (policy,) in groups}
        for policy in self:
            policy.is_used = policy.id in used

    @api.model
    def default_get(self, fields_list):
        """A version made by hand starts with the figures of the one in force."""
        if not self.env.context.get("attendance_policy_from_current"):
            return super().default_get(fields_list)
        company = self.env.company
        source = self._get_policy(company, fields.Date.context_today(self))
        values = source.copy_data()[0] if source else {}
        values |= {
            "company_id": company.id,
            "date_from": next_month(fields.Date.context_today(self)),
        }
        values = {name: values[name] for name in fields_list if name in values}
        return values | super().default_get(
            [name for name in fields_list if name not in values]
        )

    @api.model_create_multi
    def create(self, vals_list):
        policies = super().create(vals_list)
        published = policies.filtered(lambda policy: policy.state == "published")
        published._check_start()
        published._mark_open_months()
        return policies

    def write(self, vals):
        figures = {name for name in vals if self._is_figure(name)}
        if not figures:
            return super().write(vals)
        self._check_unused()
        published = self.filtered(lambda policy: policy.state == "published")
        published._mark_open_months()
        result = super().write(vals)
        published = self.filtered(lambda policy: policy.state == "published")
        if {"company_id", "date_from", "state"} & figures:
            published._check_start()
        published._mark_open_months()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        self._check_unused()
        if any(policy.state == "published" for policy in self):
            raise UserError(
                self.env._(
                    "A published policy is not deleted: take it back to draft first."
                )
            )
        days = self.env["attendance.day"].sudo()
        if named := days.search([("policy_id", "in", self.ids)], limit=1).policy_id:
            raise UserError(
                self.env._(
                    "Days that were judged by “%(policy)s” wait to be judged again: "
                    "delete it in some minutes.",
                    policy=named.display_name,
                )
            )

    def action_publish(self):
        """Put the versions in force from their dates on."""
        self.state = "published"

    def action_draft(self):
        """Take back versions that no closed month has used."""
        self.state = "draft"

    def action_new_version(self):
        """Copy the version to a draft that starts next month, and open it."""
        self.ensure_one()
        return self._copy_version()._open_form()

    def _copy_version(self, **values):
        """Return a draft with the figures of this version, for next month or later."""
        start = max(next_month(fields.Date.context_today(self)), self.date_from)
        return self.copy({"date_from": start, **values})

    def _open_form(self):
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    def _is_figure(self, name):
        field = self._fields[name]
        if name in ("band_ids", "leave_rule_ids", "company_id"):
            return True
        return bool(field.store and field.type in FIGURES)

    def _on_line_changed(self):
        """A band or a rule of the versions is about to change, or has just come."""
        self._check_unused()
        self.filtered(lambda one: one.state == "published")._mark_open_months()

    def _check_unused(self):
        for policy in self:
            if policy.is_used:
                raise UserError(
                    self.env._(
                        "Closed months were judged by “%(policy)s”: its figures stay "
                        "as they are. Make a new version instead.",
                        policy=policy.display_name,
                    )
                )

    def _check_start(self):
        """A version cannot start in months that are closed already."""
        for policy in self:
            domain = [("state", "=", "closed")]
            if policy.company_id:
                domain.append(("company_id", "=", policy.company_id.id))
            closed = self.env["attendance.month"].sudo()
            last = closed.search(domain, order="month desc", limit=1)
            if last and policy.date_from < next_month(last.month):
                raise UserError(
                    self.env._(
                        "Months up to %(month)s are closed: “%(policy)s” can start on "
                        "%(date)s at the earliest.",
                        month=date_in_words(self.env, last.month),
                        policy=policy.name,
                        date=format_date(self.env, next_month(last.month)),
                    )
                )

    def _mark_open_months(self):
        """Have the open months judged again in which the versions may count."""
        queue = self.env["attendance.dirty"].sudo()
        for policy in self:
            queue._add_companies(policy.company_id.ids, policy.date_from or date.min)
