from . import test_core_asking
from . import test_core_interval
from . import test_rating_access
from . import test_rating_page
from . import test_service_rating
