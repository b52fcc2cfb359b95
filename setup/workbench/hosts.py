"""The own tests of the add-ons that ours build on, beside ours."""

import dataclasses
from pathlib import Path

from . import templates
from .console import Failure, step
from .odoo import Odoo
from .suites import ATTENDANCE, SERVICE, OdooSuite, Selection, with_parts
from .templates import Template


@dataclasses.dataclass(frozen=True, kw_only=True)
class HostSuite(OdooSuite):
    """The own tests of the add-ons that some of ours build on, beside these.

    All add-ons are loaded before the first test, so also those tests see ours that
    Odoo's runner would run in the middle of an installation. Nothing else is installed:
    some tests of ``hr`` and ``resource`` fail beside ``hr_attendance`` by themselves.

    What fails in the same way without ours (``--bare``) is named in
    ``hosts_left_out.toml``.
    """

    name: str
    #: Which of our applications is installed, with its parts.
    ours: str
    #: The add-ons whose tests run.
    modules: tuple[str, ...]
    #: Add-ons that hold only tests of the above.
    test_modules: tuple[str, ...] = ()
    #: A script for Odoo's shell that runs before the tests.
    before: str = ""

    def templates(self, odoo: Odoo, selection: Selection) -> list[Template]:
        """Return the template with ours or, to compare, without."""
        make = templates.of_hosts if selection.bare else templates.of_addons
        return [make(odoo, with_parts(odoo, self.ours))]

    def prepare(self, odoo: Odoo, database: str) -> None:
        """Install the add-ons that hold only tests, and run the script."""
        if self.test_modules:
            with step("The hosts' add-ons for tests", "1 min"):
                odoo.install(database, list(self.test_modules))
        if self.before:
            odoo.shell(database, self.before, "before-tests")

    def options(self, selection: Selection) -> list[str]:
        """Leave out what fails without ours, except to compare."""
        plugin = ["-p", "workbench.hosts_plugin"]
        return plugin if selection.bare else [*plugin, f"--left-out={self.name}"]

    def targets(self, odoo: Odoo, selection: Selection) -> list[str]:
        """Return the folders of the hosts' tests, wherever these are installed."""
        roots = odoo.python_environment.addon_folders()
        names = (*self.modules, *self.test_modules)
        return [str(_tests_of(name, roots)) for name in names]


def _tests_of(addon: str, roots: list[Path]) -> Path:
    for root in roots:
        if (root / addon / "tests").is_dir():
            return root / addon / "tests"
    raise Failure(f"{addon} has no tests in {', '.join(map(str, roots))}")


#: Brings all that there is about customers.
CUSTOMERS = "advisor_crm_stock"


HOSTS = (
    HostSuite(
        name="hosts",
        ours=SERVICE,
        modules=(
            "base_automation",
            "helpdesk_mgmt",
            "helpdesk_type",
            "hr",
            "resource",
        ),
        test_modules=("test_base_automation", "test_resource"),
    ),
    HostSuite(
        name="hosts_attendance",
        ours=ATTENDANCE,
        modules=(
            "gamification",
            "hr_attendance",
            "hr_gamification",
            "hr_holidays",
            "hr_holidays_attendance",
            "resource",
        ),
        test_modules=("test_resource",),
    ),
)


#: A policy binds every company, as far as ours are there. It asks for no notice: many
#: of the tests ask for leave that is over, and would end before what they test.
BINDING = """
if "attendance.policy" in env:
    policy = env.ref("attendance_rules.attendance_policy_default")
    policy.date_from = "2020-01-01"
    policy.action_publish()
    policy.enforce_requests = True
    policy.leave_rule_ids.unlink()
    env.cr.commit()
"""
#: As above, where requests of leave are bound by a policy. What fails only here is what
#: the policy asks for, or a defect.
BOUND = HostSuite(
    name="hosts_bound",
    ours=ATTENDANCE,
    modules=("hr_attendance", "hr_holidays", "hr_holidays_attendance"),
    before=BINDING,
)
#: Sales and its leads, beside all that there is about customers.
SALES = HostSuite(
    name="hosts_customers",
    ours=CUSTOMERS,
    modules=(
        "crm",
        "sale",
        "sale_crm",
        "sale_management",
        "sale_stock",
        "sales_team",
    ),
)
#: Suites that run only when they are asked for.
BY_NAME = (BOUND, SALES)
