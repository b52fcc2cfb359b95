"""For pytest on tests that need no database: no add-on's models are loaded, either.

An add-on is a bare package here, so that a test gets what it names (``..core.clock``)
and nothing else. What imports a model does not pass.
"""

import sys
import types

import pytest_odoo

from . import addons, paths


def pytest_configure(config):
    """Give the tests the names that they have under Odoo, without its retries."""
    pytest_odoo.monkey_patch_resolve_pkg_root_and_module_name()
    pytest_odoo.support_subtest()
    pytest_odoo.disable_odoo_test_retry()
    for addon in addons.names():
        for folder in (paths.ADDONS / addon, paths.ADDONS / addon / "tests"):
            inside = folder.relative_to(paths.ADDONS).parts
            package = types.ModuleType(".".join(("odoo.addons", *inside)))
            package.__path__ = [str(folder)]
            package.__file__ = str(folder / "__init__.py")
            sys.modules[package.__name__] = package
