"""Dependencies point one way, and every room is as the house has it.

``ALLOWED`` is the plan of ``docs/architecture.md``: whoever needs another add-on writes
it down here first, where everybody sees it.
"""

import house
import pytest

from workbench import addons

#: What knows nothing of help desk, customers or attendance.
FOUNDATION = {
    "base_engine_tools": "",
    "resource_special_day": "base_engine_tools",
    "hr_employee_team": "",
    "mail_incoming_robust": "base_engine_tools",
    "service_policy": "base_engine_tools hr_employee_team service_indicator",
    "service_deadline": "base_engine_tools hr_employee_team resource_special_day"
    " service_indicator service_policy",
    "service_contact": "base_engine_tools hr_employee_team resource_special_day"
    " service_deadline service_follow_up service_indicator service_policy",
    "service_follow_up": "base_engine_tools hr_employee_team service_deadline"
    " service_policy",
    "service_indicator": "base_engine_tools",
    "service_rating": "base_engine_tools hr_employee_team service_follow_up"
    " service_indicator service_policy",
    "service_rating_contact": "base_engine_tools hr_employee_team service_contact"
    " service_policy service_rating",
    "service_rating_livechat": "service_policy service_rating",
    "service_rating_sms": "service_policy service_rating",
    "sms_signed_http": "",
    "survey_round": "base_engine_tools",
}
#: What the add-ons about customers stand on.
CUSTOMERS = (
    "base_engine_tools hr_employee_team resource_special_day customer_tier"
    " service_contact service_deadline service_follow_up service_indicator"
    " service_policy service_rating"
)
ROWS = {
    "service_management": "mail_incoming_robust service_deadline service_follow_up"
    " service_indicator service_rating",
    "service_report": "base_engine_tools hr_employee_team service_deadline"
    " service_follow_up service_indicator service_management service_policy"
    " service_rating",
    "attendance_rules": "base_engine_tools hr_employee_team resource_special_day"
    " service_indicator service_policy",
    "attendance_rules_request": "attendance_rules",
    "attendance_rules_close": "attendance_rules_request",
    "attendance_rules_import": "attendance_rules",
    "attendance_rules_feedback": "attendance_rules_close survey_round",
    "customer_tier": "base_engine_tools hr_employee_team service_deadline"
    " service_indicator service_policy",
    "advisor_crm": CUSTOMERS,
    "advisor_crm_campaign": f"advisor_crm {CUSTOMERS}",
    "advisor_crm_care": f"advisor_crm {CUSTOMERS}",
    "advisor_crm_market": f"advisor_crm {CUSTOMERS}",
    "advisor_crm_need": f"advisor_crm {CUSTOMERS}",
    "advisor_crm_order": f"advisor_crm {CUSTOMERS}",
    "hr_duty": "base_engine_tools hr_employee_team resource_special_day",
    "hr_training_due": "base_engine_tools hr_employee_team",
}
#: What knows two rows; Odoo installs it where both are.
GLUE = {
    "advisor_crm_mass_mailing": f"advisor_crm advisor_crm_campaign {CUSTOMERS}",
    "advisor_crm_need_service": f"advisor_crm_need service_management {CUSTOMERS}",
    "advisor_crm_report": f"advisor_crm_service service_management service_report"
    f" {CUSTOMERS}",
    "advisor_crm_service": f"advisor_crm service_management {CUSTOMERS}",
    "advisor_crm_stock": f"advisor_crm_order {CUSTOMERS}",
    "attendance_rules_duty": "attendance_rules hr_duty",
    "attendance_rules_training": "attendance_rules hr_training_due",
    "hr_duty_training": "hr_duty hr_training_due",
    "hr_training_policy": "hr_training_due service_indicator service_policy",
    "service_duty": "hr_duty service_deadline service_indicator",
}
FOR_TESTS = {
    "test_service_deadline": "service_deadline",
}
ALLOWED = {
    addon: set(names.split())
    for table in (FOUNDATION, ROWS, GLUE, FOR_TESTS)
    for addon, names in table.items()
}
#: Add-ons of others whose subject is a row's.
SUBJECTS = {"crm", "helpdesk_mgmt", "hr_attendance", "sale"}

each = pytest.mark.parametrize("addon", addons.names())
at_work = pytest.mark.parametrize(
    "addon", [addon for addon in addons.names() if not house.is_for_tests(addon)]
)


def told(breaches):
    """Return the breaches as one text, empty if there is none."""
    return "\n".join(dict.fromkeys(breaches))


# --- dependencies ---------------------------------------------------------------------


@each
def test_manifest_needs_what_the_plan_allows(addon):
    """The demo may need all; nothing may need the demo."""
    ours = set(addons.names()).intersection(addons.depends(addon))
    if addons.is_demo(addon):
        assert all(not other.startswith("test_") for other in ours)
    else:
        assert addon in ALLOWED, "write down what it may depend on"
        assert ours <= ALLOWED[addon]


@pytest.mark.parametrize("addon", FOUNDATION)
def test_foundation_knows_no_subject(addon):
    assert not house.reach(addon) & SUBJECTS


@pytest.mark.parametrize("addon", sorted(GLUE.keys() & set(addons.names())))
def test_glue_is_installed_by_itself(addon):
    assert addons.manifest(addon).get("auto_install")


@each
def test_imports_stay_within_what_the_manifest_needs(addon):
    assert not told(house.foreign_imports(addon))


@each
def test_records_of_others_are_named_only_where_the_manifest_needs_them(addon):
    assert not told(house.foreign_names(addon))


# --- the house's rules ----------------------------------------------------------------


@each
def test_core_is_plain_python(addon):
    assert not told(house.impure(addon))


@each
def test_one_model_has_one_file_that_is_named_after_it(addon):
    assert not told(house.misplaced_models(addon))


@each
def test_a_method_of_a_model_is_in_one_file(addon):
    assert not told(house.scattered_methods(addon))


@each
def test_no_method_hides_one_of_an_add_on_beside_it(addon):
    assert not told(house.namesakes(addon))


@each
def test_files_are_short_enough_to_be_read(addon):
    assert not told(house.long_files(addon))


@at_work
def test_no_demo_code_among_what_people_work_with(addon):
    assert not told(house.demo_code(addon))


@at_work
def test_to_dos_are_in_the_language_of_who_gets_them(addon):
    assert not told(house.strange_languages(addon))


@each
def test_manifests_are_alike(addon):
    assert not told(house.manifest_breaches(addon))


@each
def test_menus_are_in_one_file(addon):
    assert not told(house.stray_menus(addon))


@each
def test_every_list_says_what_goes_in_it(addon):
    assert not told(house.silent_lists(addon))


@each
def test_every_page_scrolls(addon):
    """By finger and by wheel: what is below the edge is within reach."""
    assert not told(house.unscrollable_pages(addon))


@each
def test_no_address_is_invented(addon):
    assert not told(house.invented_addresses(addon))


@each
def test_an_email_that_is_made_by_code_says_so(addon):
    assert not told(house.unmarked_mails(addon))


@each
def test_no_letter_calls_a_customer_by_the_name_of_a_sample(addon):
    assert not told(house.greeted_samples(addon))


@at_work
def test_every_add_on_says_what_it_is_for(addon):
    readme = house.paths.ADDONS / addon / "readme"
    assert (readme / "DESCRIPTION.md").is_file()
