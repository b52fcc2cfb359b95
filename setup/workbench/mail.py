"""setup/mail: pass e-mails to Odoo's mail gateway, whether the server runs or not.

This is what a mail server does with an e-mail for one of Odoo's addresses: the address
it was sent to decides which team gets it.
"""

import argparse
import base64
import os
import sys

from . import console, databases, workspace
from .console import Failure

#: Runs in Odoo's shell; ``content`` is put before it.
SCRIPT = """
from email import message_from_bytes, policy

raw = base64.b64decode(content)
message_id = (message_from_bytes(raw, policy=policy.SMTP)["Message-Id"] or "").strip()
known = [("message_id", "=", message_id)]
if message_id and env["mail.message"].search_count(known):
    print("> Ignored: an e-mail with this Message-Id was received before.")
else:
    newest = env["mail.message"].search([], order="id desc", limit=1)
    try:
        env["mail.thread"].message_process(None, raw)
    except ValueError as error:
        aliases = env["mail.alias"].search([("alias_name", "!=", False)])
        addresses = ", ".join(aliases.mapped("alias_full_name"))
        raise SystemExit(f"{error} Addresses of this system: {addresses}") from None
    env.cr.commit()
    arrived = [("id", ">", newest.id), ("message_type", "=", "email")]
    for message in env["mail.message"].search(arrived, order="id"):
        record = env[message.model].browse(message.res_id)
        print(f"> {record._description} {record.id}: {record.display_name}")
"""


def main(arguments: list[str]) -> int:
    """Read an e-mail from standard input and pass it on; print what came of it."""
    parser = argparse.ArgumentParser(
        prog="setup/mail",
        description="Pass an e-mail to the mail gateway: setup/mail < complaint.eml",
    )
    default = os.environ.get("PGDATABASE", workspace.DATABASE)
    parser.add_argument("--database", default=default, help="default: %(default)s")
    options = parser.parse_args(arguments)
    if sys.stdin.isatty():
        raise Failure("give the e-mail on standard input: setup/mail < complaint.eml")
    content = base64.b64encode(sys.stdin.buffer.read())
    if not content:
        raise Failure("standard input is empty: setup/mail < complaint.eml")
    script = f"import base64\n\ncontent = {content!r}\n{SCRIPT}"
    with workspace.opened() as odoo:
        if not databases.exists(odoo.server, options.database):
            raise Failure(
                f"there is no database {options.database}: run setup/run first"
            )
        print(*odoo.shell(options.database, script, "mail"), sep="\n")
    return 0


if __name__ == "__main__":
    console.main(main)
