from . import checked_wizard_mixin
from . import guarded_mixin
from . import ir_http
from . import ir_model_fields_selection
from . import res_company
from . import trial_job_mixin
