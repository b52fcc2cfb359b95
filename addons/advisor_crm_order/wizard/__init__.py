from . import order_check_wizard
from . import order_check_wizard_line
from . import order_correction_answer
from . import order_milestone_step
from . import order_problem_report
