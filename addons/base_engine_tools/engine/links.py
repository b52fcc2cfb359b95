"""Links of what an engine writes in bulk, without foreign keys.

PostgreSQL looks up the other record of each key for each row that is written, and locks
it: for a million rows with several keys that takes much longer than to find out what is
to be written.
"""

from odoo import fields
from odoo.tools import SQL

FOLLOW = """
    CREATE OR REPLACE FUNCTION %(name)s() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        %(follow)s;
        RETURN NULL;
    END $$;
    DROP TRIGGER IF EXISTS %(name)s ON %(comodel)s;
    CREATE TRIGGER %(name)s AFTER DELETE ON %(comodel)s
        REFERENCING OLD TABLE AS gone
        FOR EACH STATEMENT EXECUTE FUNCTION %(name)s(%(table)s, %(column)s)
"""
#: What happens to the rows whose record goes. The refusal looks like that of a key, so
#: that Odoo says the same.
FOLLOWS = {
    "cascade": "DELETE FROM %(table)s WHERE %(link)s IN (SELECT id FROM gone)",
    "set null": """
        UPDATE %(table)s SET %(link)s = NULL WHERE %(link)s IN (SELECT id FROM gone)
    """,
    "restrict": """
        IF EXISTS (SELECT FROM %(table)s WHERE %(link)s IN (SELECT id FROM gone)) THEN
            RAISE foreign_key_violation USING
                MESSAGE = 'the record is still named',
                TABLE = TG_ARGV[0], COLUMN = TG_ARGV[1], CONSTRAINT = TG_NAME;
        END IF
    """,
}


class FollowedLink(fields.Many2one):
    """A link without a foreign key whose record may go while the row is there.

    What a key would do then to each row, a trigger does to all rows at once. Nobody but
    an engine writes the link, to records that it has just read or written. A record
    that goes in the moment in which a row with its number is written leaves the row
    behind; the engine removes such rows the next time that it looks at all.
    """

    def update_db_foreign_key(self, model, column):
        """Override: a trigger, as soon as all tables are there."""
        comodel = model.env[self.comodel_name]._table
        model.pool.post_init(self._follow, model.env.cr, model._table, comodel)

    def follower(self, table):
        """Name of the trigger, and of the function that it calls."""
        return f"{table}_{self.name}_follows"

    def _follow(self, cr, table, comodel):
        follow = SQL(
            FOLLOWS[self.ondelete],
            table=SQL.identifier(table),
            link=SQL.identifier(self.name),
        )
        name = SQL.identifier(self.follower(table))
        cr.execute(
            SQL(
                FOLLOW,
                name=name,
                comodel=SQL.identifier(comodel),
                follow=follow,
                table=table,
                column=self.name,
            )
        )


def unfollow(env, *models):
    """Let other tables call nobody any more when their rows go, as an add-on goes.

    :param models: names of the models whose links followed
    """
    for model in map(env.__getitem__, models):
        for field in model._fields.values():
            if isinstance(field, FollowedLink):
                name = SQL.identifier(field.follower(model._table))
                env.cr.execute(SQL("DROP FUNCTION IF EXISTS %s CASCADE", name))
