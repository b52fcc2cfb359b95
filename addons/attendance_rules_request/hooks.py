ACTIVITY_TYPES = (
    "attendance_rules_request.mail_activity_type_request",
    "attendance_rules_request.mail_activity_type_talk",
)


def uninstall_hook(env):
    """Take the to-dos of requests and talks along: their types go, too."""
    types = env["mail.activity.type"]
    for xml_id in ACTIVITY_TYPES:
        types |= env.ref(xml_id, raise_if_not_found=False) or types
    activities = env["mail.activity"].with_context(active_test=False)
    activities.search([("activity_type_id", "in", types.ids)]).unlink()
