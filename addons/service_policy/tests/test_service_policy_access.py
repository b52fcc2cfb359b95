from odoo.tests import tagged

from .common import PolicyCase

#: {model: {role: which of read, write, create, unlink}}
MATRIX = {
    "service.policy.version": {"portal": "", "staff": "r", "manager": "rwu"},
    "service.policy.clause": {"portal": "", "staff": "r", "manager": "rwcu"},
    "service.policy.carrier": {"portal": "", "staff": "r", "manager": "rwcu"},
    "service.policy.drift": {"portal": "", "staff": "", "manager": "rw"},
}
LETTERS = {"r": "read", "w": "write", "c": "create", "u": "unlink"}


@tagged("post_install", "-at_install")
class TestServicePolicyAccess(PolicyCase):
    """Who reads and who writes what, and what the document shows."""

    def test_access_matrix(self):
        users = {
            "portal": self._user("portal", "base.group_portal"),
            "staff": self.ann.user_id,
            "manager": self.manager,
        }
        for model, roles in MATRIX.items():
            for role, letters in roles.items():
                for letter, operation in LETTERS.items():
                    with self.subTest(model=model, role=role, operation=operation):
                        self.assertEqual(
                            self.env[model]
                            .with_user(users[role])
                            .has_access(operation),
                            letter in letters,
                        )

    def test_the_document_is_printed_in_the_reader_s_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        draft = self.policy._draft()
        clause = self.env["service.policy.clause"].create(
            {
                "version_id": draft.id,
                "number": "HOW-1",
                "name": "Answer",
                "text": "We answer within 1 hour.",
                "owner_id": self.manager.id,
            }
        )
        clause.with_context(lang="zh_CN").text = "一小时内答复。"
        self.env["service.policy.carrier"].create(
            {
                "policy_id": self.policy.id,
                "number": "HOW-1",
                "kind": "people",
                "name": "Ann answers",
            }
        )
        report = self.env["ir.actions.report"].with_user(self.ann.user_id)
        draft.action_publish()
        for lang, text in (("en_US", "within 1 hour"), ("zh_CN", "一小时内答复")):
            html, _type = report.with_context(lang=lang)._render_qweb_html(
                "service_policy.policy_document", draft.ids
            )
            page = html.decode()
            self.assertIn(text, page)
            self.assertIn("HOW-1", page)
            self.assertIn(self.manager.name, page)
