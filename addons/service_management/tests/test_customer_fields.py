from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import ServiceCommon

#: All that customers read of their own requests over the API.
READABLE = {
    "access_url",
    "access_warning",
    "active",
    "category_id",
    "closed",
    "closed_date",
    "commercial_partner_id",
    "company_id",
    "complaint_kind_id",
    "create_date",
    "description",
    "display_name",
    "has_message",
    "id",
    "last_stage_update",
    "message_has_error",
    "message_has_error_counter",
    "message_ids",
    "message_is_follower",
    "message_needaction",
    "message_needaction_counter",
    "name",
    "number",
    "partner_email",
    "partner_id",
    "partner_name",
    "partner_phone",
    "priority",
    "promised_at",
    "registered_at",
    "sequence",
    "stage_id",
    "subject_ref",
    "team_id",
    "type_id",
    "user_id",
    "website_message_ids",
}


@tagged("post_install", "-at_install")
class TestCustomerFields(ServiceCommon):
    """A customer reads of a request what he wrote, was told, and where it stands."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.portal = new_test_user(
            cls.env, "reader_x", groups="base.group_portal", email="r@example.com"
        )
        cls.other = cls._create_ticket(
            name="Of somebody else",
            type_id=cls.env.ref("service_management.ticket_type_complaint").id,
            subject_ref="Shop 12",
        )
        cls.mine = cls._create_ticket(
            name="Mine",
            partner_id=cls.portal.partner_id.id,
            type_id=cls.other.type_id.id,
            subject_ref="shop 12",
            result="<p>Not to be seen yet</p>",
        ).with_user(cls.portal)
        cls.env.flush_all()

    @mute_logger("odoo.orm.models", "odoo.models")
    def test_nothing_else_says_who_reads_a_field(self):
        """Odoo's answer is asked for by name, past all that a ticket is made of."""
        for model in self.env.registry.values():
            names = [base.__name__ for base in model.__mro__]
            if "ServiceCustomerView" in names:
                with self.subTest(model=model._name):
                    asked = [
                        base.__name__
                        for base in model.__mro__
                        if "_has_field_access" in vars(base)
                    ]
                    self.assertEqual(asked, ["ServiceCustomerView", "BaseModel"])

    def test_every_field_is_read_or_refused_as_the_list_says(self):
        for name in self.mine._fields:
            self.env.invalidate_all(flush=False)
            with self.subTest(field=name):
                if name in READABLE:
                    self.mine.read([name])
                else:
                    with self.assertRaises(AccessError):
                        self.mine.read([name])

    @mute_logger("odoo.orm.models", "odoo.models")
    def test_nor_can_it_be_searched_sorted_or_counted_by(self):
        tickets = self.mine.browse()
        for name, field in tickets._fields.items():
            if name in READABLE or not field.store:
                continue
            if not field.required:  # of those the ORM knows the answer anyway
                with self.subTest(field=name), self.assertRaises(AccessError):
                    tickets.search([(name, "!=", False)])
            if field.type in ("char", "selection", "many2one", "boolean", "integer"):
                with self.subTest(groupby=name), self.assertRaises(AccessError):
                    tickets.formatted_read_group([], [name], ["__count"])
                with self.subTest(order=name), self.assertRaises(AccessError):
                    tickets.search([], order=name)

    def test_whose_complaint_one_repeats_is_not_told(self):
        """The subject is the same: who else complained of it is nobody's business."""
        self.assertEqual(self.mine.sudo().repeat_of_id, self.other)
        answer = f"{self.mine.read(sorted(READABLE))} {self.mine.fields_get()}"
        self.assertNotIn("Of somebody else", answer)
        self.assertNotIn("Not to be seen yet", answer)
        self.assertNotIn("repeat_of_id", self.mine.fields_get())
