from . import checked_wizard_mixin
from . import guarded_mixin
