"""What an import would do, as somebody sees it before anything is written."""

from markupsafe import Markup

from odoo.tools import format_date

SHOWN = 50
PEOPLE = 20
WORDS = 6


class ImportPreview:
    """Makes the tables of the preview.

    :param words: ``ImportWords`` of the reader
    """

    def __init__(self, env, words):
        self.env, self.words = env, words

    def summary(self, fit, outcome):
        """Return when and whom the file saw, and how its first rows were understood."""
        if not outcome.people:
            return False
        parts = [self._facts(fit, outcome), self._samples(outcome)]
        return Markup().join([*parts, self._people(outcome)])

    def _facts(self, fit, outcome):
        people = outcome.people.values()
        first = min(person.first for person in people)
        last = max(person.last for person in people)
        facts = [
            self.env._(
                "From %(first)s to %(last)s.",
                first=format_date(self.env, first.date()),
                last=format_date(self.env, last.date()),
            )
        ]
        if fit.table.sheet:
            facts.append(
                self.env._("Read from the sheet “%(name)s”.", name=fit.table.sheet)
            )
        facts += self._assumptions(fit, outcome)
        return Markup("<p class='mb-2'>%s</p>") % " ".join(facts)

    def _assumptions(self, fit, outcome):
        """Yield what was found out or left out, so that nothing happens unsaid."""
        orders = {
            "dmy": self.env._("Dates are day, month, year."),
            "mdy": self.env._("Dates are month, day, year."),
        }
        if fit.dates.order in orders:
            yield orders[fit.dates.order]
        if fit.table.layout == "bare":
            yield self.env._("Without headings: number, date and time were found.")
        told = any(side for *_row, presses in outcome.samples for _at, side in presses)
        if fit.table.columns["direction"] and not told:
            yield self.env._(
                "The column of directions says the same everywhere: presses alternate."
            )
        if outcome.outings:
            yield self.env._(
                "%(count)s outings neither begin nor end a presence.",
                count=outcome.outings,
            )
        if outcome.words:
            shown = ", ".join(
                f"{word} ({count})" for word, count in outcome.words.most_common(WORDS)
            )
            yield self.env._("Taken as “no punch”: %(words)s.", words=shown)

    def _samples(self, outcome):
        rows = [
            [line, " ".join(filter(None, [number, name])), self.words.presses(presses)]
            for line, number, name, presses in outcome.samples
        ]
        return self._table(
            [self.env._("Line"), self.env._("Who"), self.env._("Understood As")], rows
        )

    def _people(self, outcome):
        """Return whom the file means: first who is unknown or called otherwise."""
        found = sorted(
            outcome.people.values(),
            key=lambda each: (bool(each.employee_id), not each.differs, each.number),
        )
        ids = [each.employee_id for each in found if each.employee_id]
        employees = self.env["hr.employee"].sudo().browse(set(ids))
        names = {employee.id: employee.name for employee in employees}
        rows = [
            [
                person.number or "–",
                person.name or "–",
                self._name(person, names),
                person.presses,
                f"{format_date(self.env, person.first.date())} – "
                f"{format_date(self.env, person.last.date())}",
            ]
            for person in found[:PEOPLE]
        ]
        heads = [
            self.env._("Number"),
            self.env._("Name in the File"),
            self.env._("Name in Odoo"),
            self.env._("Presses"),
            self.env._("Days"),
        ]
        table = self._table(heads, rows)
        if len(found) > PEOPLE:
            table += Markup("<p class='text-muted'>%s</p>") % self.env._(
                "And %(count)s more people.", count=len(found) - PEOPLE
            )
        return table

    def _name(self, person, names):
        if not person.employee_id:
            return Markup("<span class='text-danger'>%s</span>") % self.env._("nobody")
        name = names[person.employee_id]
        if not person.differs:
            return name
        return Markup(
            "<span class='text-warning-emphasis fw-bold'>"
            "<i class='fa fa-exclamation-triangle me-1' title='%s'></i>%s</span>"
        ) % (self.env._("Another name than in the file"), name)

    def problems(self, problems):
        """Return the rows with errors, or nothing."""
        if not problems:
            return False
        rows = [
            [
                problem.line,
                self.words.of_row(problem),
                " · ".join(str(cell)[:80] for cell in problem.cells[:40] if cell),
            ]
            for problem in problems[:SHOWN]
        ]
        table = self._table(
            [self.env._("Line"), self.env._("What Is Wrong"), self.env._("Row")], rows
        )
        if len(problems) > SHOWN:
            table += Markup("<p class='text-muted'>%s</p>") % self.env._(
                "The first %(shown)s are shown; the file has all of them.", shown=SHOWN
            )
        return table

    def _table(self, heads, rows):
        cell = Markup("<td>%s</td>")
        head = Markup().join(Markup("<th>%s</th>") % each for each in heads)
        body = Markup().join(
            Markup("<tr>%s</tr>") % Markup().join(cell % each for each in row)
            for row in rows
        )
        return Markup(
            "<div class='table-responsive mb-3'><table class='table table-sm mb-0'>"
            "<thead><tr>%s</tr></thead><tbody>%s</tbody></table></div>"
        ) % (head, body)
