from . import test_core_market
from . import test_market_access
from . import test_market_digest
from . import test_market_note
from . import test_market_prices
from . import test_market_queries
from . import test_market_tours
