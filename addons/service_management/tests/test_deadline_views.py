from datetime import date

from lxml import etree

from odoo.tests import freeze_time
from odoo.tools.safe_eval import datetime, safe_eval

from .common import ServiceCommon

MODELS = (
    "service.deadline",
    "service.deadline.rule",
    "service.pause.reason",
    "service.policy",
    "service.promise",
    "helpdesk.ticket",
)


# What the web client gives to the domains of a search view.
NAMES = {"uid": 2, "context_today": date.today, "datetime": datetime}


@freeze_time("2026-03-04 10:00:00")  # a Wednesday
class TestDeadlineViews(ServiceCommon):
    """What the filters of the search views find."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agent.tz = cls.leader.tz = "UTC"
        cls._create_rule(clock="elapsed", target=3, limit=4)

    def _filters(self, model):
        """Name and attributes of the filters of a model's search view."""
        view = self.env[model].get_view(view_type="search")
        nodes = etree.fromstring(view["arch"]).iter("filter")
        return {node.get("name"): node.attrib for node in nodes}

    def _found(self, name, user=None, model="service.deadline"):
        domain = self._filters(model)[name]["domain"]
        user = user or self.agent
        records = self.env[model].with_user(user)
        mine = safe_eval(domain, {"uid": user.id})
        field = "res_id" if model == "service.deadline" else "id"
        return records.search(mine).filtered(lambda r: r[field] in self.tickets.ids)

    def _open_tickets(self, *registered):
        self.tickets = self.env["helpdesk.ticket"]
        for moment in registered:
            self.tickets += self._create_ticket(registered_at=moment)

    def _grouping(self, model, context):
        """The group-by of a filter; the web client takes months of a date."""
        name = safe_eval(context or "{}").get("group_by")
        field = self.env[model]._fields.get(name)
        is_date = field is not None and field.type in ("date", "datetime")
        return [f"{name}:month" if is_date else name] if name else []

    def test_filters_of_all_search_views_can_be_used(self):
        for model in MODELS:
            for name, node in self._filters(model).items():
                with self.subTest(model=model, filter=name):
                    domain = safe_eval(node.get("domain") or "[]", dict(NAMES))
                    groups = self._grouping(model, node.get("context"))
                    self.env[model].formatted_read_group(domain, groups, ["__count"])

    def test_overdue_finds_what_is_late_and_not_done(self):
        self._open_tickets("2026-03-04 05:00:00", "2026-03-04 09:00:00")
        self.assertEqual(self._found("overdue").res_id, self.tickets[0].id)
        self.tickets[0].stage_id = self.stage_done
        self.env.flush_all()
        self.assertFalse(self._found("overdue"))

    def test_due_today_is_until_midnight_of_the_reader(self):
        self._open_tickets("2026-03-04 09:00:00", "2026-03-04 21:00:00")
        self.assertEqual(self._found("due_today").res_id, self.tickets[0].id)
        self.agent.tz = "Asia/Shanghai"  # 13:00 and 1:00 on the 5th are 21:00 and 9:00
        self.assertEqual(self._found("due_today").res_id, self.tickets[0].id)

    def test_due_this_week_ends_on_sunday(self):
        self._open_tickets("2026-03-08 09:00:00", "2026-03-08 21:00:00")
        self.assertEqual(self._found("due_this_week").res_id, self.tickets[0].id)

    def test_mine_and_my_team(self):
        self._open_tickets("2026-03-04 09:00:00")
        self.assertEqual(self._found("mine").res_id, self.tickets.id)
        self.assertFalse(self._found("mine", self.leader))
        self.assertEqual(self._found("my_team", self.leader).res_id, self.tickets.id)
        stranger = self._create_user("stranger_x")
        self.assertFalse(self._found("my_team", stranger))

    def test_tickets_with_an_overdue_promise(self):
        self._open_tickets("2026-03-04 05:00:00", "2026-03-04 09:00:00")
        found = self._found("promise_overdue", model="helpdesk.ticket")
        self.assertEqual(found, self.tickets[0])

    def test_tickets_with_a_promise_that_is_nearly_due(self):
        self._open_tickets("2026-03-04 06:30:00", "2026-03-04 09:00:00")
        self._run()
        found = self._found("promise_warned", model="helpdesk.ticket")
        self.assertEqual(found, self.tickets[0])

    def test_the_list_of_tickets_begins_with_the_next_promise(self):
        self._open_tickets("2026-03-04 09:00:00", "2026-03-04 08:00:00")
        arch = self.env["helpdesk.ticket"].get_view(view_type="list")["arch"]
        order = etree.fromstring(arch).get("default_order")
        ordered = self.tickets.search([("id", "in", self.tickets.ids)], order=order)
        self.assertEqual(ordered, self.tickets[1] + self.tickets[0])

    def test_the_button_of_a_ticket_opens_all_its_promises(self):
        self._open_tickets("2026-03-04 09:00:00")
        action = self.tickets.action_open_deadlines()
        found = self.env["service.deadline"].search(action["domain"])
        self.assertEqual(found, self._deadlines(self.tickets))
        self.assertEqual(self.tickets.deadline_count, len(found))

    def test_only_a_promise_that_may_be_ended_by_hand_says_so(self):
        self._open_tickets("2026-03-04 09:00:00")
        deadline = self._deadlines(self.tickets)
        self.assertFalse(deadline.can_stop)
        deadline.rule_id.allow_manual_stop = True
        self.assertTrue(deadline.can_stop)
        self.tickets.stage_id = self.stage_done
        self.env.flush_all()
        self.assertFalse(deadline.can_stop)
