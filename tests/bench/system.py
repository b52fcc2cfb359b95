"""The systems that are compared: databases of Odoo, all in this process."""

import contextlib
import functools
import gc
from collections.abc import Iterator

from odoo import SUPERUSER_ID
from odoo.api import Environment
from odoo.modules.registry import Registry


def _leave(mails) -> None:
    """Leave e-mails where they are: no measurement waits for a mail server, and none
    depends on whether there is one."""


def run_as_requests(env: Environment) -> None:
    """Let PostgreSQL carry out queries as it does for requests of the web client."""
    # Odoo's registry is what makes its add-ons importable.
    from odoo.addons.base_engine_tools.engine.plans import run_at_once

    run_at_once(env.cr)


class System:
    """One database of Odoo."""

    def __init__(self, database: str) -> None:
        self.database = database

    @functools.cached_property
    def registry(self) -> Registry:
        """The models, loaded when they are needed first."""
        registry = Registry(self.database)
        registry["mail.mail"].send_after_commit = _leave
        gc.collect()
        gc.freeze()  # no measurement waits for a look at what stays
        return registry

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
