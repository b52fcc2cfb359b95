from . import service_action_step
from . import service_review_answer
