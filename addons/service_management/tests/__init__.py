from . import test_ir_http
