from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.fields import NO_ACCESS
from odoo.tools import SQL, consteq, hmac

#: In the context of who may make a ballot: nobody outside the process has this object.
BALLOT = object()
SCOPE = "survey-round"


class SurveySurvey(models.Model):
    """Surveys that nobody's name stands on, and surveys that each person answers once.

    As at an election: a list says who has not been given a ballot yet, and the ballot
    carries no name. Whoever takes one is struck off the list. The list keeps neither
    times nor an order that could be held against those of the answers.
    """

    _name = "survey.survey"
    _inherit = ["guarded.mixin", "survey.survey"]

    is_anonymous = fields.Boolean(
        string="Anonymous",
        help="Answers carry neither a person nor a log-in, not even in the technical"
        " fields. Nobody sees them one by one: a round shows averages, and only when"
        " enough people have answered.",
    )
    by_ballot = fields.Boolean(
        readonly=True,
        copy=False,
        help="Belongs to a round: only who was asked answers, and only once.",
    )
    waiting_ids = fields.Many2many(
        comodel_name="res.partner",
        relation="survey_round_waiting",
        column1="survey_id",
        column2="partner_id",
        string="Have Not Answered",
        copy=False,
        groups=NO_ACCESS,
    )

    @api.model
    def _guarded_fields(self):
        """Override: those of the host are its own matter."""
        return frozenset(("by_ballot", "waiting_ids"))

    @api.model_create_multi
    def create(self, vals_list):
        """Override: only a round makes ballots."""
        for vals in vals_list:
            self._check_by_round(vals)
        return super().create(vals_list)

    def write(self, vals):
        """Override: what was promised to those who have answered is kept."""
        self._check_by_round(vals)
        if "is_anonymous" in vals and not vals["is_anonymous"]:
            self._check_no_answers()
        return super().write(vals)

    def _check_by_round(self, vals):
        if {"by_ballot", "waiting_ids"} & vals.keys() and not self.env.su:
            raise UserError(
                self.env._("Who is asked is decided in a round: make one there.")
            )

    def _check_no_answers(self):
        promised = self.filtered("is_anonymous").sudo()
        if any(promised.mapped("user_input_ids")):
            raise UserError(
                self.env._(
                    "People have answered anonymously: it stays so. Copy the survey to"
                    " ask with names."
                )
            )

    # Who answers

    def _create_answer(
        self, user=False, partner=False, email=False, test_entry=False, **values
    ):
        """Override of `survey`: forget who answers before the answer is written."""
        nameless = self.filtered("is_anonymous")
        if test_entry or not nameless:
            return super()._create_answer(
                user=user, partner=partner, email=email, test_entry=test_entry, **values
            )
        named = self - nameless
        nobody = nameless.with_user(SUPERUSER_ID).sudo()
        answers = super(SurveySurvey, nobody)._create_answer(
            **{**values, "nickname": False}
        )
        if named:
            answers += super(SurveySurvey, named)._create_answer(
                user=user, partner=partner, email=email, **values
            )
        return answers

    def _check_answer_creation(
        self,
        user,
        partner,
        email,
        test_entry=False,
        check_attempts=True,
        invite_token=False,
    ):
        """Override of `survey`: of a round nobody gets a second answer, not by trying
        again, not by an invitation of Odoo's."""
        ballot = self.env.context.get("survey_round_ballot") is BALLOT
        if self.by_ballot and not test_entry and not ballot:
            raise UserError(self.env._("Everybody answers once: the round asks them."))
        return super()._check_answer_creation(
            user,
            partner,
            email,
            test_entry=test_entry,
            check_attempts=check_attempts,
            invite_token=invite_token,
        )

    # Ballots

    def _ballot_url(self):
        """Where whoever is signed in answers: the same for everybody."""
        return f"/survey/round/{self.access_token}"

    def _personal_ballot_url(self, partner):
        """Where somebody who does not sign in answers."""
        path = f"{self._ballot_url()}/{partner.id}/{self._signature(partner.id)}"
        return self.get_base_url() + path

    def _signature(self, partner_id):
        return hmac(self.env(su=True), SCOPE, (self.id, partner_id))

    def _partner_of(self, partner_id, signature):
        """Whom a personal link is for; nobody if it is wrong."""
        partner = self.env["res.partner"].sudo().browse(partner_id)
        # As bytes: of other signs than ASCII a comparison of texts knows nothing.
        known = consteq(self._signature(partner_id).encode(), signature.encode())
        return partner.exists() if known and self else partner.browse()

    def _is_waiting(self, partner):
        """Whether the person was asked and has not begun an answer."""
        return partner in self.sudo().waiting_ids

    def _begun_by(self, partner):
        """The unfinished answer that carries the name of the person."""
        if self.is_anonymous:
            return self.env["survey.user_input"]
        return self.sudo().user_input_ids.filtered(
            lambda answer: answer.partner_id == partner and answer.state != "done"
        )[:1]

    def _hand_out(self, partner):
        """Begin the answer of a person, once.

        Two requests at the same time cannot both strike the person off the list.

        :return: ``survey.user_input``, empty for whoever is not waiting
        """
        self.ensure_one()
        answers = self.env["survey.user_input"].sudo()
        if not self.active:
            return answers
        self.env.flush_all()
        struck = self.env.execute_query(
            SQL(
                """
                DELETE FROM survey_round_waiting
                 WHERE survey_id = %s AND partner_id = %s
                RETURNING partner_id
                """,
                self.id,
                partner.id,
            )
        )
        self.invalidate_recordset(["waiting_ids"])
        return self.sudo()._create_ballot(partner) if struck else answers

    def _create_ballot(self, partner):
        """An answer that somebody begins whom the round has let through."""
        lang = self.env["res.lang"]._lang_get(partner.sudo()._reader_lang())
        answer = self.with_context(survey_round_ballot=BALLOT)._create_answer(
            partner=partner.sudo(),
            invite_token=self.env["survey.user_input"]._generate_invite_token(),
            lang_id=lang.id,
        )
        answer._mark_in_progress()
        return answer
