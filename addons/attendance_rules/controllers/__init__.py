from . import feedback, survey
