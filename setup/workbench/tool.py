"""setup/tool: a linter or formatter of the environment, as the hooks run it."""

import os

from . import console, node, paths, source
from .console import Failure
from .environment import Environment

#: Programs of Node.js and the options that name their configuration.
CONFIGURED = {
    "node": [],
    "eslint": ["--config", "eslint.config.mjs"],
    "prettier": ["--config", "prettier.config.mjs", "--log-level", "warn"],
}


def main(arguments: list[str]) -> int:
    """Replace this process by the program that the first argument names."""
    if not arguments:
        raise Failure("name a program: setup/tool ruff check")
    environment = Environment(source.find())
    environment.need("odoo", "oca", "dev")
    name, *rest = arguments
    folders = []
    if name in CONFIGURED:
        folder = node.need(environment)
        folders = [folder / "node_modules/.bin"]
        if CONFIGURED[name]:
            option, file, *more = CONFIGURED[name]
            rest = [option, str(folder / file), *more, *rest]
    env = node.search_path(environment, *folders)
    env.pop("PYTHONPATH", None)
    env["PRE_COMMIT_HOME"] = str(paths.CACHE / "pre-commit")
    env["PYLINTHOME"] = str(paths.CACHE / "pylint")
    env["RUFF_CACHE_DIR"] = str(paths.STATE / "ruff")
    env["NODE_PATH"] = os.pathsep.join(str(folder.parent) for folder in folders)
    try:
        os.execvpe(name, [name, *rest], env)
    except FileNotFoundError:
        raise Failure(
            f"there is no program {name} in the project's environment"
        ) from None


if __name__ == "__main__":
    console.main(main)
