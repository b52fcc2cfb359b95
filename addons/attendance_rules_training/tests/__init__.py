from . import test_rules_training
