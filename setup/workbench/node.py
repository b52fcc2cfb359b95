"""The locked Node.js packages: linters and formatters of JavaScript and XML."""

import os
import shutil
from pathlib import Path

from . import files, paths
from .console import run, step
from .environment import Environment

SOURCE = paths.SETUP / "node"


def need(environment: Environment) -> Path:
    """Install the packages if they are not there; return their folder.

    The folder is named after the content of ``setup/node`` and holds a copy of it,
    because the configurations there import what is installed.
    """
    sources = sorted(path for path in SOURCE.iterdir() if path.is_file())
    folder = (
        paths.CACHE / "node" / paths.digest(*(path.read_text() for path in sources))
    )
    if not folder.is_dir():
        with files.lock("node"):
            if not folder.is_dir():
                _install(environment, sources, folder)
    return folder


def _install(environment: Environment, sources: list[Path], folder: Path) -> None:
    with step("Node.js packages", "under 1 min"), files.made_whole(folder) as temporary:
        for path in sources:
            shutil.copy(path, temporary)
        env = search_path(environment)
        env["npm_config_cache"] = str(paths.CACHE / "npm")
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        failure = (
            "npm ci failed: check the network and npm's configuration, then try again"
        )
        run(command, "npm", failure, env=env, cwd=temporary)
    files.remove_all_but(2, folder.parent.iterdir())


def search_path(environment: Environment, *folders: Path) -> dict[str, str]:
    """Return the environment in which the project's own programs are found first."""
    first = [*folders, environment.folder / "bin"]
    path = os.pathsep.join([*map(str, first), os.environ.get("PATH", os.defpath)])
    return {**os.environ, "PATH": path}
