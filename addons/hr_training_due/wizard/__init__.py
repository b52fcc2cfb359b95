from . import hr_training_session
