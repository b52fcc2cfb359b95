from . import holiday_source, special_days
