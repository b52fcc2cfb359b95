from functools import lru_cache

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.base_engine_tools.engine.access import needs_access

from ..core.drift import compare
from ..core.figures import Figure, find_figures
from ..words.figure_words import figure_words
from .service_policy_version import AHEAD

#: By what a figure is known again.
PARTS = ("low", "high", "unit", "relation", "per", "per_count")
#: What makes a difference the same that was found before.
KEY = (
    "version_id",
    "number",
    "lang",
    "res_model",
    "res_id",
    "text_figure",
    "bound_figure",
)
#: Texts are compared far more often than they change.
_figures_of = lru_cache(maxsize=4096)(find_figures)


class ServicePolicyDrift(models.Model):
    """The wording of a clause has another figure than what carries it out.

    Found whenever one of them is edited, and shown on both sides until they agree or
    somebody decides, with a reason.
    """

    _name = "service.policy.drift"
    _inherit = ["guarded.mixin"]
    _description = "Difference between Wording and Practice"
    _order = "id desc"
    _rec_name = "number"

    version_id = fields.Many2one(
        comodel_name="service.policy.version",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    policy_id = fields.Many2one(
        related="version_id.policy_id", store=True, index=True, ondelete="cascade"
    )
    number = fields.Char(string="Clause", required=True, readonly=True)
    lang = fields.Char(
        string="Language", readonly=True, help="In which language the wording differs."
    )
    res_model = fields.Char(string="Model", required=True, readonly=True)
    res_id = fields.Many2oneReference(
        string="Record", model_field="res_model", required=True, readonly=True
    )
    res_name = fields.Char(string="Carried out by", readonly=True)
    text_words = fields.Char(string="The wording says", readonly=True)
    text_figure = fields.Json(readonly=True)
    bound_figure = fields.Json(readonly=True)
    bound_words = fields.Char(string="Done is", compute="_compute_bound_words")
    sentence = fields.Char(compute="_compute_bound_words")
    state = fields.Selection(
        selection=[
            ("open", "To decide"),
            ("decided", "Decided"),
            ("gone", "They agree now"),
        ],
        required=True,
        readonly=True,
        default="open",
    )
    decision = fields.Selection(
        selection=[
            ("meant", "Both are meant so"),
            ("wording", "The wording will be changed"),
            ("figure", "What is done will be changed"),
        ],
    )
    reason = fields.Char()
    decided_by_id = fields.Many2one(
        comodel_name="res.users", string="Decided by", readonly=True
    )
    decided_at = fields.Datetime(string="Decided on", readonly=True)

    _record_idx = models.Index("(res_id, res_model)")

    @api.depends("bound_figure", "text_words", "res_name")
    @api.depends_context("lang")
    def _compute_bound_words(self):
        for drift in self:
            figure = drift.bound_figure
            words = figure and figure_words(self.env, _figure(figure)) or ""
            drift.bound_words = words
            drift.sentence = drift._sentence(words)

    def _sentence(self, words):
        if self.text_words:
            return self.env._(
                "%(clause)s says “%(text)s”, “%(carrier)s” says %(figure)s.",
                clause=self.number,
                text=self.text_words,
                carrier=self.res_name,
                figure=words,
            )
        return self.env._(
            "“%(carrier)s” says %(figure)s; %(clause)s does not say so.",
            clause=self.number,
            carrier=self.res_name,
            figure=words,
        )

    @api.model
    def _sentences_of(self, records):
        """{id of a record: its open differences in words}, for whoever may decide."""
        if not self.has_access("write"):
            return {}
        found = self.search(
            [
                ("res_model", "=", records._name),
                ("res_id", "in", records.ids),
                ("state", "=", "open"),
            ]
        )
        return {
            res_id: " ".join(mine.mapped("sentence"))
            for res_id, mine in found.grouped("res_id").items()
        }

    # --- deciding ---------------------------------------------------------------------

    def write(self, vals):
        """Override: what is decided stays."""
        if {"decision", "reason"} & vals.keys():
            for drift in self:
                if drift.state != "open":
                    raise UserError(
                        self.env._("This is settled: %s", drift.sentence or "")
                    )
        return super().write(vals)

    @needs_access("write")
    def action_decide(self):
        """Keep the decision, with who made it."""
        for drift in self:
            if not drift.decision or not (drift.reason or "").strip():
                raise UserError(self.env._("Say what is to be done about it, and why."))
        self.filtered(lambda drift: drift.state == "open").sudo().write(
            {
                "state": "decided",
                "decided_by_id": self.env.uid,
                "decided_at": fields.Datetime.now(),
            }
        )

    # --- comparing --------------------------------------------------------------------

    @api.model
    def _compare(self, policies):
        """Compare the wording of policies with what carries them out.

        With a constant number of queries per language.
        """
        versions = (
            self.env["service.policy.version"]
            .sudo()
            .search(
                [
                    ("policy_id", "in", policies.ids),
                    ("state", "in", (*AHEAD, "published")),
                ]
            )
        )
        if not versions:
            return
        found = self._differences(versions)
        known = self.sudo().search(
            [("version_id", "in", versions.ids), ("state", "!=", "gone")]
        )
        keys = {drift._key(): drift for drift in known}
        gone = known.filtered(lambda drift: drift._key() not in found)
        gone.write({"state": "gone"})
        known.create([vals for key, vals in found.items() if key not in keys])

    def _differences(self, versions):
        """{key: values} of all differences of some versions."""
        by_number = {}
        carriers = self.env["service.policy.carrier"].sudo()
        for carrier in carriers._carriers(versions.policy_id):
            by_number.setdefault((carrier.policy, carrier.number), []).append(carrier)
        found = {}
        for lang, clause, text in self._texts(versions.clause_ids):
            bound = by_number.get((clause.policy_id.id, clause.number), [])
            for vals in self._differences_of(clause, text, bound):
                vals["lang"] = lang
                found[_key_of(vals)] = vals
        return found

    def _texts(self, clauses):
        """Yield (language, clause, its wording), without those not translated."""
        codes = [code for code, _name in self.env["res.lang"].get_installed()]
        first, seen = self.env.lang or "en_US", {}
        for code in sorted(codes, key=lambda code: code != first):
            for clause in clauses.with_context(lang=code):
                if seen.get(clause.id) != clause.text:
                    seen.setdefault(clause.id, clause.text)
                    yield code, clause, clause.text

    def _differences_of(self, clause, text, carriers):
        ahead = clause.version_id.state in AHEAD
        owner, bound, details = {}, [], []
        for carrier in carriers:
            figures = carrier.figures
            if ahead and carrier.figures_ahead is not None:
                figures = carrier.figures_ahead
            for figure in figures:
                owner[id(figure)] = carrier
                bound.append(figure)
            shares = carrier.details
            if ahead and carrier.details_ahead is not None:
                shares = carrier.details_ahead
            for figure in shares:
                owner[id(figure)] = carrier
                details.append(figure)
        if not (bound or details):
            return
        for difference in compare(_figures_of(text), bound, details):
            carrier = owner[id(difference.bound)]
            said = difference.text
            yield {
                "version_id": clause.version_id.id,
                "number": clause.number,
                "res_model": carrier.model,
                "res_id": carrier.res_id,
                "res_name": carrier.name,
                "text_words": said and said.words,
                "text_figure": said and _parts(said),
                "bound_figure": _parts(difference.bound),
            }

    def _key(self):
        return _key_of(
            {
                name: self[name] if name != "version_id" else self.version_id.id
                for name in KEY
            }
        )


def _key_of(vals):
    """What makes a difference the same that was found before."""
    return tuple(str(vals[name] or None) for name in KEY)


def _parts(figure):
    return [getattr(figure, name) for name in PARTS]


def _figure(parts):
    return Figure(**dict(zip(PARTS, parts, strict=True)))
