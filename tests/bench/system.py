"""The systems that are compared: databases of Odoo, all in this process."""

import contextlib
from collections.abc import Iterator

from odoo import SUPERUSER_ID
from odoo.api import Environment
from odoo.modules.registry import Registry


class System:
    """One database of Odoo."""

    def __init__(self, database: str) -> None:
        self.registry = Registry(database)

    def has(self, model_name: str) -> bool:
        """Tell whether a model is installed."""
        return model_name in self.registry

    @contextlib.contextmanager
    def opened(self, login: str | None = None, **context) -> Iterator[Environment]:
        """Give an environment as a request has it, with nothing in its cache.

        The transaction is committed at the end.

        :param login: the user, instead of the superuser.
        """
        with self.registry.cursor() as cr:
            env = Environment(cr, SUPERUSER_ID, context)
            if login:
                user = env["res.users"].search([("login", "=", login)])
                env = Environment(cr, user.id, context)
            yield env
