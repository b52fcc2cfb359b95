from . import test_rating_sms
