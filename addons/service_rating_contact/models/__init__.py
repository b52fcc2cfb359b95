from . import service_contact_note, service_rating, service_rating_mixin
