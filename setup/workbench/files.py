"""Files that are made once, whole or not at all, by one process at a time."""

import contextlib
import fcntl
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from . import paths
from .console import Failure, say


@contextlib.contextmanager
def lock(name: str) -> Iterator[None]:
    """Let one process of this user at a time do what is named; the others wait."""
    path = paths.CACHE / "locks" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"- another process is busy with {name}: waiting for it ...")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def made_whole(target: Path) -> Iterator[Path]:
    """Give a temporary folder that becomes ``target`` when all went well."""
    temporary = target.with_name(f"{target.name}.new")
    shutil.rmtree(temporary, ignore_errors=True)
    temporary.mkdir(parents=True)
    yield temporary
    shutil.rmtree(target, ignore_errors=True)
    temporary.rename(target)


def write_whole(path: Path, text: str) -> None:
    """Write a file so that no reader ever sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    temporary.write_text(text, encoding="utf-8")
    temporary.replace(path)


def link_or_copy(source: str, target: str) -> None:
    """Link a file that nobody writes to again; copy it where links are impossible."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def remove_all_but(kept: int, candidates: Iterable[Path]) -> None:
    """Remove all but the newest folders, so that the cache does not grow for ever."""
    by_age = sorted(candidates, key=lambda path: path.stat().st_mtime, reverse=True)
    for path in by_age[kept:]:
        shutil.rmtree(path, ignore_errors=True)


def need_space(folder: Path, gigabytes: float) -> None:
    """Fail early when the disk has too little room for what comes."""
    folder.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(folder).free / 1e9
    if free < gigabytes:
        raise Failure(
            f"{folder} has {free:.1f} GB of free disk space, {gigabytes:.0f} GB are"
            " needed: make room, or name another cache folder with XDG_CACHE_HOME"
        )
