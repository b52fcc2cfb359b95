from . import (
    test_core_approver,
    test_core_checklist,
    test_core_inbox,
    test_core_landing,
    test_hr_checklist,
    test_hr_employee,
    test_hr_inbox,
    test_hr_landing,
    test_ir_ui_menu,
    test_res_users,
)
