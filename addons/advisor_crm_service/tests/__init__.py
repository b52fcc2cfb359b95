from . import test_important_customer
from . import test_request_access
from . import test_request_queries
