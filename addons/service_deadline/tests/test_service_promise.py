from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestServicePromise(TransactionCase):
    """Kinds of promise are called by their names; codes are for files."""

    def test_a_kind_without_a_code_gets_one_of_its_own(self):
        promises = self.env["service.promise"].create(
            [
                {"name": "First Word to You"},
                {"name": "First word to you"},
                {"name": "电话回访"},
                {"name": "First word to you", "code": "mine_x"},
            ]
        )
        self.assertEqual(
            promises.mapped("code"),
            ["first_word_to_you", "first_word_to_you_2", "电话回访", "mine_x"],
        )

    def test_a_new_name_keeps_the_code(self):
        promise = self.env["service.promise"].create({"name": "First word to you"})
        promise.name = "A word"
        self.assertEqual(promise.code, "first_word_to_you")
