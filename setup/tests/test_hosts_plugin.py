"""The hosts' tests are collected as Odoo collects them."""

import types

import pytest

from workbench import hosts_plugin


def item(cls, name="test_own", module="odoo.addons.hr.tests.test_hr"):
    stand_in = types.SimpleNamespace
    return stand_in(
        cls=cls,
        originalname=name,
        module=stand_in(__name__=module),
    )


def make_class(name="TestHr", bases=(), module="odoo.addons.hr.tests.test_hr", **more):
    return type(name, bases, {"__module__": module, "test_own": print, **more})


@pytest.mark.parametrize(
    "tested, own",
    [
        (item(make_class()), True),
        (item(make_class(module="odoo.addons.web.tests.test_js")), False),
        (item(make_class(bases=(make_class(test_other=print),)), "test_other"), False),
        (
            item(
                make_class(
                    bases=(make_class(test_other=print),),
                    allow_inherited_tests_method=True,
                ),
                "test_other",
            ),
            True,
        ),
    ],
)
def test_only_own_methods_are_collected(tested, own):
    hook = types.SimpleNamespace(pytest_deselected=lambda items: None)
    items = [tested]
    config = types.SimpleNamespace(hook=hook)
    hosts_plugin.pytest_collection_modifyitems(config, items)
    assert bool(items) == own
