from . import holiday_source
from . import special_days
