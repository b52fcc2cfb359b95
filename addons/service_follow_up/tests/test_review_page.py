import re
from datetime import timedelta
from urllib.parse import urlsplit

from odoo.fields import Command, Datetime
from odoo.tests import HttpCase, new_test_user, tagged

from odoo.addons.base_engine_tools.core.instants import to_seconds

from ..core.links import sign


@tagged("post_install", "-at_install")
class TestReviewPage(HttpCase):
    """The link in the e-mail: opening changes nothing, a press decides, once."""

    def setUp(self):
        super().setUp()
        self.asker, self.reader, self.other = (
            new_test_user(
                self.env,
                f"{name}_of_review",
                groups="base.group_user",
                name=name.title(),
                email=f"{name}@example.com",
            )
            for name in ("asker", "reader", "other")
        )
        self.review = (
            self.env["service.review"]
            .with_user(self.asker)
            .create(
                {
                    "name": "House rules",
                    "shown": "<p>Doors are closed at ten.</p>",
                    "opinion_ids": [
                        (0, 0, {"user_id": self.reader.id}),
                        (0, 0, {"user_id": self.other.id}),
                    ],
                }
            )
        )
        self.review.action_ask()
        self.opinion = self.review.sudo().opinion_ids[0]
        self.path = self._path(self.opinion, self.reader)

    def _path(self, opinion, reader):
        return urlsplit(opinion.sudo()._answer_url(reader)).path

    def _press(self, verdict, path=None, **values):
        """Press a button of the page as it is shown."""
        page = self.url_open(path or self.path)
        token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
        data = {"verdict": verdict, "csrf_token": token and token[1], **values}
        return self.url_open(path or self.path, data=data)

    def test_each_reader_gets_a_link_of_the_own(self):
        readers = [self.reader.email_formatted, self.other.email_formatted]
        mails = self.env["mail.mail"].search([("email_to", "in", readers)])
        mails = mails.filtered(lambda mail: "House rules" in mail.subject)
        self.assertEqual(len(mails), 2)
        self.assertFalse(any(mails.mapped("model")), "on no record for others to read")
        mine = mails.filtered(lambda mail: self.reader.email in mail.email_to)
        self.assertIn(f"/review/{self.opinion.id}/{self.reader.id}/", mine.body_html)

    def test_opening_changes_nothing_however_often(self):
        for _time in range(3):
            page = self.url_open(self.path)
        self.assertEqual(page.status_code, 200)
        self.assertIn("Doors are closed at ten.", page.text)
        links = set(re.findall(r'(?:href|src|action)="(/[^"]*)"', page.text))
        self.assertFalse([link for link in links if "/review/" in link])
        for link in sorted(links):
            self.url_open(link)
        self.url_open(f"{self.path}?verdict=agrees")
        self.assertEqual(self.opinion.state, "asked")
        self.assertFalse(self.opinion.verdict)

    def test_a_press_decides_once(self):
        page = self._press("on_condition", opinion="Not on Sundays")
        self.assertIn("has been noted", page.text)
        self.assertEqual(self.opinion.verdict, "on_condition")
        self.assertEqual(self.opinion.opinion, "Not on Sundays")
        self.assertEqual(self.opinion.answered_by_id, self.reader)
        again = self.url_open(self.path)
        self.assertIn("given already", again.text)
        self._press("objects", opinion="No")
        self.assertEqual(self.opinion.verdict, "on_condition")

    def test_a_press_without_the_token_of_the_page_is_refused(self):
        page = self.url_open(self.path, data={"verdict": "agrees"})
        self.assertEqual(page.status_code, 400)
        self.assertEqual(self.opinion.state, "asked")

    def test_an_objection_needs_words_and_the_page_says_so(self):
        page = self._press("objects")
        self.assertIn("Say what you object to", page.text)
        self.assertIn("o_review_form", page.text)
        self._press("nonsense")
        self.assertEqual(self.opinion.state, "asked")

    def test_a_link_that_is_too_old_is_explained(self):
        until = to_seconds(Datetime.now() - timedelta(seconds=1))
        key = self.opinion._link_key()
        signature = sign(key, self.opinion.id, self.reader.id, until)
        path = f"/review/{self.opinion.id}/{self.reader.id}/{until}/{signature}"
        page = self.url_open(path)
        self.assertIn("too old", page.text)
        self.assertNotIn("o_review_form", page.text)
        self.assertNotIn("Doors are closed", page.text)

    def test_links_that_do_not_count_any_more_are_explained(self):
        opened = self.review.action_new_version()
        new = self.env["service.review"].browse(opened["res_id"])
        new.with_user(self.asker).action_ask()
        self.assertIn("newer version", self.url_open(self.path).text)
        opinion = new.sudo().opinion_ids[0]
        path = self._path(opinion, self.reader)
        self._press("agrees", path)
        self.assertEqual(opinion.verdict, "agrees", "the new one has a link of its own")
        other = new.sudo().opinion_ids[1]
        path = self._path(other, self.other)
        new.with_user(self.asker).action_withdraw()
        self.assertIn("withdrawn", self.url_open(path).text)

    def test_a_link_of_somebody_who_is_not_asked_is_explained(self):
        path = self._path(self.opinion, self.other)
        self.assertIn("Somebody else", self.url_open(path).text)
        self.other.active = False
        path = self._path(self.review.sudo().opinion_ids[1], self.other)
        self.assertIn("Somebody else", self.url_open(path).text)

    def _review_with_file(self):
        """A new version with a file; and the address of it for the reader."""
        opened = self.review.action_new_version()
        review = self.env["service.review"].browse(opened["res_id"])
        review = review.with_user(self.asker)
        files = self.env["ir.attachment"].with_user(self.asker)
        file = files.create({"name": "Plan <1>.html", "raw": b"<b>Doors</b>"})
        review.attachment_ids = [Command.set(file.ids)]
        review.action_ask()
        self.opinion = review.sudo().opinion_ids[0]
        self.path = self._path(self.opinion, self.reader)
        return review, file, f"{self.path}/file/{file.id}"

    def test_the_files_of_the_version_can_be_opened(self):
        _review, file, address = self._review_with_file()
        page = self.url_open(self.path)
        self.assertIn(f'href="{address}"', page.text)
        self.assertIn("Plan &lt;1&gt;.html", page.text)
        answer = self.url_open(address)
        self.assertEqual(answer.content, b"<b>Doors</b>")
        self.assertIn("attachment", answer.headers["Content-Disposition"])
        self.assertEqual(answer.headers["Cache-Control"], "no-store")
        self._press("agrees")
        self.assertIn(address, self.url_open(self.path).text)
        self.assertEqual(self.url_open(address).status_code, 200)
        self.assertFalse(file.sudo().access_token, "the link alone opens it")

    def test_a_link_opens_only_the_files_of_its_version(self):
        review, file, address = self._review_with_file()
        files = self.env["ir.attachment"].with_user(self.asker)
        others = (
            files.create({"name": "secret.txt", "raw": b"x"}),
            files.create(
                {
                    "name": "chatter.txt",
                    "raw": b"x",
                    "res_model": review._name,
                    "res_id": review.id,
                }
            ),
        )
        for other in others:
            with self.subTest(file=other.name):
                answer = self.url_open(f"{self.path}/file/{other.id}")
                self.assertEqual(answer.status_code, 404)
        stranger = self._path(self.opinion, self.other)
        until = to_seconds(Datetime.now() - timedelta(seconds=1))
        key = self.opinion._link_key()
        signature = sign(key, self.opinion.id, self.reader.id, until)
        expired = f"/review/{self.opinion.id}/{self.reader.id}/{until}/{signature}"
        for path in (stranger, expired, f"{self.path[:-1]}0", f"{self.path[:-1]}1"):
            if path != self.path:
                with self.subTest(path=path):
                    answer = self.url_open(f"{path}/file/{file.id}")
                    self.assertEqual(answer.status_code, 404)
        for huge in (0, 2**40):
            answer = self.url_open(f"{self.path}/file/{huge}")
            self.assertEqual(answer.status_code, 404)
        review.action_withdraw()
        self.assertEqual(self.url_open(address).status_code, 404)

    def test_a_link_of_a_deputy_leads_to_an_answer_in_the_deputys_name(self):
        path = self._path(self.opinion, self.other)
        self.reader.deputy_id = self.other
        self._press("agrees", path)
        self.assertEqual(self.opinion.verdict, "agrees")
        self.assertEqual(self.opinion.answered_by_id, self.other)
        self.assertIn("given already", self.url_open(self.path).text)

    def test_a_link_about_what_is_gone_is_not_there(self):
        self.env.cr.execute(
            "DELETE FROM service_review WHERE id = %s", [self.review.id]
        )
        self.env.invalidate_all()
        self.assertEqual(self.url_open(self.path).status_code, 404)

    def test_what_nobody_has_signed_is_not_there(self):
        head, signature = self.path.rsplit("/", 1)
        *start, until = head.split("/")
        for path in (
            f"{head}/{'0' * 64}",
            f"{head}/x",
            "/".join([*start, str(int(until) + 1), signature]),
            f"/review/{self.opinion.id + 1}/{self.reader.id}/{until}/{signature}",
            f"/review/99999999999/1/1/{signature}",
        ):
            with self.subTest(path=path):
                self.assertEqual(self.url_open(path).status_code, 404)
