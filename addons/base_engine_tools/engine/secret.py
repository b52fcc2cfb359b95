"""Fingerprints of what is secret: of no use to somebody who can only guess."""

import hashlib
import hmac
import secrets

PARAMETER = "base_engine_tools.secret"


def database_key(env, scope):
    """A key that only this database knows; users cannot read it.

    A plain fingerprint of a text in which only a wage is unknown tells the wage: one
    tries them all. Odoo's own ``database.secret`` is not used, because it changes with
    a copy of the database, in which old fingerprints must still be true.

    :param str scope: what the key is for, so that one purpose tells nothing of another
    :rtype: bytes
    """
    parameters = env["ir.config_parameter"].sudo()
    secret = parameters.get_param(PARAMETER)
    if not secret:
        secret = secrets.token_hex(32)
        parameters.set_param(PARAMETER, secret)
    return hmac.new(secret.encode(), scope.encode(), hashlib.sha256).digest()
