from . import test_delivered_order
