from odoo.fields import Command
from odoo.tests import new_test_user

from odoo.addons.base.tests.common import BaseCommon


class RoundCase(BaseCommon):
    """A round to Ann, who has a user, and to Bea, Cem and Dan, who have none."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.company = cls._create_company(name="Lotus Mall")
        cls.user = new_test_user(
            cls.env,
            "ann",
            groups="base.group_user",
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
        )
        cls.officer = new_test_user(
            cls.env,
            "survey_officer",
            groups="base.group_user,survey.group_survey_user",
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
        )
        cls.ann = cls.user.partner_id
        cls.bea, cls.cem, cls.dan = cls.others = cls.env["res.partner"].create(
            [
                {"name": name, "email": f"{name}@example.com"}
                for name in ("bea", "cem", "dan")
            ]
        )
        cls.template = cls.env["survey.survey"].create(
            {
                "title": "How do you like it here?",
                "questions_layout": "one_page",
                "question_and_page_ids": [
                    Command.create(
                        {
                            "title": "It is clean.",
                            "question_type": "scale",
                            "scale_min": 1,
                            "scale_max": 5,
                        }
                    ),
                    Command.create(
                        {"title": "What to change?", "question_type": "text_box"}
                    ),
                ],
            }
        )

    @classmethod
    def _round(cls, ask=True, **values):
        asked = cls.env["survey.round"].create(
            {
                "name": "First quarter",
                "company_id": cls.company.id,
                "template_id": cls.template.id,
                "partner_ids": [Command.set((cls.ann | cls.others).ids)],
                "date_start": "2026-03-02",
                "date_end": "2026-03-16",
                "minimum": 3,
                **values,
            }
        )
        if ask:
            asked.action_ask()
        return asked

    def _answer(self, asked, partner, value, text=None):
        answer = asked.survey_id._hand_out(partner)
        scale, box = answer.survey_id.question_ids
        answer._save_lines(scale, value)
        if text:
            answer._save_lines(box, text)
        answer._mark_done()
        asked.invalidate_recordset()
        return answer

    def _mails(self, partner):
        return self.env["mail.mail"].search([("recipient_ids", "=", partner.id)])
