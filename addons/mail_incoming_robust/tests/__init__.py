from . import test_corpus
from . import test_mail_thread
