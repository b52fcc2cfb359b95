"""Database templates: a chain in which each is made from the one before.

``hosts``    the add-ons of others that ours depend on, with demo data;
``addons``   and ours;
``bundles``  and the web client's JavaScript and CSS, which the first page needs.

A template is named after a hash of all that is in it and never changes. It is made once
by any checkout and kept in the cache as a dump and a filestore; what it was made from
is then not needed.
"""

import ast
import dataclasses
import hashlib
import os
from collections.abc import Callable
from pathlib import Path

from . import databases, files, paths
from .console import step
from .environment import lock_hash
from .odoo import LANGUAGES, Odoo
from .postgres import Server

#: Of our add-ons' files, those that no database depends on.
IRRELEVANT = {"tests", "readme", "README.rst"}
#: Templates of each kind to keep in the cache.
KEPT = 6
BUNDLES = """
env["ir.qweb"]._pregenerate_assets_bundles()
env.cr.commit()
"""
WITHOUT_STUB = """
path = "mail/static/lib/selfie_segmentation/selfie_segmentation.js"
values = {"bundle": "web.assets_backend", "directive": "remove", "path": path}
env["ir.asset"].create({"name": "Not in the Debian package", "sequence": 99, **values})
env.cr.commit()
"""


@dataclasses.dataclass(frozen=True)
class Template:
    """A database that others are cloned from."""

    kind: str
    key: str
    title: str
    expected: str
    build: Callable[[Odoo, str], None]
    parent: "Template | None" = None

    @property
    def database(self) -> str:
        """The database's name; equal names mean equal content."""
        return f"service_{self.kind}_{self.key}"

    def need(self, odoo: Odoo) -> str:
        """Make the template if it is not there; return its database's name."""
        if not databases.exists(odoo.server, self.database):
            with files.lock(self.database):
                if not databases.exists(odoo.server, self.database):
                    self._make(odoo)
        return self.database

    def dump(self, odoo: Odoo) -> Path:
        """Return the folder with the template's dump, for another server."""
        kept = self.folder(odoo.server)
        if not kept.is_dir():
            copy = databases.temporary()
            databases.clone(odoo.server, self.need(odoo), copy)
            with files.made_whole(kept) as folder:
                databases.save(odoo.server, copy, folder)
            databases.drop(odoo.server, copy)
        return kept

    def _make(self, odoo: Odoo) -> None:
        server = odoo.server
        temporary = databases.temporary()
        kept = self.folder(server)
        if kept.is_dir():
            with step(f"{self.title}, from the cache"):
                databases.restore(server, temporary, kept)
            os.utime(kept)
        else:
            if self.parent:
                databases.clone(server, self.parent.need(odoo), temporary)
            with step(self.title, self.expected):
                self.build(odoo, temporary)
            with files.made_whole(kept) as folder:
                databases.save(server, temporary, folder)
            files.remove_all_but(KEPT, kept.parent.iterdir())
        databases.rename(server, temporary, self.database)
        databases.seal(server, self.database)
        for old in databases.named_like(server, f"service_{self.kind}_")[KEPT:]:
            databases.drop(server, old)

    def folder(self, server: Server) -> Path:
        """Return where the cache keeps it; a dump fits the version that made it."""
        return (
            paths.CACHE
            / f"templates/postgresql-{server.version()}/{self.kind}"
            / self.key
        )


def hosts(odoo: Odoo, ours: tuple[str, ...] = ()) -> Template:
    """Return the template of the add-ons that ours depend on.

    :param ours: which of our add-ons; none named: all
    """
    environment = odoo.python_environment
    locks = [lock_hash(name) for name in ("odoo", "oca")]
    modules = host_modules(ours)
    parts = [environment.source.identity, *locks, *modules, LANGUAGES, WITHOUT_STUB]

    def build(odoo: Odoo, database: str) -> None:
        odoo.install(database, modules, "installing")
        if environment.source.lacks_stub:
            odoo.shell(database, WITHOUT_STUB, "without-stub")

    key = paths.digest(*parts)
    return Template(
        "hosts", key, "Database with Odoo's own add-ons", "2 to 4 min", build
    )


def addons(odoo: Odoo, ours: tuple[str, ...] = ()) -> Template:
    """Return the template with our add-ons."""
    parent = hosts(odoo, ours)
    names = list(ours) or paths.addons()

    def build(odoo: Odoo, database: str) -> None:
        odoo.install(database, names, "installing")

    hashes = addon_hashes()
    key = paths.digest(parent.key, *(hashes[name] for name in sorted(names)))
    return Template(
        "addons", key, "Database with this project's", "1 to 2 min", build, parent
    )


def bundles(odoo: Odoo, ours: tuple[str, ...] = ()) -> Template:
    """Return the template with our add-ons and the web client's bundles."""
    parent = addons(odoo, ours)

    def build(odoo: Odoo, database: str) -> None:
        odoo.shell(database, BUNDLES, "bundles")

    title = "JavaScript and CSS of the web client"
    return Template("bundles", parent.key, title, "about 1 min", build, parent)


def host_modules(ours: tuple[str, ...] = ()) -> list[str]:
    """Return the add-ons of others that ours (all, if none is named) depend on."""
    own = paths.addons()
    depends = {
        name for addon in ours or own for name in manifest(addon).get("depends", [])
    }
    return sorted(depends.difference(own))


def manifest(addon: str) -> dict:
    """Return what an add-on's manifest says."""
    path = paths.ADDONS / addon / "__manifest__.py"
    return ast.literal_eval(path.read_text(encoding="utf-8"))


def addon_hashes() -> dict[str, str]:
    """Return a hash of each of our add-ons' relevant files, by add-on."""
    return {addon: _addon_hash(paths.ADDONS / addon) for addon in paths.addons()}


def _addon_hash(folder: Path) -> str:
    content = hashlib.sha256(folder.name.encode())
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if inside.parts[0] in IRRELEVANT or path.suffix == ".pyc" or not path.is_file():
            continue
        content.update(f"\0{inside}\0".encode() + path.read_bytes())
    return content.hexdigest()
