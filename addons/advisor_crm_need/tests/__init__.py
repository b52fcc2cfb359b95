from . import test_clause_supply
from . import test_core_recommendation
from . import test_enquiry
from . import test_need_access
from . import test_need_tours
from . import test_solution
