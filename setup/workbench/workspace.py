"""Opens everything that a command needs: Odoo's source, its environment, PostgreSQL."""

import contextlib
from collections.abc import Iterator

from . import databases, source
from .environment import Environment
from .odoo import Odoo
from .postgres import serving

#: The database that ``setup/run`` serves and that the other commands take by default.
DATABASE = "service"


@contextlib.contextmanager
def opened(*locks: str) -> Iterator[Odoo]:
    """Give Odoo, ready to run; what is missing is installed.

    :param locks: Python packages needed beside those that Odoo itself needs.
    """
    environment = Environment(source.find())
    environment.need("odoo", "oca", *locks)
    with serving(environment) as server:
        databases.sweep(server)
        yield Odoo(environment, server)
