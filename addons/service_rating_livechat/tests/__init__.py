from . import test_rating_chat
from . import test_rating_chat_tour
