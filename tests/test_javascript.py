"""The JavaScript unit tests (Hoot) of every add-on, run in headless Chromium."""

import re

from odoo.tests import HttpCase, tagged

from odoo.addons.web.tests import test_js

from workbench import paths

PASSED = re.compile(r"Passed (\d+) tests")


def with_unit_tests():
    """Return the add-ons that have JavaScript unit tests."""
    found = paths.ADDONS.glob("*/static/tests/**/*.test.js")
    return sorted({path.relative_to(paths.ADDONS).parts[0] for path in found})


@tagged("post_install", "-at_install")
class TestJavaScript(HttpCase):
    """One test per add-on and screen size, made below."""

    def run_unit_tests(self, addon, preset):
        """Run an add-on's tests; fail if one fails or if there is none."""
        suite = test_js.HOOTCommon._generate_hash(self, f"@{addon}")
        with self.assertLogs(self._logger.getChild("browser"), "INFO") as logs:
            try:
                self.browser_js(
                    f"/web/tests?headless&loglevel=2&preset={preset}&timeout=15000"
                    f"&id={suite}",
                    code="",
                    login="admin",
                    timeout=300,
                    success_signal="[HOOT] Test suite succeeded",
                    error_checker=test_js.unit_test_error_checker,
                )
            except AssertionError as failure:
                told = "\n".join(logs.output)
                raise AssertionError(told[:8000] or str(failure)) from failure
        counts = PASSED.findall("\n".join(logs.output))
        self.assertTrue(counts and int(counts[-1]), f"no JavaScript test in {addon}")


def _test(addon, preset):
    return lambda self: self.run_unit_tests(addon, preset)


for _addon in with_unit_tests():
    for _preset in ("desktop", "mobile"):
        setattr(TestJavaScript, f"test_{_addon}_{_preset}", _test(_addon, _preset))
