"""What came out of a trial on the past, in the reader's language."""

from odoo.tools import format_date

#: What a verdict is made of, as bars show it, each with its colour.
COLORS = {
    "kept": "success",
    "late": "warning",
    "broken": "danger",
    "open": "info",
    "dropped": "secondary",
}
COUNTED = ("kept", "late", "broken")
#: Steps that only tell; those of other kinds change something.
TELLING = ("activity", "mail", "tell_customer")
#: So many rows of a breakdown; a list shows the others.
MOST_ROWS = 30


class BacktestWords:
    """Values for the page of one trial, read by who asked for it."""

    def __init__(self, trial):
        self.trial, self.env = trial, trial.env
        lines = self.env["service.deadline.backtest.line"]
        selection = lines._fields["outcome"]._description_selection(self.env)
        self.labels, self.lines = dict(selection), lines

    def values(self):
        """Values of the template."""
        figures = self.trial.result.get("", {}).get("", {})
        return {
            "period": self._period(),
            "figures": self._figures(figures),
            "sides": [
                (self.env._("Would have been"), self._bar(figures, 0)),
                (self.env._("Really was"), self._bar(figures, 1)),
            ],
            "shares": [self._share(figures, side) for side in (0, 1)],
            "count": sum(would for would, _did in figures.values()),
            "groups": list(filter(None, map(self._group, self.lines._groupings()))),
            "steps": self._steps(),
            "notes": self._notes(),
        }

    def _period(self):
        trial = self.trial
        return self.env._(
            "Promises that began from %(first)s to %(last)s",
            first=format_date(self.env, trial.since),
            last=format_date(self.env, trial.until),
        )

    def _figures(self, figures):
        """[(label, colour, would have been, was), …]"""
        return [
            (self.labels[name], color, *figures.get(name, (0, 0)))
            for name, color in COLORS.items()
        ]

    def _bar(self, figures, side):
        """[(label, colour, count, per cent), …] of what there is."""
        counts = {name: figures.get(name, (0, 0))[side] for name in COLORS}
        whole = sum(counts.values())
        return [
            (self.labels[name], COLORS[name], count, round(100 * count / whole, 2))
            for name, count in counts.items()
            if count
        ]

    def _share(self, figures, side):
        """Per cent kept of what has a verdict, or None."""
        counted = [figures.get(name, (0, 0))[side] for name in COUNTED]
        return round(100 * counted[0] / sum(counted)) if sum(counted) else None

    def _group(self, name):
        """One breakdown: its title and rows, the most frequent first."""
        found = self.trial.result.get(name)
        if not found:
            return None
        field = self.lines._fields[name]
        owners = self.env[field.comodel_name].sudo()
        ids = [int(key) for key in found if key != "0"]
        names = {each.id: each.display_name for each in owners.browse(ids).exists()}
        rows = [
            {
                "name": names.get(int(key)) or self.env._("Nobody"),
                "bars": [self._bar(figures, 0), self._bar(figures, 1)],
                "count": sum(map(sum, figures.values())),
                "shares": [self._share(figures, side) for side in (0, 1)],
            }
            for key, figures in found.items()
        ]
        rows.sort(key=lambda row: -row["count"])
        return {
            "title": field._description_string(self.env),
            "rows": rows[:MOST_ROWS],
            "more": len(rows) - MOST_ROWS,
        }

    def _steps(self):
        """Who would have been told how often: rows of steps and people."""
        told = {}
        for key, times in (self.trial.sudo().told or {}).items():
            step_id, user_id = map(int, key.split(","))
            told.setdefault(step_id, {})[user_id] = times
        users = {user_id for people in told.values() for user_id in people}
        names = {
            user.id: user.name
            for user in self.env["res.users"].sudo().browse(users - {0}).exists()
        }
        return [
            {
                "name": step["name"],
                "count": sum(told.get(step["id"], {}).values()),
                "people": [
                    (names.get(user_id) or self._nobody(step), times)
                    for user_id, times in sorted(
                        told.get(step["id"], {}).items(), key=lambda pair: -pair[1]
                    )[:MOST_ROWS]
                ],
            }
            for step in self.trial.sudo().tried["steps"]
        ]

    def _nobody(self, step):
        """What a step does that tells nobody of the staff."""
        actions = self.env["service.deadline.step"]._fields["action"]
        labels = dict(actions._description_selection(self.env))
        return self.env._("Nobody") if step["role_id"] else labels[step["action"]]

    def _notes(self):
        """What the past does not tell, honestly."""
        trial, env = self.trial.sudo(), self.env
        tried = trial.tried
        fields = env[tried["model"]]._fields if tried["model"] in env else {}
        notes = [
            env._(
                "The field “%(field)s” has no history: its present value is used, from "
                "the last change of the record on where it ends a promise.",
                field=fields[name]._description_string(env),
            )
            for name in trial.missing or ()
            if name in fields
        ]
        if trial.guessed:
            notes.append(
                env._(
                    "Records of which nobody tracked when they were closed: "
                    "%(count)s. The logs of their promises tell it, else their last "
                    "change.",
                    count=trial.guessed,
                )
            )
        if tried["stop_mode"] == "reply":
            notes.append(
                env._("An answer that kept no promise counts from when it was written.")
            )
        if any(step["action"] not in TELLING for step in tried["steps"]):
            notes.append(
                env._(
                    "Steps that change something are counted; what they would have "
                    "changed is not."
                )
            )
        notes.append(
            env._(
                "Working hours, special days and people in charge are those of today, "
                "unless the promise that was made says otherwise."
            )
        )
        return notes
