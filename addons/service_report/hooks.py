from .engine.handling_store import fill


def post_init_hook(env):
    """Know the requests that were there before."""
    fill(env)
