from lxml import etree

from odoo.fields import Command
from odoo.tests import Form

from .common import ServiceCommon


class TestRuleForm(ServiceCommon):
    """A rule is written on one page, and nothing is refused without a word."""

    def _form(self):
        rules = self.env["service.deadline.rule"]
        form = Form(rules.with_context(default_policy_id=self.policy.id))
        form.model_id = self.env["ir.model"]._get("helpdesk.ticket")
        form.name = "Solved"
        form.promise_id = self.promise
        return form

    def test_the_first_rule_of_a_new_policy_knows_its_policy(self):
        policy = Form(self.env["service.policy"])
        policy.name, policy.code = "Visits", "VI"
        self.policy = policy.save()
        self.assertEqual(self._form().save().policy_id, self.policy)

    def test_a_new_rule_ends_with_a_closed_ticket_unless_told_otherwise(self):
        rule = self._form().save()
        self.assertEqual(rule.stop_domain, '[("stage_id.closed", "=", True)]')

    def test_steps_that_are_added_do_not_act_together(self):
        form = self._form()
        for name in ("Remind", "Tell the leader", "Tell the head"):
            with form.step_ids.new() as step:
                step.name = name
                step.role_id = self._role("team_leader")
        self.assertEqual(form.save().step_ids.mapped("delay"), [0, 1, 2])

    def test_a_time_that_somebody_chose_stays(self):
        form = self._form()
        for name in ("Remind", "Tell the leader"):
            with form.step_ids.new() as step:
                step.name = name
                step.role_id = self._role("team_leader")
                step.delay = 4
        self.assertEqual(form.save().step_ids.mapped("delay"), [4, 4])

    def test_steps_are_listed_by_their_time(self):
        rule = self._create_rule(limit=8, target=4)
        times = {
            "last": {"delay": 2},
            "first": {"delay": 1, "anchor": "start"},
            "half": {"delay": 50, "delay_unit": "percent", "anchor": "start"},
            "before": {"delay": 1, "direction": "before"},
            "target": {"delay": 0, "anchor": "target", "sequence": 20},
        }
        role = self._role("team_leader").id
        rule.step_ids = [
            Command.create({"name": name, "role_id": role, **values})
            for name, values in times.items()
        ]
        listed = rule.step_ids.sorted(lambda step: (step.position, step.sequence))
        self.assertEqual(
            listed.mapped("name"), ["first", "half", "target", "before", "last"]
        )
        order = etree.fromstring(
            self.env["service.deadline.step"].get_view(view_type="list")["arch"]
        ).get("default_order")
        self.assertTrue(order.startswith("position"))

    def test_no_dialog_asks_for_the_record_that_it_was_opened_from(self):
        """The web client can't name a record that is not saved: such a dialog can only
        be refused, and the field that lacks a value is nowhere to be seen."""
        for view in self._form_views():
            model = self.env[view.model]
            arch = etree.fromstring(model.get_view(view.id, "form")["arch"])
            for node in arch.iter("field"):
                field = model._fields.get(node.get("name"))
                if not self._opens_dialogs(node, field):
                    continue
                with self.subTest(view=view.name, field=field.name):
                    self.assertNotIn(field.inverse_name, self._required(node, field))

    def _form_views(self):
        ours = ("service_deadline", "service_management", "service_policy")
        data = self.env["ir.model.data"].search(
            [("model", "=", "ir.ui.view"), ("module", "in", ours)]
        )
        views = self.env["ir.ui.view"].browse(data.mapped("res_id"))
        return views.filtered(lambda v: v.type == "form" and v.mode == "primary")

    def _opens_dialogs(self, node, field):
        return (
            field is not None
            and field.type == "one2many"
            and node.get("widget") != "service_one_page"
            and node.get("readonly") not in ("1", "True")
            and not node.xpath("./list[@editable]")
        )

    def _required(self, node, field):
        """Names of the fields that the dialog of a table asks for."""
        inner = node.find("form")
        if inner is None:
            arch = self.env[field.comodel_name].get_view(view_type="form")["arch"]
            inner = etree.fromstring(arch)
        comodel = self.env[field.comodel_name]
        return {
            name
            for name in inner.xpath(".//field/@name")
            if name in comodel._fields and comodel._fields[name].required
        }
