"""Databases with their filestores: clone, drop, keep in the cache, take from it."""

import itertools
import os
import shutil
from pathlib import Path

from . import files, paths
from .console import run
from .postgres import Server

_NUMBERS = itertools.count(1)


def temporary() -> str:
    """Return a new name; when this process is gone, ``sweep`` drops what bears it."""
    return f"temporary_{paths.CHECKOUT}_{os.getpid()}_{next(_NUMBERS)}"


def sweep(server: Server) -> None:
    """Drop the temporary databases of this checkout's processes that are gone."""
    for database in named_like(server, f"temporary_{paths.CHECKOUT}_"):
        if not Path("/proc", database.split("_")[2]).exists():
            drop(server, database)


def filestore(database: str) -> Path:
    """Return the folder of a database's attachments."""
    return paths.STATE / "data/filestore" / database


def exists(server: Server, database: str) -> bool:
    """Tell whether the server has the database."""
    return bool(server.sql(f"SELECT 1 FROM pg_database WHERE datname = '{database}'"))


def named_like(server: Server, prefix: str) -> list[str]:
    """Return the databases whose name begins so, the newest first."""
    query = "SELECT datname FROM pg_database WHERE starts_with(datname::text, '{}')"
    return server.sql(f"{query.format(prefix)} ORDER BY oid DESC")


def clone(server: Server, template: str, database: str) -> None:
    """Make a database like a sealed template; attachments are linked, not copied."""
    target = filestore(database)
    shutil.rmtree(target, ignore_errors=True)
    if filestore(template).is_dir():
        link = files.link_or_copy
        shutil.copytree(filestore(template), target, copy_function=link)
    server.sql(f'CREATE DATABASE "{database}" TEMPLATE "{template}"')


def drop(server: Server, database: str) -> None:
    """Drop a database and its attachments, if it is there; connections are closed."""
    server.sql(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')
    shutil.rmtree(filestore(database), ignore_errors=True)


def rename(server: Server, database: str, name: str) -> None:
    """Give a database another name; whoever finds it by that has its attachments."""
    shutil.rmtree(filestore(name), ignore_errors=True)
    if filestore(database).is_dir():
        filestore(database).rename(filestore(name))
    server.sql(f'ALTER DATABASE "{database}" RENAME TO "{name}"')


def seal(server: Server, database: str) -> None:
    """Refuse connections, so that the database can be copied at any time."""
    server.sql(f'ALTER DATABASE "{database}" ALLOW_CONNECTIONS false')


def save(server: Server, database: str, folder: Path) -> None:
    """Keep a database and its attachments in a folder."""
    dump = [server.program("pg_dump"), "-Fc", "-Z1", "-f", folder / "dump", database]
    failure = f"the database {database} could not be saved"
    run(dump, "pg_dump", failure, env=server.environment())
    if filestore(database).is_dir():
        shutil.copytree(filestore(database), folder / "filestore")


def restore(server: Server, database: str, folder: Path) -> None:
    """Make a database from what ``save`` kept."""
    server.sql(f"CREATE DATABASE \"{database}\" TEMPLATE template0 ENCODING 'UTF8'")
    options = ["--no-owner", "-j2", "-d", database, folder / "dump"]
    failure = f"the database template in {folder} could not be restored: remove it"
    command = [server.program("pg_restore"), *options]
    run(command, "pg_restore", failure, env=server.environment())
    if (folder / "filestore").is_dir():
        shutil.rmtree(filestore(database), ignore_errors=True)
        link = files.link_or_copy
        shutil.copytree(folder / "filestore", filestore(database), copy_function=link)


def mark(server: Server, database: str, text: str) -> None:
    """Note something on a database, for ``mark_of``."""
    quoted = text.replace("'", "''")
    server.sql(f"COMMENT ON DATABASE \"{database}\" IS '{quoted}'")


def mark_of(server: Server, database: str) -> str:
    """Return what was noted on a database."""
    query = "SELECT shobj_description(oid, 'pg_database') FROM pg_database"
    return "".join(server.sql(f"{query} WHERE datname = '{database}'"))
