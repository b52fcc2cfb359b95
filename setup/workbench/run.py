"""setup/run: from nothing to a running system with demo data."""

import argparse
import errno
import json
import os
import socket
import threading
import time
import urllib.error
import urllib.request

from . import addons, console, databases, debian, paths, templates, workspace
from .console import Failure, say, step
from .odoo import PORT, Odoo
from .postgres import Server

LOGINS = paths.SETUP / "demo_logins.txt"
LOGIN = "  log-in admin, password admin\n"
#: The database without demo data, beside the other one.
EMPTY = "empty"


def main(arguments: list[str]) -> int:
    """Set up what is missing, serve until interrupted; return the exit code."""
    options = _parser().parse_args(arguments)
    if not options.prepare:
        _check_port(options.port)
    if options.pdf:
        _need_pdf()
    if not paths.STATE.exists():
        say("First start of this checkout: under 1 min with a full cache, else 5 min.")
    database = options.database or (EMPTY if options.empty else workspace.DATABASE)
    with workspace.opened() as odoo:
        prepare(odoo, database, options.empty)
        if options.prepare:
            return 0
        return _serve(odoo, database, options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="setup/run",
        description="Set up what is missing and serve the demo database.",
        epilog="Environment: ODOO_SOURCE (a tree of Odoo 19), DEBIAN_MIRROR, PG* (a"
        " PostgreSQL server to use), XDG_CACHE_HOME. See README.md.",
    )
    parser.add_argument("--port", type=int, default=PORT, help="default: %(default)s")
    parser.add_argument(
        "--empty",
        action="store_true",
        help="without demo data: log in as admin, password admin",
    )
    parser.add_argument(
        "--database", help=f"default: {workspace.DATABASE}, or {EMPTY} with --empty"
    )
    parser.add_argument(
        "--prepare", action="store_true", help="set everything up, but do not serve"
    )
    parser.add_argument(
        "--pdf",
        action="store_true",
        help="also install what Odoo prints PDF with: wkhtmltopdf and a Chinese font"
        " (Debian 12)",
    )
    return parser


def _need_pdf() -> None:
    """Without these Odoo shows reports in the browser, and prints no Chinese."""
    debian.need("wkhtmltopdf")
    debian.need_package("fonts-wqy-microhei")


def _check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                hint = f"choose another: setup/run --port {port + 1}"
                raise Failure(
                    f"port {port} is taken by another program: {hint}"
                ) from None
            raise Failure(f"port {port}: {error.strerror}: choose another") from None
        except OverflowError:
            raise Failure(f"port {port} does not exist: choose 1024 to 65535") from None


def prepare(odoo: Odoo, database: str, empty: bool = False) -> None:
    """Make the database if it is not there; bring it up to the code."""
    hashes = addons.hashes()
    ours = [
        name for name in addons.for_people() if not (empty and addons.is_demo(name))
    ]
    if databases.exists(odoo.server, database):
        before = _hashes_in(odoo, database)
        try:
            if before.keys() <= hashes.keys():
                return _upgrade(odoo, database, before, hashes, ours)
            say(f"- Add-ons of {database} are gone")
        except Failure as failure:
            say(f"- {database} cannot be upgraded: {failure}")
    template = templates.of_addons(odoo, ours, demo=False).need(odoo)
    if databases.exists(odoo.server, database):
        say(f"- {database} is made anew; the one before is {database}_old now")
        databases.drop(odoo.server, f"{database}_old")
        databases.rename(odoo.server, database, f"{database}_old")
    with step(f"Database {database}"):
        temporary = databases.temporary()
        databases.clone(odoo.server, template, temporary)
        kept = {name: hashes[name] for name in ours}
        databases.mark(odoo.server, temporary, json.dumps(kept))
        databases.rename(odoo.server, temporary, database)
    return None


def _upgrade(
    odoo: Odoo,
    database: str,
    before: dict[str, str],
    now: dict[str, str],
    ours: list[str],
) -> None:
    """Upgrade the add-ons that have changed and install those of ours that are new."""
    changed = [name for name in before if before[name] != now[name]]
    added = [name for name in ours if name not in before]
    if changed or added:
        title = f"Database {database}: {', '.join(changed + added)} changed"
        with step(title, "1 min"):
            odoo.upgrade(database, changed, added)
            kept = {name: now[name] for name in [*before, *added]}
            databases.mark(odoo.server, database, json.dumps(kept))


def _hashes_in(odoo: Odoo, database: str) -> dict[str, str]:
    try:
        return json.loads(databases.mark_of(odoo.server, database))
    except json.JSONDecodeError:
        raise Failure(
            f"the database {database} is there but was not made by this command:"
            " choose another name with --database"
        ) from None


def _serve(odoo: Odoo, database: str, options: argparse.Namespace) -> int:
    port = options.port
    address = f"http://127.0.0.1:{port}"
    logins = LOGIN if options.empty else LOGINS.read_text(encoding="utf-8")
    set_addresses(odoo.server, database, address)
    log = paths.LOGS / "server.log"
    paths.LOGS.mkdir(parents=True, exist_ok=True)
    more = ["--http-port", port, "--no-database-list", "--logfile", log]
    say(f"- Odoo starts on port {port} (about 10 s); log: {log}")
    threading.Thread(target=_announce, args=(address, logins), daemon=True).start()
    command = [odoo.script, "server", "-d", database, *more]
    code = console.foreground(command, odoo.environment(database))
    if code > 0:
        raise Failure(f"Odoo ended with an error: see {log}")
    return 0


def set_addresses(server: Server, database: str, address: str) -> None:
    """Tell Odoo where it is reached: where reports find their style sheets, and where
    links in e-mails lead, from the first one on.

    Odoo itself learns it when an administrator logs in. An address that somebody has
    frozen stays.
    """
    parameter = (
        "INSERT INTO ir_config_parameter (key, value) SELECT '{key}', '{address}'"
        " WHERE NOT EXISTS (SELECT 1 FROM ir_config_parameter"
        " WHERE key = '{key}.freeze' AND value NOT IN ('', 'False'))"
        " ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value"
    )
    for key in ("report.url", "web.base.url"):
        server.sql(parameter.format(key=key, address=address), database)


def _announce(address: str, logins: str) -> None:
    """Print the address and the log-ins as soon as the server answers."""
    while not _answers(f"{address}/web/login"):
        time.sleep(0.2)
    print(f"\n  {address}\n\n{logins}\n  Ctrl-C ends it.\n", flush=True)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=60):
            return True
    except (urllib.error.URLError, OSError):
        return False


if __name__ == "__main__":
    os.umask(0o022)
    console.main(main)
