"""Trainings are not for duty staff only any more: their models have new names."""

from odoo.tools import SQL
from odoo.tools.sql import table_exists

RENAMED = {
    "attendance.duty.course": "attendance.course",
    "attendance.duty.training": "attendance.training",
}
JOB = "Attendance: note who owes a training, and remind"
#: Columns of Odoo that name a model.
REFERENCES = (
    ("ir_act_window", "res_model"),
    ("ir_attachment", "res_model"),
    ("ir_exports", "resource"),
    ("ir_filters", "model_id"),
    ("ir_model", "model"),
    ("ir_model_data", "model"),
    ("ir_model_fields", "model"),
    ("ir_model_fields", "relation"),
    ("ir_ui_view", "model"),
    ("mail_activity", "res_model"),
    ("mail_followers", "res_model"),
    ("mail_message", "model"),
)


def migrate(cr, version):
    """Rename the models; every course so far is one of a duty post."""
    if not table_exists(cr, "attendance_duty_course"):
        return
    for old, new in RENAMED.items():
        rename_model(cr, old, new)
        translate_anew(cr, new)
    rename_external_ids(cr)
    name_job(cr)
    keep_courses_on_their_posts(cr)
    take_trainings_from_members(cr)


def rename_model(cr, old, new):
    """Rename the table of a model and what refers to it by name."""
    table, to = old.replace(".", "_"), new.replace(".", "_")
    cr.execute(SQL("ALTER TABLE %s RENAME TO %s", *identifiers(table, to)))
    names = identifiers(f"{table}_id_seq", f"{to}_id_seq")
    cr.execute(SQL("ALTER SEQUENCE %s RENAME TO %s", *names))
    cr.execute("SELECT indexname FROM pg_indexes WHERE tablename = %s", [to])
    for (index,) in cr.fetchall():
        names = identifiers(index, index.replace(table, to, 1))
        cr.execute(SQL("ALTER INDEX %s RENAME TO %s", *names))
    for holder, column in REFERENCES:
        where = SQL.identifier(column)
        cr.execute(
            SQL(
                "UPDATE %(holder)s SET %(where)s = %(new)s WHERE %(where)s = %(old)s",
                holder=SQL.identifier(holder),
                where=where,
                new=new,
                old=old,
            )
        )


def translate_anew(cr, model):
    """An upgrade fills in translations that are missing, not those that are old."""
    cr.execute(
        """
        UPDATE ir_model SET name = jsonb_build_object('en_US', name->'en_US')
         WHERE model = %(model)s;
        UPDATE ir_model_fields
           SET field_description =
                   jsonb_build_object('en_US', field_description->'en_US'),
               help = CASE WHEN help IS NOT NULL
                           THEN jsonb_build_object('en_US', help->'en_US') END
         WHERE model = %(model)s
        """,
        {"model": model},
    )


def rename_external_ids(cr):
    """What has been renamed in the data files keeps its record.

    Not the record rules: they say something else now and are made anew.
    """
    cr.execute(
        """
        DELETE FROM ir_rule
         WHERE id IN (
            SELECT res_id FROM ir_model_data
             WHERE module = 'attendance_rules' AND model = 'ir.rule'
               AND name ~ '^attendance_duty_(course|training)_rule')
        """
    )
    cr.execute(
        """
        DELETE FROM ir_model_data
         WHERE module = 'attendance_rules' AND model = 'ir.rule'
           AND name ~ '^attendance_duty_(course|training)_rule'
        """
    )
    cr.execute(
        """
        UPDATE ir_model_data
           SET name = regexp_replace(name, 'duty_(course|training)', '\\1')
         WHERE module = 'attendance_rules' AND name ~ 'duty_(course|training)'
        """
    )


def name_job(cr):
    """The job does more than remind; its interval stays as somebody has set it."""
    cr.execute(
        """
        UPDATE ir_act_server
           SET name = jsonb_build_object('en_US', %s::text)
          FROM ir_cron
          JOIN ir_model_data ON ir_model_data.res_id = ir_cron.id
         WHERE ir_act_server.id = ir_cron.ir_actions_server_id
           AND ir_model_data.model = 'ir.cron'
           AND ir_model_data.module = 'attendance_rules'
           AND ir_model_data.name = 'ir_cron_training'
        """,
        [JOB],
    )
    cr.execute(
        """
        UPDATE ir_cron SET cron_name = %s
         WHERE id IN (
            SELECT res_id FROM ir_model_data
             WHERE module = 'attendance_rules' AND name = 'ir_cron_training')
        """,
        [JOB],
    )


def keep_courses_on_their_posts(cr):
    """The audience of an existing course is its post, as before."""
    cr.execute(
        """
        ALTER TABLE attendance_course
            DROP CONSTRAINT IF EXISTS attendance_duty_course_figures_positive,
            ADD COLUMN audience varchar
        """
    )
    cr.execute("UPDATE attendance_course SET audience = 'post'")


def take_trainings_from_members(cr):
    """A training belongs to the employee; nobody owes the same one twice."""
    cr.execute(
        """
        DELETE FROM attendance_training late
         USING attendance_training early
         WHERE late.course_id = early.course_id
           AND late.employee_id = early.employee_id
           AND late.done_date IS NULL AND early.done_date IS NULL
           AND (late.due_date, late.id) > (early.due_date, early.id)
        """
    )
    cr.execute("ALTER TABLE attendance_training DROP COLUMN member_id")


def identifiers(*names):
    """Return names as identifiers of SQL."""
    return [SQL.identifier(name) for name in names]
