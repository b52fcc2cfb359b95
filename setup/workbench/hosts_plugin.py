"""For pytest on the hosts' own tests: collect them as Odoo does.

Odoo's runner takes from a module only the test methods that its own classes define;
what is imported or inherited from another module is not run twice.
"""


def pytest_collection_modifyitems(config, items):
    """Leave out what is only imported."""
    chosen = [item for item in items if _is_own(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in chosen])
    items[:] = chosen


def _is_own(item) -> bool:
    defining = item.cls.__dict__
    inherits = getattr(item.cls, "allow_inherited_tests_method", False)
    same_module = item.cls.__module__ == item.module.__name__
    return same_module and (inherits or item.originalname in defining)
