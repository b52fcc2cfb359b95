from . import solution
