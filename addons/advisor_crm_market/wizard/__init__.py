from . import market_note_check
