from . import rating_chat
