from .engine.secret import database_key


def post_init_hook(env):
    """Make the secret now: two people who need it first would each make their own."""
    database_key(env, "")
