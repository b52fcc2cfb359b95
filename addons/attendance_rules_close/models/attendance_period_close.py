from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from ..core.seal import seal_all

#: Written by closing and reopening only.
SEALED = {"state", "seal", "closed_at", "closed_by_id", "month", "company_id"}
HR_ADMIN = "attendance_rules.attendance_rules_group_hr_admin"


class AttendancePeriod(models.Model):
    """CS-1.5: closing, verifying and reopening a month."""

    _inherit = "attendance.period"

    @api.model_create_multi
    def create(self, vals_list):
        """A month begins open, whoever makes it."""
        for vals in vals_list:
            if not self.env.su and (SEALED - {"month", "company_id"}) & set(vals):
                raise AccessError(self.env._("A month begins open."))
        return super().create(vals_list)

    def write(self, vals):
        """What closing writes is written by closing only."""
        if SEALED & set(vals) and not self.env.su:
            raise AccessError(
                self.env._("Use the buttons to begin the audit, close or reopen.")
            )
        return super().write(vals)

    def action_close(self):
        """Look for open points; close if there are none, else ask for the reason."""
        self.ensure_one()
        self._check_may_close()
        self.action_check()
        self._refuse_blocking()
        if not self.open_count:
            self._close()
            return False
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Close in Spite of Open Points"),
            "res_model": "attendance.period.close",
            "view_mode": "form",
            "target": "new",
            "context": {"default_period_id": self.id},
        }

    def action_verify(self):
        """Compare every closed statement with its seal, and say what differs."""
        self.ensure_one()
        broken = self.sudo().month_ids._broken()
        whole = self._seal_of_statements()
        if not broken and whole == self.seal:
            return self._notify(
                "success",
                self.env._(
                    "All %(count)s statements are as they were sealed.",
                    count=self.statement_count,
                ),
            )
        return self._notify("danger", self._describe_broken(broken))

    # === CLOSE === #

    def _check_may_close(self):
        if not self.env.user.has_group(HR_ADMIN):
            raise AccessError(
                self.env._("Only an HR administrator closes or reopens a month.")
            )
        for period in self:
            period._check_open()

    def _check_open(self):
        if self.state == "closed":
            raise UserError(
                self.env._(
                    "%(month)s was closed on %(date)s by %(user)s already. Reopen it"
                    " if something has to change.",
                    month=self.name,
                    date=format_date(self.env, self.closed_at),
                    user=self.closed_by_id.name,
                )
            )
        if self.date_end >= fields.Date.context_today(self):
            raise UserError(
                self.env._(
                    "%(month)s is not over: it can be closed from %(date)s on.",
                    month=self.name,
                    date=format_date(self.env, self.date_end + relativedelta(days=1)),
                )
            )

    def _refuse_blocking(self):
        blocking = self.check_ids.filtered("blocking")
        if blocking:
            labels = dict(blocking._fields["kind"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "%(month)s cannot be closed yet. Settle first: %(points)s.",
                    month=self.name,
                    points=", ".join(
                        f"{labels[check.kind]} ({check.count})" for check in blocking
                    ),
                )
            )

    def _refuse_unjudged(self):
        """What another process is judging just now must be on the statements."""
        marks = (
            self.env["attendance.dirty"]
            .sudo()
            .search_count(
                [
                    ("employee_id.company_id", "=", self.company_id.id),
                    ("work_date", ">=", self.month),
                    ("work_date", "<=", self.date_end),
                ]
            )
        )
        if marks:
            raise UserError(
                self.env._(
                    "%(count)s days are being judged right now. Please try again in a"
                    " minute.",
                    count=marks,
                )
            )

    def _close(self, reason=False):
        """Close the month: pay rows, seals, rewards; all or nothing.

        :param str reason: why it is closed in spite of open points
        """
        self.ensure_one()
        self._check_may_close()
        self.action_check()
        self._refuse_blocking()
        self._refuse_unjudged()
        period = self.sudo()
        self.env["attendance.streak"].sudo()._reward(period)
        self.env["attendance.pay.item"].sudo()._write_items(period)
        period.month_ids._seal()
        period.write(
            {
                "state": "closed",
                "seal": period._seal_of_statements(),
                "closed_at": fields.Datetime.now(),
                "closed_by_id": self.env.uid,
            }
        )
        period._log_seal(reason)
        self.env["attendance.award.exclusion"].sudo()._refresh(
            period.company_id, period.month.year
        )

    def _seal_of_statements(self):
        statements = self.sudo().month_ids
        return seal_all({m.employee_id.id: m.seal for m in statements})

    def _log_seal(self, reason):
        self.env["attendance.period.seal"].create(
            {
                "period_id": self.id,
                "seal": self.seal,
                "statement_count": self.statement_count,
                "closed_at": self.closed_at,
                "closed_by_id": self.closed_by_id.id,
                "close_reason": reason,
            }
        )
        self.message_post(
            body=self.env._(
                "Closed with %(count)s statements. Seal: %(seal)s. %(reason)s",
                count=self.statement_count,
                seal=self.seal,
                reason=reason or "",
            )
        )

    # === REOPEN === #

    def _reopen(self, reason):
        """Open a closed month again; what was written at its close is taken back.

        Adjustments of this month that are booked in an open month go: their facts are
        judged in the month itself now.

        :param str reason: kept in the log
        """
        self.ensure_one()
        self._check_may_reopen()
        period = self.sudo()
        period._refuse_if_later_closed()
        self.env["attendance.pay.item"].sudo()._take_back(period)
        self.env["attendance.streak"].sudo()._take_back(period)
        period.month_ids.adjustment_out_ids.unlink()
        period.month_ids._unseal()
        period.write({"state": "audit", "seal": False, "closed_at": False})
        period._log_reopening(reason)
        self.env["attendance.engine"].sudo()._mark(
            period.month_ids.employee_id, period.month, period.date_end
        )

    def _check_may_reopen(self):
        if not self.env.user.has_group(HR_ADMIN):
            raise AccessError(
                self.env._("Only an HR administrator closes or reopens a month.")
            )
        if self.state != "closed":
            raise UserError(self.env._("%(month)s is not closed.", month=self.name))

    def _refuse_if_later_closed(self):
        later = self.search(
            [
                ("company_id", "=", self.company_id.id),
                ("month", ">", self.month),
                ("state", "=", "closed"),
            ],
            limit=1,
        )
        if later:
            raise UserError(
                self.env._(
                    "%(later)s is closed already: reopen it first, or let what you"
                    " change in %(month)s be booked as an adjustment.",
                    later=later.name,
                    month=self.name,
                )
            )

    def _log_reopening(self, reason):
        self.seal_ids.filtered(lambda s: not s.reopened_at)[:1].write(
            {
                "reopened_at": fields.Datetime.now(),
                "reopened_by_id": self.env.uid,
                "reopen_reason": reason,
            }
        )
        self.message_post(
            body=self.env._("Reopened. Reason: %(reason)s", reason=reason)
        )

    # === MESSAGES === #

    def _describe_broken(self, broken):
        names = [
            f"{month.employee_id.name} ({', '.join(names) or self.env._('text')})"
            for month, names in broken.items()
        ]
        return self.env._(
            "%(count)s statements differ from their seal: %(names)s",
            count=len(broken),
            names="; ".join(names[:10]) or self.env._("the list of statements"),
        )

    def _notify(self, kind, message):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"type": kind, "message": message, "sticky": kind == "danger"},
        }
