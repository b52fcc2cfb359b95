from . import ballot
from . import survey
