from odoo import fields, models
from odoo.tools import SQL, format_datetime

from odoo.addons.base_engine_tools.core.instants import to_datetime, to_seconds

from ..core.deadline_decision import recalculate
from ..core.working_time import NoWorkingTime
from ..engine.store import Store
from ..engine.times import Times

MOST_SAMPLES = 5


class ResourceSpecialDayImport(models.TransientModel):
    """Says which running promises holidays and make-up days would move."""

    _inherit = "resource.special.day.import"

    def _preview_effects(self):
        """Override of `resource_special_day` to tell which promises move."""
        effects = super()._preview_effects()
        moves = self._promises_moved()
        if not moves:
            return [*effects, self.env._("No running promise moves.")]
        count = self.env._(
            "Running promises that move: %(count)s. For example:", count=len(moves)
        )
        return [*effects, count, *map(self._describe_move, moves[:MOST_SAMPLES])]

    def _promises_moved(self):
        """Running promises whose due time changes: [(row, new due instant), …]."""
        now = to_seconds(fields.Datetime.now())
        times = Times(self.with_context(**self._preview_context()).sudo().env, now)
        moves = []
        for row in Store(self.sudo().env, now).load(self._candidates()):
            try:
                time = times.of_row(row)
                event = recalculate(row.clock, row.terms, time, "calendar", now)
            except NoWorkingTime:
                continue
            if event:
                moves.append((row, event.data["due"]))
        return moves

    def _candidates(self):
        """Condition of the running promises that the ticked days can move."""
        dates = self.line_ids.filtered("selected").mapped("date")
        calendars = self.calendar_ids._origin or self.env[
            "resource.calendar"
        ]._of_companies(self.company_id)
        return SQL(
            "state = 'running' AND company_id = %s AND calendar_id = ANY(%s)"
            " AND due_at >= %s",
            self.company_id.id,
            calendars.ids,
            min(dates, default=fields.Date.today()),
        )

    def _describe_move(self, move):
        row, due = move
        return self.env._(
            "%(name)s: due %(after)s instead of %(before)s",
            name=row["res_name"],
            before=format_datetime(self.env, to_datetime(row.clock.due)),
            after=format_datetime(self.env, to_datetime(due)),
        )
