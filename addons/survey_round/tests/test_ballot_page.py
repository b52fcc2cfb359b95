from lxml import html

from odoo.tests import HttpCase, new_test_user, tagged

from .common import RoundCase


@tagged("post_install", "-at_install")
class TestBallotPage(HttpCase, RoundCase):
    """As a browser sees it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.asked = cls._round(date_end="2099-12-31")
        cls.survey = cls.asked.survey_id

    def _begin(self, url):
        """Open the page and press its button."""
        page = self.url_open(url)
        token = html.fromstring(page.text).xpath("//input[@name='csrf_token']/@value")
        return self.url_open(url, data={"csrf_token": token[0] if token else ""})

    def _answers(self, survey=None):
        answers = (survey or self.survey).sudo().user_input_ids
        answers.invalidate_recordset()
        return answers

    def test_a_signed_in_user_answers_once_without_a_name(self):
        self.authenticate("ann", "ann")
        url = self.asked.action_answer()["url"]
        page = self._begin(url)
        self.assertIn("It is clean.", page.text)
        answer = self._answers()
        self.assertEqual(len(answer), 1)
        self.assertFalse(answer.partner_id or answer.email or answer.nickname)
        again = self.url_open(url)
        self.assertIn("You have begun your answers already.", again.text)
        self.assertFalse(html.fromstring(again.text).xpath("//form"))

    def test_opening_the_link_takes_nothing(self):
        self.url_open(self.survey._personal_ballot_url(self.bea))
        self.assertFalse(self._answers())
        self.assertTrue(self.survey._is_waiting(self.bea))

    def test_whoever_does_not_sign_in_answers_by_the_own_link(self):
        page = self._begin(self.survey._personal_ballot_url(self.bea))
        self.assertIn("It is clean.", page.text)
        answer = self._answers()
        retry = f"/survey/retry/{answer.survey_id.access_token}/{answer.access_token}"
        self.url_open(retry)
        self.assertEqual(self._answers(), answer, "There is no second try.")

    def test_a_link_is_for_nobody_else(self):
        url = self.survey._personal_ballot_url(self.bea)
        other = url.replace(f"/{self.bea.id}/", f"/{self.cem.id}/")
        self.assertEqual(self.url_open(other).status_code, 404)
        start = self.url_open(self.survey.get_start_url())
        self.assertNotIn("It is clean.", start.text)
        self.assertFalse(self._answers())

    def test_a_link_is_for_one_round_only(self):
        second = self._round(date_end="2099-12-31").survey_id
        url = self.survey._personal_ballot_url(self.bea)
        other = url.replace(self.survey.access_token, second.access_token)
        self.assertEqual(self.url_open(other).status_code, 404)

    def test_the_page_of_a_user_is_closed_to_strangers(self):
        page = self.url_open(self.survey._ballot_url())
        self.assertIn("/web/login", page.url)
        new_test_user(self.env, "stranger", groups="base.group_portal")
        self.authenticate("stranger", "stranger")
        page = self.url_open(self.survey._ballot_url())
        self.assertFalse(html.fromstring(page.text).xpath("//form[@method='post']"))
        self.assertFalse(self._answers())

    def test_a_survey_that_belongs_to_no_round_has_no_page(self):
        self.authenticate("ann", "ann")
        page = self.url_open(f"/survey/round/{self.template.access_token}")
        self.assertEqual(page.status_code, 404)

    def test_with_names_the_link_decides_and_finds_the_own_answer_again(self):
        survey = self._round(date_end="2099-12-31", is_anonymous=False).survey_id
        url = survey._personal_ballot_url(self.bea)
        self.authenticate("ann", "ann")
        self._begin(url)
        answer = self._answers(survey)
        self.assertEqual(answer.partner_id, self.bea)
        self.opener.cookies.pop(f"survey_{survey.access_token}", None)
        page = self.url_open(url)
        link = html.fromstring(page.text).xpath("//a[contains(@class, 'btn')]/@href")
        self.assertIn("It is clean.", self.url_open(link[0]).text)

    def test_managers_find_no_answers_in_the_statistics(self):
        self._answer(self.asked, self.bea, 4, text="I am Bea")
        new_test_user(
            self.env, "boss", groups="base.group_user,survey.group_survey_manager"
        )
        self.authenticate("boss", "boss")
        page = self.url_open(f"/survey/results/{self.survey.id}")
        self.assertEqual(page.status_code, 200)
        self.assertNotIn("I am Bea", page.text)

    def _addresses(self, url):
        """Open the page, press its button; return what a server's log keeps."""
        page = self._begin(url)
        self.assertIn("It is clean.", page.text)
        return page, [each.url for each in [*page.history, page]]

    def test_no_address_has_the_token_of_an_anonymous_answer(self):
        """A log keeps the person's link, and the addresses that follow it."""
        page, addresses = self._addresses(self.survey._personal_ballot_url(self.bea))
        token = self._answers().access_token
        self.assertFalse([each for each in addresses if token in each])
        self.assertNotIn(token, page.text)
        self.assertTrue(addresses[-1].endswith("/mine"))

    def test_the_token_of_an_anonymous_answer_opens_nothing_elsewhere(self):
        """Neither in an address, nor without the cookie of the browser that began."""
        _page, addresses = self._addresses(self.survey._personal_ballot_url(self.bea))
        token = self._answers().access_token
        self.opener.cookies.clear()
        for url in (
            *(addresses[-1], addresses[-1].replace("/mine", f"/{token}")),
            f"/survey/start/{self.survey.access_token}?answer_token={token}",
            f"/survey/print/{self.survey.access_token}?answer_token={token}",
            f"/survey/print/{self.survey.access_token}?answer_token=mine",
        ):
            self.assertNotIn("It is clean.", self.url_open(url).text, url)

    def test_an_anonymous_answer_is_given_without_its_token(self):
        page, _addresses = self._addresses(self.survey._personal_ballot_url(self.bea))
        form = html.fromstring(page.text).xpath("//form[@data-answer-token]")[0]
        token = form.get("data-answer-token")
        self.assertEqual(token, "mine")
        scale, box = self.survey.question_ids
        self.make_jsonrpc_request(
            f"/survey/submit/{self.survey.access_token}/{token}",
            {str(scale.id): "4", str(box.id): "More trees", "csrf_token": "x"},
        )
        answer = self._answers()
        self.assertEqual(answer.state, "done")
        self.assertEqual(self.asked._load_comments(), ["More trees"])
        again = self.url_open(self.survey._personal_ballot_url(self.bea))
        self.assertIn("You have begun your answers already.", again.text)

    def test_links_that_nobody_made_are_not_found(self):
        known = self.survey.access_token
        for path in (
            *(f"{known}/1/%C3%BC", f"{known}/1/%F0%9F%98%80", f"{known}/1/%00"),
            *(f"{known}/{10**30}/x", f"{known}/1/{'a' * 64}", "%00/1/x", "%C3%BC/1/x"),
            *("x/1/x", f"{known}/0/", f"{known}/1/%ED%A0%80"),
        ):
            status = self.url_open(f"/survey/round/{path}").status_code
            self.assertEqual((path, status), (path, 404))
        self.authenticate("ann", "ann")
        for path in ("%00", "%C3%BC", "x", "%F0%9F%98%80"):
            status = self.url_open(f"/survey/round/{path}").status_code
            self.assertEqual((path, status), (path, 404))
