"""Database templates, from which databases are cloned.

``hosts``    the add-ons of others that some of ours build on;
``addons``   made from it: these of ours, and the bundles of JavaScript and CSS, which
             the first page needs.

A template is named after a hash of all that is in it and never changes. It is made once
by any checkout and kept in the cache as a dump and a filestore; what it was made from
is then not needed.
"""

import dataclasses
import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from . import addons, databases, files, paths
from .console import step
from .environment import lock_hash
from .odoo import LANGUAGES, Odoo
from .postgres import Server

#: Templates of each kind to keep in the cache.
KEPT = 6
#: Odoo makes those that a page names; these are asked for by a page that is open, and
#: making them takes so long on a busy machine that what waits for them gives up.
BUNDLES = """
qweb = env["ir.qweb"]
qweb._pregenerate_assets_bundles()
for name in (
    "assets_backend_lazy", "assets_emoji", "ace_lib", "chartjs_lib", "fullcalendar_lib"
):
    bundle = qweb._get_asset_bundle(f"web.{name}")
    bundle.js()
    bundle.css()
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
    build: Callable[[Odoo, str], None] = dataclasses.field(compare=False)
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


def need(odoo: Odoo, templates: Iterable[Template]) -> None:
    """Make the templates that are not there, two at once: that takes half the time."""
    with ThreadPoolExecutor(2) as makers:
        order = dict.fromkeys(templates)
        list(makers.map(lambda template: template.need(odoo), order))


def of_hosts(odoo: Odoo, ours: Iterable[str], demo: bool = True) -> Template:
    """Return the template of the add-ons that these of ours build on.

    :param demo: with Odoo's own demo data, which some of Odoo's own tests need
    """
    source = odoo.python_environment.source
    modules = addons.hosts(ours)
    locks = [lock_hash(name) for name in ("odoo", "oca")]
    parts = [source.identity, *locks, *modules, LANGUAGES, WITHOUT_STUB, demo]

    def build(odoo: Odoo, database: str) -> None:
        odoo.install(database, modules, demo)
        if source.lacks_stub:
            odoo.shell(database, WITHOUT_STUB, "without-stub")

    key = paths.digest(*parts)
    return Template(
        "hosts", key, "Database with Odoo's own add-ons", "1 to 4 min", build
    )


def of_addons(odoo: Odoo, ours: Iterable[str], demo: bool = True) -> Template:
    """Return the template with these of our add-ons and the web client's bundles."""
    ours = sorted(ours)
    parent = of_hosts(odoo, ours, demo)

    def build(odoo: Odoo, database: str) -> None:
        odoo.install(database, ours, demo)
        odoo.shell(database, BUNDLES, "bundles")

    hashes = addons.hashes()
    key = paths.digest(parent.key, BUNDLES, *(hashes[name] for name in ours))
    return Template(
        "addons", key, "Database with this project's", "1 to 3 min", build, parent
    )
