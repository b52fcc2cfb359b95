"""What customers may read is a list: every field of ours × portal and public."""

from attack import AUTOMATIC, AttackCase, our_addons

from odoo.tests import new_test_user, tagged

#: {model: fields of ours on it that customers may read}
READABLE = {
    "helpdesk.ticket": {
        "complaint_kind_id",
        "partner_phone",
        "promised_at",
        "registered_at",
        "subject_ref",
    },
    "res.country": {"holidays_by_decree"},
    "service.complaint.kind": {"active", "name", "sequence", "show_in_portal"},
}


@tagged("post_install", "-at_install")
class TestPortalFields(AttackCase):
    """Whoever adds a field that customers can read writes it down above."""

    def test_every_field_that_customers_may_read_is_in_the_list(self):
        names = our_addons()
        for group in ("base.group_portal", "base.group_public"):
            user = new_test_user(self.env, group, groups=group)
            for name in sorted(self.env.registry):
                model = self.env[name].with_user(user)
                if model._abstract or not model.has_access("read"):
                    continue
                found = {
                    field.name
                    for field in model._fields.values()
                    if field._module in names
                    and field.name not in AUTOMATIC
                    and model._has_field_access(field, "read")
                }
                with self.subTest(model=name, group=group):
                    self.assertEqual(found, READABLE.get(name, set()))
