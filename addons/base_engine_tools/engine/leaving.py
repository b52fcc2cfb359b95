"""What an add-on lets go before Odoo takes it out."""

from odoo.tools import SQL

NAMED = """
    DELETE FROM %s
     WHERE %s IN (SELECT res_id FROM ir_model_data WHERE module = %s AND model = %s)
"""


def let_go(env, addon, *references):
    """Delete rows that name records which come with an add-on.

    Odoo deletes those records one by one before it drops the tables, and each that is
    still named leaves an error in the log.

    :param references: triples of a table, its column, and the model that it names; in
        the order in which rows may go
    """
    for table, column, model in references:
        names = (SQL.identifier(table), SQL.identifier(column), addon, model)
        env.cr.execute(SQL(NAMED, *names))
    env.invalidate_all()
