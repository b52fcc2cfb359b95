from . import test_request_to_enquiry
