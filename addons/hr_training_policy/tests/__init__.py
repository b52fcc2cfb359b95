from . import test_training_clauses
