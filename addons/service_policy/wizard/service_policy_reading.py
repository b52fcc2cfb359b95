import base64

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from odoo.addons.base_engine_tools.engine.access import needs_access

from ..core.clause_cutting import cut, language_of
from ..core.document import read_document, read_text
from ..core.figures import find_figures
from ..words.document_problems import problem_in_words

MOST_CLAUSES = 1000
SIGNS_OF_TITLE = 60


class ServicePolicyReading(models.TransientModel):
    """A written policy becomes clauses: a document is read, somebody confirms each.

    Nothing is created without a confirmed line, and nothing of what is published
    changes: the clauses go into the draft of the policy. Other add-ons propose what
    carries the figures out (``_propose``, ``_create_confirmed``).
    """

    _name = "service.policy.reading"
    _inherit = ["checked.wizard.mixin"]
    _description = "Read a Policy From a Document"
    _transient_max_hours = 72.0  # a long document is not gone through in an hour

    file = fields.Binary(string="Document", attachment=False)
    file_name = fields.Char()
    text = fields.Text(string="Or the Text")
    policy_id = fields.Many2one(
        comodel_name="service.policy",
        string="Into the Policy",
        help="Empty: a new policy.",
    )
    policy_name = fields.Char(string="Name of the New Policy")
    policy_code = fields.Char(string="Code", help="Prefix of the clauses, like CM.")
    state = fields.Selection(
        selection=[("give", "Document"), ("confirm", "To Confirm")],
        default="give",
        readonly=True,
    )
    problems = fields.Text(string="Not Read", readonly=True)
    line_ids = fields.One2many(
        comodel_name="service.policy.reading.line",
        inverse_name="reading_id",
        string="Clauses",
    )
    line_count = fields.Integer(compute="_compute_counts")
    confirmed_count = fields.Integer(string="Confirmed", compute="_compute_counts")
    figure_count = fields.Integer(string="Figures", compute="_compute_counts")

    @api.depends_context("lang")
    def _compute_display_name(self):
        self.display_name = self.env._("Read a Policy")

    @api.depends("line_ids.confirmed", "line_ids.figure_count")
    def _compute_counts(self):
        for reading in self:
            lines = reading.line_ids
            reading.line_count = len(lines)
            reading.confirmed_count = len(lines.filtered("confirmed"))
            reading.figure_count = sum(lines.mapped("figure_count"))

    # --- read -------------------------------------------------------------------------

    @needs_access("read")
    def action_read(self):
        """Cut the document into clauses and show them; nothing is created.

        :raise UserError: there is nothing that can be read, with the remedy
        """
        self.ensure_one()
        document = self._document()
        problems = [problem_in_words(self.env, *it) for it in document.problems]
        if not document.blocks:
            raise UserError("\n".join(problems) or self.env._("There is no text."))
        if language_of(document.text) == "other":
            problems.append(
                self.env._(
                    "The text is neither English nor Chinese: figures are found in "
                    "these two languages only."
                )
            )
        clauses = cut(document.blocks)
        if len(clauses) > MOST_CLAUSES:
            problems.append(
                self.env._(
                    "The text has %(count)s clauses; the first %(most)s are shown.",
                    count=len(clauses),
                    most=MOST_CLAUSES,
                )
            )
        self.line_ids.unlink()
        self.write(
            {
                "state": "confirm",
                "problems": "\n".join(problems),
                "line_ids": [
                    Command.create(values)
                    for values in self._lines(clauses[:MOST_CLAUSES])
                ],
            }
        )
        self._propose()
        return True

    def _document(self):
        if self.file:
            content = base64.b64decode(self.file)
            return read_document(self.file_name or "", content)
        if not (self.text or "").strip():
            raise UserError(self.env._("Give a document, or paste its text."))
        return read_text(self.text)

    def _lines(self, clauses):
        """Yield the values of each line."""
        code = self.policy_id.code or (self.policy_code or "").strip()
        for sequence, clause in enumerate(clauses, 1):
            number = clause.number
            if code and number[:1].isdigit():
                number = f"{code}-{number}"
            figures = find_figures(f"{clause.title}\n{clause.text}")
            title = clause.title or clause.path[-1:] and clause.path[-1]
            yield {
                "sequence": sequence,
                "number": number,
                "name": title or _beginning(clause.text),
                "text": clause.text,
                "path": " › ".join(clause.path),
                "page": clause.page,
                "figures": " · ".join(figure.words for figure in figures),
                "figure_count": len(figures),
            }

    def _propose(self):
        """Hook: propose what carries the figures of the lines out."""

    @needs_access("read")
    def action_back(self):
        """Give another document."""
        self.ensure_one()
        self.line_ids.unlink()
        self.write({"state": "give", "problems": False})
        return True

    # --- create -----------------------------------------------------------------------

    @needs_access("read")
    def action_create(self):
        """Create what is confirmed, in the draft of the policy, and open the policy."""
        self.ensure_one()
        if not self._confirmed_anything():
            raise UserError(
                self.env._("Confirm the lines that you want first: none is confirmed.")
            )
        policy = self.policy_id or self._new_policy()
        self._create_confirmed(policy)
        return {
            "type": "ir.actions.act_window",
            "res_model": "service.policy",
            "res_id": policy.id,
            "views": [(False, "form")],
        }

    def _confirmed_anything(self):
        return bool(self.line_ids.filtered("confirmed"))

    def _new_policy(self):
        if not (self.policy_name and self.policy_code):
            raise UserError(
                self.env._(
                    "Choose the policy, or give a new one its name and its code."
                )
            )
        return self.env["service.policy"].create(
            {"name": self.policy_name, "code": self.policy_code.strip()}
        )

    def _create_confirmed(self, policy):
        """Write the confirmed clauses into the draft; a clause of that number is
        reworded. Extend it for more that is confirmed."""
        lines = self.line_ids.filtered("confirmed")
        if not lines:
            return
        draft = policy._draft()
        known = {clause.number: clause for clause in draft.clause_ids}
        last = max(draft.clause_ids.mapped("sequence"), default=0)
        new = []
        for line in lines:
            values = {"name": line.name, "text": line.text}
            if line.number in known:
                known[line.number].write(values)
            else:
                values |= {"number": line.number, "version_id": draft.id}
                new.append(values | {"sequence": last + 10 * (len(new) + 1)})
        self.env["service.policy.clause"].create(new)


def _beginning(text):
    """The first words of a text, as its title."""
    first = text.split("\n")[0]
    return (
        first if len(first) <= SIGNS_OF_TITLE else f"{first[:SIGNS_OF_TITLE].rstrip()}…"
    )
