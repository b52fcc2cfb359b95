from datetime import date, datetime

from odoo.tests import tagged

from .common import ContactCase

FEW, MANY = 5, 100


@tagged("post_install", "-at_install")
class TestContactPlanning(ContactCase):
    """One duty for each customer, cadence and period; what ends it; what is kept."""

    def test_sa_2_1_one_duty_for_each_customer_and_period(self):
        cadence = self._create_cadence()
        self._plan(cadence)
        duties = self._duties(cadence_id=cadence.id)
        self.assertEqual(duties.partner_id, self.tea | self.silk | self.paper)
        self.assertEqual(set(duties.mapped("period_start")), {date(2026, 3, 1)})
        self.assertEqual(set(duties.mapped("period_end")), {date(2026, 3, 31)})
        # the end of 31 March in Shanghai
        self.assertEqual(
            set(duties.mapped("due_at")), {datetime(2026, 3, 31, 15, 59, 59)}
        )
        self.assertEqual(self._duties(self.tea).user_id, self.user)
        self.assertFalse(self._duties(self.paper).user_id)

    def test_sa_2_1_planning_again_changes_nothing(self):
        cadence = self._create_cadence()
        self.assertEqual(self._plan(cadence), 3)
        self.assertEqual(self._plan(cadence), 0)
        self._go("2026-04-01 01:00:00")
        self.assertEqual(self._plan(cadence), 3)
        self.assertEqual(self._plan(cadence), 0)
        self.assertEqual(len(self._duties(self.tea)), 2)

    def test_sa_2_1_who_is_none_of_the_customers_is_left_out(self):
        self.env["res.partner"].create(
            [
                {
                    "name": "Of Willow Mall",
                    "company_id": self.other_company.id,
                    "category_id": self.category.ids,
                },
                {"name": "Child", "parent_id": self.tea.id},
            ]
        )
        self.user.partner_id.category_id = self.category
        self.company.partner_id.category_id = self.category
        self.person.category_id = self.category
        self._plan(self._create_cadence())
        self.assertEqual(self._duties().partner_id, self.tea | self.silk | self.paper)

    def test_nothing_binds_before_it_is_published(self):
        cadence = self._create_cadence(publish=False)
        self._plan(cadence)
        self.assertFalse(self._duties())
        cadence.action_publish()
        self._plan(cadence)
        self.assertTrue(self._duties())

    def test_a_first_period_that_is_still_to_come(self):
        cadence = self._create_cadence(date_from="2026-04-01")
        self._plan(cadence)
        self.assertFalse(self._duties())
        self._go("2026-04-01 01:00:00")
        self._plan(cadence)
        self.assertEqual(len(self._duties(self.tea)), 1)

    def test_sa_2_1_it_is_promised_until_the_end_of_the_period(self):
        self._plan(self._create_cadence())
        promise = self._promise(self._duties(self.tea))
        self.assertEqual(promise.due_at, datetime(2026, 3, 31, 15, 59, 59))
        self.assertEqual((promise.state, promise.user_id), ("running", self.user))
        self.assertEqual(promise.rule_id.policy_ref, "SA-2.1")

    def test_cm_4_2_the_same_under_policy_cm(self):
        cm = self.env.ref("service_policy.service_policy_cm")
        self.sa.company_ids = False
        cm.company_ids = self.company
        cm.rule_ids.date_from = cm.adoption_ids.since = "2020-01-01"
        self._plan(self._create_cadence())
        promise = self._promise(self._duties(self.tea))
        self.assertEqual(promise.rule_id.policy_ref, "CM-4.2")

    def test_cm_4_2_shipped_cadences_are_drafts(self):
        shipped = self.env["service.contact.cadence"].search(
            [("company_id", "=", self.env.ref("base.main_company").id)]
        )
        names = {
            f"service_contact.service_contact_cadence_{name}"
            for name in ("anchor", "merchant", "consumer", "committee")
        }
        found = set(shipped.get_external_id().values())
        self.assertLessEqual(names, found)
        mine = shipped.filtered(lambda one: one.get_external_id()[one.id] in names)
        self.assertEqual(set(mine.mapped("state")), {"draft"})
        self.assertEqual(set(mine.mapped("policy_ref")), {"CM-4.2"})
        self.assertEqual(
            [(one.every, one.unit) for one in mine.sorted("sequence")],
            [(1, "month"), (1, "month"), (1, "year"), (1, "year")],
        )

    def test_sa_2_1_ladder_self_leader_reassigned(self):
        self._plan(self._create_cadence())
        duty = self._duties(self.tea)
        todo = [("res_model", "=", duty._name), ("res_id", "=", duty.id)]
        activities = self.env["mail.activity"]
        self._go("2026-03-25 03:00:00")
        self._run()
        self.assertEqual(activities.search(todo).user_id, self.user)
        self._go("2026-04-01 01:00:00")
        self._run()
        self.assertIn(self.manager.user_id, activities.search(todo).user_id)
        self.assertEqual(duty.user_id, self.user)
        self._go("2026-04-10 01:00:00")
        self._run()
        self.assertEqual(duty.user_id, self.manager.user_id)
        self.assertEqual(self._promise(duty).user_id, self.manager.user_id)

    def test_what_is_overdue_is_missed_when_the_next_period_is_over(self):
        cadence = self._create_cadence()
        self._plan(cadence)
        first = self._duties(self.tea)
        self._go("2026-04-02 01:00:00")
        self._plan(cadence)
        self.assertEqual(first.state, "open")
        self.assertTrue(first.is_late)
        self._go("2026-05-02 01:00:00")
        self._plan(cadence)
        self.assertEqual(first.state, "missed")
        self.assertEqual(self._promise(first).state, "breached")
        self.assertEqual(len(self._duties(self.tea, state="open")), 2)

    # --- whoever is none any more -----------------------------------------------------

    def test_a_customer_leaves_the_segment_and_comes_back(self):
        cadence = self._create_cadence()
        self._plan(cadence)
        first = self._duties(self.tea)
        self.tea.category_id = False
        self._plan(cadence)
        self.assertEqual((first.state, first.drop_reason), ("dropped", "left"))
        self.assertEqual(self._promise(first).state, "cancelled")
        self.tea.category_id = self.category
        self._plan(cadence)
        self.assertEqual(len(self._duties(self.tea, state="open")), 1)
        self.assertEqual(first.state, "dropped")

    def test_an_archived_customer(self):
        cadence = self._create_cadence()
        self._plan(cadence)
        self.silk.active = False
        self._plan(cadence)
        duty = self._duties(self.silk)
        self.assertEqual((duty.state, duty.drop_reason), ("dropped", "archived"))

    def test_a_cadence_is_archived_or_withdrawn(self):
        for values in ({"active": False}, {"state": "draft"}):
            with self.subTest(values=values):
                cadence = self._create_cadence()
                self._plan(cadence)
                cadence.write(values)
                self._plan(cadence)
                duties = self._duties(cadence_id=cadence.id)
                self.assertEqual(set(duties.mapped("state")), {"dropped"})
                self.assertEqual(set(duties.mapped("drop_reason")), {"cadence"})

    def test_a_cadence_with_another_period(self):
        cadence = self._create_cadence()
        self._plan(cadence)
        before = self._duties(self.tea)
        cadence.write({"every": 3})
        self._plan(cadence)
        self.assertEqual((before.state, before.drop_reason), ("dropped", "changed"))
        now = self._duties(self.tea, state="open")
        self.assertEqual(now.period_end, date(2026, 3, 31))
        self.assertEqual(now.period_start, date(2026, 1, 1))

    def test_who_was_contacted_already_is_not_asked_for_again(self):
        cadence = self._create_cadence()
        self._plan(cadence)
        self._note(self.tea)
        cadence.every = 3
        self._plan(cadence)
        self.assertFalse(self._duties(self.tea, state="open"))
        self.assertTrue(self._duties(self.silk, state="open"))

    def test_two_customers_become_one_and_the_done_duty_counts(self):
        cadence = self._create_cadence()
        self._plan(cadence)
        kept, doubled = self._duties(self.silk), self._duties(self.tea)
        self._note(self.silk, duty_ids=kept.ids)
        self.assertEqual(kept.state, "done")
        self._merge(self.silk, self.tea)
        self.assertEqual(kept.partner_id, self.tea)
        self.assertEqual(kept.state, "done")
        self.assertTrue(doubled.exists())
        self.assertEqual(
            (doubled.state, doubled.drop_reason, doubled.is_merged),
            ("dropped", "merged", True),
        )
        self.assertEqual(self._plan(cadence), 0)

    def test_two_customers_become_one_and_both_were_contacted(self):
        self._plan(self._create_cadence())
        both = self._duties(self.silk) | self._duties(self.tea)
        notes = self._note(self.silk) | self._note(self.tea)
        self._merge(self.silk, self.tea)
        self.assertEqual(both.mapped("state"), ["done", "done"])
        self.assertEqual(both.mapped("is_merged").count(True), 1)
        self.assertEqual(notes.partner_id, self.tea)

    # --- by whom ----------------------------------------------------------------------

    def test_nobody_is_found_so_somebody_else_does_it(self):
        self._plan(self._create_cadence(user_id=self.manager.user_id.id))
        self.assertEqual(self._duties(self.paper).user_id, self.manager.user_id)
        self.assertEqual(self._duties(self.tea).user_id, self.user)

    def test_who_is_not_of_the_company_or_gone_does_nothing(self):
        far = self._create_user("far_away", company=self.other_company)
        self.silk.user_id = far
        self.tea.user_id.active = False
        self._plan(self._create_cadence())
        self.assertFalse(self._duties(self.silk, self.tea).user_id)

    # --- many -------------------------------------------------------------------------

    def _more_customers(self, number):
        return self.env["res.partner"].create(
            [
                {
                    "name": f"Merchant {n}",
                    "category_id": self.category.ids,
                    "user_id": self.user.id,
                }
                for n in range(number)
            ]
        )

    def test_many_are_planned_with_as_many_queries_as_few(self):
        cadence = self._create_cadence()
        duties = self.env["service.contact.duty"].sudo()
        counts = []
        for number in (FEW, FEW, MANY):
            self._more_customers(number)
            planned = self._queries(cadence._plan)
            counts.append((planned, self._queries(duties._settle_pending)))
        _first, few, many = counts
        self.assertLessEqual(many[0], few[0], counts)
        self.assertLessEqual(many[1], few[1] + 2, counts)

    def test_what_was_planned_is_prepared_in_batches(self):
        cadence = self._create_cadence()
        cadence._plan()
        duties = self.env["service.contact.duty"].sudo()
        self.assertEqual([duties._settle_pending(2) for _ in range(3)], [2, 1, 0])
        self.assertEqual(self._duties(self.tea).user_id, self.user)

    def test_a_worker_that_ended_between_leaves_nothing_undone(self):
        cadence = self._create_cadence()
        cadence._plan()
        self.assertFalse(self._promise(self._duties(self.tea)))
        self._plan(cadence)
        self.assertTrue(self._promise(self._duties(self.tea)))

    def test_the_job_does_all_of_it(self):
        job, cadences = self.env.registry["ir.cron"], self._create_cadence()
        self.patch(job, "_commit_progress", lambda *args, **values: 10.0)
        cadences._cron_run()
        self.assertEqual(self._promise(self._duties(self.tea)).state, "running")
        self.assertFalse(self._duties(is_pending=True))
        cadences.action_withdraw()
        cadences._cron_run()
        self.assertEqual(set(self._duties().mapped("state")), {"dropped"})

    def test_a_cadence_that_cannot_be_planned_harms_no_other(self):
        bad, good = self._create_cadence(), self._create_cadence(name="Good")
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE service_contact_cadence SET domain = %s WHERE id = %s",
            ["[('no_such_field', '=', 1)]", bad.id],
        )
        self.env.invalidate_all()
        for cadence in bad | good:
            cadence._plan_warily()
        self.assertIn("no_such_field", bad.problem)
        self.assertFalse(good.problem)
        self.assertTrue(self._duties(cadence_id=good.id))
