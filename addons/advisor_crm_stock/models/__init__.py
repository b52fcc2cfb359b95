from . import order_milestone_kind
from . import sale_order
from . import stock_picking
