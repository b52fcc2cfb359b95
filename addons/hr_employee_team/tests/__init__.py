from . import test_core_approver, test_core_inbox, test_hr_employee, test_hr_inbox
