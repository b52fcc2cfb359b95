"""The locked Python environment (with Node.js for the linters), kept in the cache."""

import hashlib
import os
import sys
from pathlib import Path

from . import debian, files, paths
from .console import Failure, run, step
from .source import Source

REMEDY = "check the network and pip's configuration (pip config list), then try again"


class Environment:
    """A virtual environment named after its locks and Odoo's source."""

    def __init__(self, source: Source) -> None:
        self.source = source
        locks = [lock_hash(name) for name in ("odoo", "oca", "dev")]
        key = paths.digest(sys.base_prefix, sys.version_info[:2], source.path, *locks)
        self.folder = paths.CACHE / "python" / key
        self.python = self.folder / "bin/python"

    def need(self, *names: str) -> None:
        """Install the named locks that are not installed yet."""
        missing = [name for name in names if not self._stamp(name).exists()]
        if not missing:
            return
        with files.lock(f"python-{self.folder.name}"):
            self._create()
            for name in missing:
                self._install(name)

    def site_packages(self) -> Path:
        """Return the folder of the installed packages."""
        return self.folder / "lib/python3.11/site-packages"

    def addon_folders(self) -> list[Path]:
        """Return the folders where the add-ons of others are."""
        source, installed = self.source.path, self.site_packages()
        return [source / "odoo/addons", source / "addons", installed / "odoo/addons"]

    def _stamp(self, name: str) -> Path:
        return self.folder / "installed" / paths.digest(name, lock_hash(name))

    def _create(self) -> None:
        if (self.folder / "installed").is_dir():
            return
        files.need_space(self.folder, 1.5)
        try:
            import ensurepip  # noqa: F401 (Debian leaves it out of python3)
        except ImportError:
            debian.install("python3-venv")
        with step("Python environment"):
            command = [sys.executable, "-m", "venv", "--clear", self.folder]
            run(command, "venv", "python3 -m venv failed: install python3-venv")
            self._pip("uv")
            self._write_entry_points()
            (self.folder / "installed").mkdir()
        files.remove_all_but(4, (paths.CACHE / "python").iterdir())

    def _write_entry_points(self) -> None:
        """Make the tree importable; write a script that prefork can run again."""
        (self.site_packages() / "odoo_source.pth").write_text(f"{self.source.path}\n")
        script = self.folder / "bin/odoo"
        main = 'import odoo.cli\n\nif __name__ == "__main__":\n    odoo.cli.main()\n'
        script.write_text(f"#!{self.python}\n{main}")
        script.chmod(0o755)

    def _install(self, name: str) -> None:
        if self._stamp(name).exists():
            return
        with step(f"Python packages: {name}.lock", "under 1 min"):
            uv = [self.folder / "bin/uv", "pip", "install", "--python", self.python]
            command = [*uv, "--no-deps", "--require-hashes", "-r", _lock(name)]
            env = {**os.environ, "UV_CACHE_DIR": str(paths.CACHE / "uv")}
            try:
                run(command, f"uv-{name}", "uv failed", env=env)
            except Failure:
                self._pip(name)
            self._stamp(name).touch()

    def _pip(self, name: str) -> None:
        """Install with pip, which knows mirrors and proxies that uv does not."""
        pip = [self.python, "-m", "pip", "install", "--no-deps", "--require-hashes"]
        failure = f"the Python packages of {name}.lock cannot be installed: {REMEDY}"
        run([*pip, "-r", _lock(name)], f"pip-{name}", failure)


def lock_hash(name: str) -> str:
    """Return a hash of the lock of that name."""
    return hashlib.sha256(_lock(name).read_bytes()).hexdigest()


def _lock(name: str) -> Path:
    return paths.REQUIREMENTS / f"{name}.lock"
