from . import discuss_channel
from . import service_rating
from . import service_rating_mixin
