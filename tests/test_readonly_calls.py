"""What is marked to be served by a replica writes nothing, whoever calls it.

Methods are found in the registry. Each is called in a transaction of PostgreSQL that
may not write: a replica would refuse the same, and the call would be made once more.
"""

from attack import AttackCase, arguments_of, is_of_model, our_methods
from hidden_world import HiddenWorld
from psycopg2.errors import ReadOnlySqlTransaction

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

#: What the pages of people ask for again and again.
PAGES = {
    ("attendance.board", "get_today"),
    ("attendance.month", "get_my_month"),
    ("hr.checklist", "get_checklist"),
    ("hr.inbox", "get_count"),
    ("hr.inbox", "get_inbox"),
    ("service.deadline", "explain"),
    ("service.desk", "get_desk"),
}


def is_readonly(model, name):
    """As the web client's controller asks: the nearest class that says so counts."""
    for base in type(model).mro():
        method = vars(base).get(name)
        if method is not None and hasattr(method, "_readonly"):
            return method._readonly
    return False


@tagged("post_install", "-at_install")
class TestReadonlyCalls(AttackCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.marked = {
            (name, method)
            for name in cls.env.registry
            for method in our_methods(cls.env[name])
            if is_readonly(cls.env[name], method)
            and (cls.env[name]._auto or is_of_model(cls.env[name], method))
        }
        world = HiddenWorld(cls.env)
        models = {name for name, method in cls.marked}
        world.make(sorted(name for name in models if cls.env[name]._auto))
        cls.made = world.made
        for record in cls.made.values():
            if "tz" in record._fields:  # a made up text is no zone
                record.tz = "UTC"
        cls.env.flush_all()

    def _read(self, function):
        """Call where PostgreSQL lets nobody write."""
        self.env.flush_all()
        self.env.invalidate_all()
        savepoint = self.env.cr.savepoint(flush=False)
        try:
            self.env.cr.execute("SET LOCAL transaction_read_only = on")
            function(*arguments_of(function))
            self.env.flush_all()
        except ReadOnlySqlTransaction as error:
            self.fail(f"writes: {error}")
        except (AccessError, UserError, ValueError):
            return False  # it is refused before
        finally:
            savepoint.rollback()
        return True

    def test_pages_are_marked(self):
        there = {(name, method) for name, method in PAGES if name in self.env}
        self.assertLessEqual(there, self.marked)

    @mute_logger("odoo.sql_db")
    def test_marked_calls_write_nothing(self):
        answered = set()
        users = [self.env.ref("base.user_admin"), *self.attackers.values()]
        for name, method in sorted(self.marked):
            record = self.made.get(name, self.env[name])
            callers = [record.sudo()]
            if is_of_model(record, method):
                callers = [self.env[name].with_user(user) for user in users]
            for caller in callers:
                with self.subTest(
                    model=name, method=method, user=caller.env.user.login
                ):
                    if self._read(getattr(caller, method)):
                        answered.add((name, method))
        self.assertLessEqual(PAGES & self.marked, answered)
        self.assertGreater(
            len(answered), len(self.marked) * 0.8, self.marked - answered
        )
