from . import checked_wizard_mixin
from . import guarded_mixin
from . import ir_model_fields_selection
