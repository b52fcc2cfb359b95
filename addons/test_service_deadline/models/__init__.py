from . import test_deadline_request
from . import test_deadline_stage
from . import test_deadline_team
from . import test_deadline_tracked
from . import test_deadline_visit
