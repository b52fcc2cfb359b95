"""How PostgreSQL carries out a query."""


def run_at_once(cr):
    """Let PostgreSQL run queries at once in this transaction, compiling none before.

    Which records somebody may read is a long condition with little behind it. Its cost
    is guessed far too high, so PostgreSQL as it is shipped compiles it first: seconds
    for a query of milliseconds.
    """
    cr.execute("SET LOCAL jit TO off")
