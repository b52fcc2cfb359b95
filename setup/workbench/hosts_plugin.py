"""For pytest on the hosts' own tests: collect them as Odoo does, and know the baseline.

Odoo's runner takes from a module only the test methods that its own classes define;
what is imported or inherited from another module is not run twice.
"""

from . import paths

KNOWN = paths.SETUP / "hosts_known_failures.txt"


def known_failures() -> dict[str, str]:
    """Return the reason of each known failure by ``module/file.py::Class::test``."""
    rows = [line.split(None, 1) for line in KNOWN.read_text("utf-8").splitlines()]
    return {row[0]: row[1] for row in rows if row and not row[0].startswith("#")}


def pytest_collection_modifyitems(config, items):
    """Leave out what is only imported, and the known failures."""
    known = known_failures()
    chosen = [
        item for item in items if _is_own(item) and name_of(item.nodeid) not in known
    ]
    config.hook.pytest_deselected(items=[item for item in items if item not in chosen])
    items[:] = chosen


def _is_own(item) -> bool:
    defining = item.cls.__dict__
    inherits = getattr(item.cls, "allow_inherited_tests_method", False)
    same_module = item.cls.__module__ == item.module.__name__
    return same_module and (inherits or item.originalname in defining)


def name_of(nodeid: str) -> str:
    """Return ``module/file.py::Class::test`` for a test of a host."""
    path, *names = nodeid.split("::")
    *_folders, module, _tests, file = path.split("/")
    return "::".join([f"{module}/{file}", *names])
