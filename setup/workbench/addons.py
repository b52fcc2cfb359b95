"""Our add-ons, as their manifests tell: who needs whom, and what comes along by itself.

Names say what an add-on is for: ``test_...`` is installed in databases for tests only,
``..._demo`` in those that people look at only.
"""

import ast
import hashlib
from collections.abc import Iterable
from pathlib import Path

from . import paths

#: Of our add-ons' files, those that no database depends on.
IRRELEVANT = {"tests", "readme", "README.rst"}


def names() -> list[str]:
    """Return the names of all of our add-ons, sorted."""
    return sorted(path.parent.name for path in paths.ADDONS.glob("*/__manifest__.py"))


def for_people() -> list[str]:
    """Return what ``setup/run`` installs."""
    return [name for name in names() if not name.startswith("test_")]


def for_tests() -> list[str]:
    """Return what the tests of all add-ons together run on."""
    return [name for name in names() if not is_demo(name)]


def is_demo(addon: str) -> bool:
    """Tell whether the add-on is a company to look at."""
    return addon.endswith("_demo")


def manifest(addon: str, folders: Iterable[Path] = ()) -> dict:
    """Return what the manifest says of one of ours or of those in the folders."""
    for folder in (paths.ADDONS, *folders):
        path = folder / addon / "__manifest__.py"
        if path.is_file():
            return ast.literal_eval(path.read_text(encoding="utf-8"))
    return {}


def depends(addon: str, folders: Iterable[Path] = ()) -> list[str]:
    """Return the add-ons that the manifest names."""
    return manifest(addon, folders).get("depends", [])


def with_needed(addons: Iterable[str], folders: Iterable[Path] = ()) -> set[str]:
    """Return the add-ons and all that they need, as far as a manifest is found."""
    found, waiting = set(), list(addons)
    while waiting:
        addon = waiting.pop()
        if addon not in found:
            found.add(addon)
            waiting += depends(addon, folders)
    return found


def with_dependents(addons: Iterable[str]) -> list[str]:
    """Return the add-ons and those of ours that need one of them, sorted."""
    changed = set(addons)
    return [name for name in names() if changed & with_needed([name])]


def with_parts(
    application: str, folders: Iterable[Path], beside: Iterable[str] = ()
) -> list[str]:
    """Return those of our add-ons that come with an application, sorted.

    :param folders: where the add-ons of others are
    :param beside: what is installed already, none of ours
    """
    found, before = with_needed([application], folders).union(beside), set()
    while found != before:
        before = found
        parts = [name for name in for_tests() if _comes_by_itself(name, found)]
        found = found | with_needed(parts, folders)
    return sorted(found.intersection(names()))


def _comes_by_itself(addon: str, installed: set[str]) -> bool:
    """Tell whether Odoo installs the add-on when these are installed."""
    triggers = manifest(addon).get("auto_install", False)
    if triggers is True:
        triggers = depends(addon)
    return triggers is not False and installed.issuperset(triggers)


def hosts(addons: Iterable[str]) -> list[str]:
    """Return the add-ons of others that these of ours build on, sorted."""
    own = set(names())
    needed = own.intersection(with_needed(addons))
    return sorted({name for addon in needed for name in depends(addon)} - own)


def hashes() -> dict[str, str]:
    """Return a hash of each of our add-ons' relevant files, by add-on."""
    return {addon: _hash(paths.ADDONS / addon) for addon in names()}


def _hash(folder: Path) -> str:
    content = hashlib.sha256(folder.name.encode())
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if inside.parts[0] in IRRELEVANT or path.suffix == ".pyc" or not path.is_file():
            continue
        content.update(f"\0{inside}\0".encode() + path.read_bytes())
    return content.hexdigest()
