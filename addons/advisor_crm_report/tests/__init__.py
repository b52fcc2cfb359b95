from . import test_figures_by_tier
