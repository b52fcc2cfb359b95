"""setup/odoo: any command of Odoo, on the demo database unless another is named."""

import os

from . import console, workspace


def main(arguments: list[str]) -> int:
    """Run Odoo's command on the terminal; return its exit code."""
    with workspace.opened() as odoo:
        database = os.environ.get("PGDATABASE", workspace.DATABASE)
        return console.foreground([odoo.script, *arguments], odoo.environment(database))


if __name__ == "__main__":
    console.main(main)
