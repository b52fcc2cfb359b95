"""Refuses conditions of users that cannot be used, or tell what is not for them."""

from odoo.exceptions import AccessError, ValidationError

from .reading import hidden_in_domain


def check_condition(model, read, owner):
    """Refuse a condition that cannot be read, or looks at what its author may not read.

    :param model: the model of the condition, in the environment of the author
    :param read: function that gives the condition as a Domain
    :param owner: name of what has the condition, for the message
    :raise ValidationError: there is no such field, or it is no condition at all
    :raise AccessError: one of its fields is not for the author
    """
    try:
        domain = read()
        model.search_count(domain, limit=1)
    except (ValueError, SyntaxError, TypeError, KeyError) as error:
        raise ValidationError(
            model.env._(
                "%(owner)s: the condition cannot be read. Choose it anew with the "
                "editor.",
                owner=owner,
            )
        ) from error
    refuse_hidden(model.env, hidden_in_domain(model, domain), owner)


def refuse_hidden(env, path, owner):
    """Refuse a path that is not for the user; nothing happens without one.

    :param path: what :mod:`.reading` has found, or an empty text
    :param owner: name of what looks at it, for the message
    :raise AccessError: always, where there is a path
    """
    if path:
        raise AccessError(
            env._(
                "%(owner)s: the condition looks at '%(path)s', which you may not read. "
                "Choose something else, or ask somebody who may.",
                owner=owner,
                path=path,
            )
        )
