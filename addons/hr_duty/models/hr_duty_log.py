from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.base_engine_tools.engine.access import needs_access

SIGNED = {"giver_id", "given_at", "taker_id", "taken_at", "state"}


class HrDutyLog(models.Model):
    """The log of one duty, handed over to the next one (交接班, CS-2.4).

    Whoever leaves signs that everything is in it, whoever comes signs that it was
    read. Problems that are not settled by then go over to the log of the next duty, as
    often as it takes.
    """

    _name = "hr.duty.log"
    _description = "Duty Log"
    _inherit = ["guarded.mixin", "mail.thread"]
    _order = "date_start desc, id desc"
    _rec_name = "shift_id"

    shift_id = fields.Many2one(
        comodel_name="hr.duty.shift",
        string="Duty",
        required=True,
        ondelete="restrict",
        index=True,
    )
    post_id = fields.Many2one(
        related="shift_id.post_id", store=True, index=True, precompute=True
    )
    company_id = fields.Many2one(
        related="shift_id.company_id", store=True, precompute=True
    )
    date_start = fields.Datetime(related="shift_id.date_start", store=True)
    note = fields.Html(
        string="Handover Notes",
        help="What the next duty has to know: keys, equipment, visitors, orders.",
    )
    problem_ids = fields.One2many(
        comodel_name="hr.duty.problem",
        inverse_name="log_id",
        string="Incidents and Problems",
    )
    open_count = fields.Integer(string="Open", compute="_compute_open_count")
    state = fields.Selection(
        selection=[
            ("open", "On Duty"),
            ("given", "Signed by Giver"),
            ("taken", "Handed Over"),
        ],
        required=True,
        default="open",
        readonly=True,
        copy=False,
        tracking=True,
    )
    giver_id = fields.Many2one(
        comodel_name="hr.employee", string="Given By", readonly=True, copy=False
    )
    given_at = fields.Datetime(readonly=True, copy=False)
    taker_id = fields.Many2one(
        comodel_name="hr.employee", string="Taken By", readonly=True, copy=False
    )
    taken_at = fields.Datetime(readonly=True, copy=False)
    next_log_id = fields.Many2one(
        comodel_name="hr.duty.log",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )

    _shift_uniq = models.Constraint(
        "UNIQUE (shift_id)",
        "A duty has one log: open the one that is there.",
    )

    @api.depends("problem_ids.state")
    def _compute_open_count(self):
        for log in self:
            log.open_count = len(log._open_problems())

    def _open_problems(self):
        return self.problem_ids.filtered(lambda problem: problem.state == "open")

    @api.model_create_multi
    def create(self, vals_list):
        self._refuse_signatures(*vals_list)
        return super().create(vals_list)

    def write(self, vals):
        self._refuse_signatures(vals)
        if "note" in vals and not self.env.su:
            self._check_state("open")
        return super().write(vals)

    def _refuse_signatures(self, *vals_list):
        if not self.env.su and any(SIGNED & vals.keys() for vals in vals_list):
            raise UserError(
                self.env._(
                    "A log is signed with its buttons, by whoever gives and takes."
                )
            )

    # Actions

    @needs_access("read")
    def action_give(self):
        """Sign as whoever leaves: everything is in the log."""
        self._check_state("open")
        for log in self:
            giver = log._me_among(log.shift_id)
            log.sudo().write(
                {
                    "giver_id": giver.id,
                    "given_at": fields.Datetime.now(),
                    "state": "given",
                }
            )
            following = log.shift_id._next_shift().slot_ids.employee_id
            log.sudo().message_notify(
                partner_ids=following._message_partners().ids,
                subject=self.env._("A duty log is handed over to you"),
                body=log.display_name,
            )

    @needs_access("read")
    def action_take(self):
        """Sign as whoever comes: the log was read, and its open problems are ours."""
        self._check_state("given")
        for log in self:
            following = log.shift_id._next_shift()
            taker = log._me_among(following)
            if taker == log.giver_id:
                raise UserError(
                    self.env._("The same person cannot give and take a duty.")
                )
            log.sudo()._hand_over(taker, self._of_shift(following))

    def _hand_over(self, taker, next_log):
        self._open_problems()._carry_over(next_log.sudo())
        self.write(
            {
                "taker_id": taker.id,
                "taken_at": fields.Datetime.now(),
                "next_log_id": next_log.id,
                "state": "taken",
            }
        )

    @needs_access("read")
    def action_next(self):
        """Open the log that the open problems went to."""
        self.ensure_one()
        return self.next_log_id._open()

    def _open(self):
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
        }

    # Helpers

    @api.model
    def _of_shift(self, shift):
        """Return the log of a duty; it is begun if there is none.

        Once the duty has started, it takes along what earlier duties never handed
        over: no problem stays behind because somebody forgot to sign.
        """
        log = self.search([("shift_id", "=", shift.id)])
        if not log:
            log = self.create({"shift_id": shift.id})
            if shift.date_start <= fields.Datetime.now():
                log._left_behind()._carry_over(log)
        return log

    def _left_behind(self):
        return (
            self.env["hr.duty.problem"]
            .sudo()
            .search(
                [
                    ("post_id", "=", self.post_id.id),
                    ("state", "=", "open"),
                    ("log_id.date_start", "<", self.date_start),
                ]
            )
        )

    def _me_among(self, shift):
        """Return the user's employee among the people of a duty."""
        me = shift.slot_ids.employee_id & self.env.user.employee_ids
        if not me:
            raise UserError(
                self.env._(
                    "Only people on duty sign: “%(duty)s” is not yours.",
                    duty=shift.display_name or self.env._("The next duty"),
                )
            )
        return me[:1]

    def _check_state(self, state):
        for log in self:
            if log.state != state:
                raise UserError(
                    self.env._(
                        "“%(log)s” has been signed: what comes later belongs into the "
                        "log of the next duty.",
                        log=log.display_name,
                    )
                )
