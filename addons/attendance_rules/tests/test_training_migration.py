from importlib.util import module_from_spec, spec_from_file_location

from odoo.tests import TransactionCase, tagged
from odoo.tools import file_path
from odoo.tools.sql import table_columns, table_exists

SCRIPT = "attendance_rules/migrations/19.0.1.1.0/pre-migrate.py"


def load():
    """Return the migration as a module: its name is no word of Python."""
    spec = spec_from_file_location("pre_migrate", file_path(SCRIPT))
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@tagged("post_install", "-at_install")
class TestTrainingMigration(TransactionCase):
    """A database of 19.0.1.0.0, in which trainings were for duty staff only."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.migration = load()
        company = cls.env["res.company"].create({"name": "Old"})
        cls.people = cls.env["hr.employee"].create(
            [{"name": name, "company_id": company.id} for name in ("Ann", "Ben")]
        )
        post = cls.env["attendance.duty.post"].create(
            {
                "name": "Gate",
                "company_id": company.id,
                "manager_id": cls.people[0].id,
                "member_ids": [
                    (0, 0, {"employee_id": person.id}) for person in cls.people
                ],
                "course_ids": [(0, 0, {"name": "Fire drill"})],
            }
        )
        cls.course = post.course_ids
        cls.course._require()
        cls.training = cls.course.training_ids[0]
        cls.training.activity_schedule("mail.mail_activity_data_todo")
        cls.env.flush_all()

    def _make_old(self):
        """Turn the tables back into what they were."""
        cr = self.env.cr
        for old, new in self.migration.RENAMED.items():
            self.migration.rename_model(cr, new, old)
        cr.execute(
            """
            UPDATE ir_model_data
               SET name = regexp_replace(name, 'attendance_(course|training)',
                                         'attendance_duty_\\1')
             WHERE module = 'attendance_rules'
               AND name ~ 'attendance_(course|training)_(rule|view|user|hr|action)'
            """
        )
        cr.execute("ALTER TABLE attendance_duty_course DROP COLUMN audience")
        cr.execute(
            """
            DROP INDEX attendance_duty_training_one_open;
            ALTER TABLE attendance_duty_training ADD COLUMN member_id integer;
            UPDATE attendance_duty_training SET member_id = 1;
            ALTER TABLE attendance_duty_training ALTER COLUMN member_id SET NOT NULL
            """
        )

    def _value(self, query, *values):
        self.env.cr.execute(query, values)
        return self.env.cr.fetchone()[0]

    def test_nothing_is_lost(self):
        self._make_old()
        self.migration.migrate(self.env.cr, "19.0.1.0.0")
        cr = self.env.cr
        self.assertTrue(table_exists(cr, "attendance_course"))
        self.assertFalse(table_exists(cr, "attendance_duty_training"))
        self.assertNotIn("member_id", table_columns(cr, "attendance_training"))
        audience = "SELECT audience FROM attendance_course WHERE id = %s"
        self.assertEqual(self._value(audience, self.course.id), "post")
        for table, column in (
            ("mail_activity", "res_model"),
            ("mail_message", "model"),
            ("ir_ui_view", "model"),
        ):
            with self.subTest(table=table):
                named = f"SELECT count(*) FROM {table} WHERE {column} = %s"
                self.assertFalse(self._value(named, "attendance.duty.training"))
        activity = "SELECT count(*) FROM mail_activity WHERE res_model = %s"
        self.assertTrue(self._value(activity, "attendance.training"))

    def test_records_of_data_files_are_found_under_their_new_names(self):
        view = self.env.ref("attendance_rules.attendance_training_view_list")
        self._make_old()
        self.migration.migrate(self.env.cr, "19.0.1.0.0")
        named = "SELECT res_id FROM ir_model_data WHERE name = %s"
        self.assertEqual(self._value(named, "attendance_training_view_list"), view.id)
        rules = "SELECT count(*) FROM ir_model_data WHERE name ~ %s"
        self.assertFalse(self._value(rules, "attendance_(duty_)?training_rule"))

    def test_who_owed_it_twice_owes_it_once(self):
        self._make_old()
        cr = self.env.cr
        cr.execute(
            """
            INSERT INTO attendance_duty_training
                (course_id, employee_id, member_id, due_date, state)
            SELECT course_id, employee_id, member_id, due_date + 30, state
              FROM attendance_duty_training WHERE id = %s
            """,
            [self.training.id],
        )
        self.migration.migrate(cr, "19.0.1.0.0")
        left = """
            SELECT array_agg(id) FROM attendance_training
             WHERE course_id = %s AND employee_id = %s
        """
        ids = self._value(left, self.course.id, self.training.employee_id.id)
        self.assertEqual(ids, self.training.ids)

    def test_a_second_time_does_nothing(self):
        self.migration.migrate(self.env.cr, "19.0.1.0.0")
        self.assertTrue(self.training.exists())
