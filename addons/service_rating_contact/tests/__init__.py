from . import test_rating_after_visit
