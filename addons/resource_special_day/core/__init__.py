from . import special_days
