import json

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, new_test_user, tagged

from .common import ReportCommon

CHIEF = "helpdesk_mgmt.group_helpdesk_manager"


@tagged("post_install", "-at_install")
class TestServiceBoardWall(ReportCommon, HttpCase):
    """A screen without a log-in sees figures, no names, as long as its link is good."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_rule(clock="elapsed", limit=4)
        cls.chief = cls._create_user("chief_x", CHIEF)
        cls.wall = (
            cls.env["service.board.wall"].with_user(cls.chief).create({"name": "Hall"})
        )
        cls.record = cls._create_ticket(name="Secret subject")
        cls.env.cr.precommit.run()

    def _link(self, wall=None):
        url = (wall or self.wall).action_new_link()["params"]["url"]
        self.env.flush_all()
        return url.partition("#")[2]

    def _get(self, key, path="figures", **kwargs):
        return self.url_open(
            f"/service/wall/{path}", headers={"X-Wall-Key": key}, **kwargs
        )

    def test_figures_without_a_name(self):
        self.wall.team_id = self.team
        answer = self._get(self._link())
        self.assertEqual(answer.status_code, 200)
        shown = answer.json()
        self.assertEqual(sum(stage["count"] for stage in shown["states"]), 1)
        people = self.env["res.users"].search([]).mapped("name")
        for secret in ("Secret", self.customer.name, self.record.number, *people):
            self.assertNotIn(secret, json.dumps(shown, ensure_ascii=False))
        self.assertNotIn("domain", answer.text)

    def test_the_page_is_kept_by_nobody(self):
        page = self.url_open("/service/wall")
        self.assertEqual(page.headers["Cache-Control"], "no-store")
        self.assertEqual(page.headers["Referrer-Policy"], "no-referrer")
        self.assertNotIn("Secret", page.text)

    def test_a_key_is_not_kept(self):
        key = self._link()
        self.env.cr.execute("SELECT to_json(w)::text FROM service_board_wall w")
        self.assertFalse(any(key in row for (row,) in self.env.cr.fetchall()))
        with self.assertRaises(AccessError):
            self.wall.read(["key_hash"])

    def test_switched_off(self):
        key = self._link()
        self.wall.action_revoke()
        self.env.flush_all()
        self.assertEqual(self._get(key).status_code, 404)
        self.assertEqual(self.wall.state, "off")
        self.assertEqual(self._get("").status_code, 404)

    def test_a_new_link_ends_the_old_one(self):
        old, new = self._link(), self._link()
        self.assertEqual(self._get(old).status_code, 404)
        self.assertEqual(self._get(new).status_code, 200)

    def test_who_made_it_must_still_see_it(self):
        key = self._link()
        self.chief.active = False
        self.env.flush_all()
        self.assertEqual(self._get(key).status_code, 404)

    def test_who_made_it_has_no_rights_any_more(self):
        key = self._link()
        self.chief.group_ids = self.env.ref("base.group_user")
        self.env.flush_all()
        self.assertEqual(self._get(key).status_code, 404)

    def test_a_team_alone(self):
        self.wall.team_id = self.lifts
        self.assertEqual(self._get(self._link()).json()["states"], [])

    def test_last_used(self):
        key = self._link()
        self.assertFalse(self.wall.last_seen_at)
        self._get(key, "seen", method="POST")
        self.wall.invalidate_recordset()
        self.assertTrue(self.wall.last_seen_at)
        self.assertEqual(self._get("x", "seen", method="POST").status_code, 404)

    def test_access_matrix(self):
        far = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = new_test_user(
            self.env, "far_x", CHIEF, company_id=far.id, company_ids=far.ids
        )
        for user, allowed in (
            (self.chief, True),
            (self.agent, False),
            (self.leader, False),
            (stranger, False),
        ):
            wall = self.wall.with_user(user)
            for operation in ("read", "write", "unlink"):
                with self.subTest(user=user.login, operation=operation):
                    self.assertEqual(wall.has_access(operation), allowed)
        with self.assertRaises(AccessError):
            self.wall.with_user(stranger).action_new_link()
        with self.assertRaises(AccessError):
            self.wall.with_user(self.agent).action_revoke()

    def test_nobody_says_in_whose_name_it_shows(self):
        for vals in ({"user_id": self.env.ref("base.user_admin").id},):
            with self.assertRaises(AccessError):
                self.wall.write(vals)
            with self.assertRaises(AccessError):
                self.wall.copy({"name": "x", **vals})
