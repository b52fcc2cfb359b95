from . import test_core_approver, test_hr_employee
