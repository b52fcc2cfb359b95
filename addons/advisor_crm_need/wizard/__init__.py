from . import advisor_enquiry_contact
from . import advisor_need_dialog
