"""Which promises somebody may read: those of records that he may read."""

from odoo.fields import Domain

from odoo.addons.base_engine_tools.engine.reading import of_readable, reads_all


def readable_domain(env, model_names):
    """Domain of the promises that the user may read, on records of these models.

    Of outsiders only those that are public.
    """
    readable = Domain.FALSE
    for model_name in model_names:
        model = env[model_name]
        if model.has_access("read"):
            of_model = Domain("res_model", "=", model_name)
            if not reads_all(model):
                records = model.with_context(active_test=False)
                of_model &= of_readable(records, "res_id")
            readable |= of_model
    if env.user.share:
        readable &= Domain("public", "=", True)
    return readable
