from . import test_duty_training
