from . import hr_employee_team_mixin
from . import hr_department
from . import hr_employee
from . import hr_employee_public
from . import hr_inbox
from . import res_users
