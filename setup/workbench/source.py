"""Finds Odoo 19 Community: $ODOO_SOURCE, an installed odoo-19, or Debian's package.

The package is downloaded with apt in a private state (nothing of the system changes),
its signature checked by apt and its content by the pinned SHA-256, and unpacked in the
user's cache folder.
"""

import dataclasses
import hashlib
import os
import re
import shutil
import subprocess
from pathlib import Path

from . import files, paths
from .console import Failure, run, say, step

SERIES = "19.0"
VERSION = "19.0.0+dfsg-1"
SHA256 = "9d2f598b0555db17e291d48ed24df184c70823c053c4c5ed53c467ca7f629bbf"
KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
INSTALLED = Path("/usr/lib/python3/dist-packages")
#: Fonts and libraries that the package links to, by the suite that fits.
COMPANIONS = {
    "sid": (
        "libjs-jquery",
        "libjs-jquery-form",
        "libjs-underscore",
        "fonts-roboto-unhinted",
        "fonts-montserrat",
        "fonts-ocr-b",
        "fonts-glyphicons-halflings",
    ),
    "bookworm": ("fonts-font-awesome", "fonts-inconsolata"),
}
#: Left out of the Debian package although its manifest lists it; it blurs the webcam.
STUB = Path("odoo/addons/mail/static/lib/selfie_segmentation/selfie_segmentation.js")


@dataclasses.dataclass(frozen=True)
class Source:
    """A tree of Odoo: ``path`` is for Python's path, ``identity`` names its content."""

    path: Path
    identity: str

    @property
    def lacks_stub(self) -> bool:
        """Tell whether the web client would ask for a file that is not there."""
        folder = (self.path / STUB).parents[3]
        return folder.is_dir() and not (self.path / STUB).exists()


def find() -> Source:
    """Return Odoo's source, downloaded if this machine has none."""
    named = os.environ.get("ODOO_SOURCE")
    if named:
        path = Path(named).resolve()
        check_tree(path, f"ODOO_SOURCE={named}")
        return Source(path, _identity(path))
    if _package_version():
        check_tree(INSTALLED, "the installed package odoo-19")
        return Source(INSTALLED, _package_version())
    return _downloaded()


def check_tree(path: Path, name: str) -> None:
    """Fail unless the path holds Odoo of the right series, with its web client."""
    remedy = f"name a checkout of Odoo {SERIES} (the folder above odoo/), or unset it"
    release = path / "odoo/release.py"
    if not release.is_file():
        raise Failure(f"{name} is not Odoo (no odoo/release.py there): {remedy}")
    found = re.search(
        r"^version_info = \((\d+), *(\d+)", release.read_text(encoding="utf-8"), re.M
    )
    series = ".".join(found.groups()) if found else "of an unknown series"
    if series != SERIES:
        raise Failure(f"{name} is Odoo {series}, but {SERIES} is needed: {remedy}")
    if not any((path / web).is_dir() for web in ("addons/web", "odoo/addons/web")):
        raise Failure(f"{name} lacks the add-on web: {remedy}")


def _identity(path: Path) -> str:
    """Name a tree's content without reading it: its commit and its release file."""
    commit = ""
    if shutil.which("git"):
        command = ["git", "-C", str(path), "rev-parse", "HEAD"]
        commit = subprocess.run(command, capture_output=True, text=True).stdout.strip()
    return f"{path} {commit} {(path / 'odoo/release.py').stat().st_mtime_ns}"


def _package_version() -> str:
    if not shutil.which("dpkg-query"):
        return ""
    query = ["dpkg-query", "-W", "-f=${db:Status-Status} ${Version}", "odoo-19"]
    answer = subprocess.run(query, capture_output=True, text=True).stdout
    return answer.removeprefix("installed ") if answer.startswith("installed ") else ""


def _downloaded() -> Source:
    target = paths.CACHE / "source" / paths.digest(VERSION, SHA256)
    path = target / "usr/lib/python3/dist-packages"
    if not target.is_dir():
        with files.lock("source"):
            if not target.is_dir():
                _download(target)
    return Source(path, SHA256)


def _download(target: Path) -> None:
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        raise Failure(
            "this machine has no apt-get: get the source of Odoo"
            f" {SERIES} yourself and name it with ODOO_SOURCE=/path/to/odoo"
        )
    if not KEYRING.is_file():
        raise Failure(
            f"{KEYRING} is missing: install the package debian-archive-keyring,"
            " or name Odoo's source with ODOO_SOURCE"
        )
    files.need_space(paths.CACHE, 3)
    apt = _Apt(paths.CACHE / "apt")
    with step("Odoo 19 from Debian, signature checked", "about 1 min, 150 MB"):
        packages = apt.download()
        with files.made_whole(target) as folder:
            for package in packages:
                run(
                    ["dpkg-deb", "-x", package, folder],
                    "unpack",
                    f"{package} cannot be unpacked: remove it and try again",
                )
            tree = folder / "usr/lib/python3/dist-packages"
            check_tree(tree, "the downloaded package")
            _repair(tree)
    shutil.rmtree(apt.folder)


def _repair(tree: Path) -> None:
    """Put in what the Debian package left out but asks for."""
    stub = tree / STUB
    stub.parent.mkdir(parents=True, exist_ok=True)
    stub.write_text("/* Left out of the Debian package; only blurs the webcam. */\n")
    script = tree / "odoo-bin"
    script.write_text("#!/usr/bin/env python3\nimport odoo.cli\nodoo.cli.main()\n")
    script.chmod(0o755)


class _Apt:
    """apt with a state of its own in the cache folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("lists/partial", "cache/archives/partial", "debs"):
            (folder / name).mkdir(parents=True, exist_ok=True)

    def download(self) -> list[Path]:
        """Download Odoo and its companions; return the packages' files."""
        mirror = os.environ.get("DEBIAN_MIRROR") or self._mirror()
        self._write_sources(mirror.rstrip("/"))
        self._apt(
            ["update"],
            "the Debian mirror cannot be used: check the network, name another with"
            " DEBIAN_MIRROR=, or Odoo's source with ODOO_SOURCE=",
        )
        failure = f"odoo-19 {VERSION} cannot be downloaded: try another DEBIAN_MIRROR"
        odoo = self.folder / "debs" / f"odoo-19_{VERSION}_all.deb"
        if not odoo.is_file():
            self._apt(["download", f"odoo-19={VERSION}"], failure)
        if hashlib.sha256(odoo.read_bytes()).hexdigest() != SHA256:
            odoo.unlink()
            raise Failure(
                f"{odoo.name} is not the file that was pinned: try another mirror"
            )
        for suite, names in COMPANIONS.items():
            self._apt(["download", *(f"{name}/{suite}" for name in names)], failure)
        return sorted((self.folder / "debs").glob("*.deb"))

    def _mirror(self) -> str:
        """Return the mirror that this machine's own apt uses for its release."""
        codename = _os_release().get("VERSION_CODENAME", "")
        command = ["apt-get", "indextargets", "--no-release-info"]
        columns = ["--format", "$(RELEASE)|$(REPO_URI)", "Created-By: Packages"]
        answer = subprocess.run([*command, *columns], capture_output=True, text=True)
        rows = [line.split("|") for line in answer.stdout.splitlines()]
        mirrors = [
            uri
            for release, uri in rows
            if (release == codename or uri.rstrip("/").endswith("/debian"))
            and not re.search(r"security|^cdrom|ubuntu", uri)
        ]
        if not mirrors:
            raise Failure(
                "apt knows no Debian mirror: name one with DEBIAN_MIRROR=,"
                " or Odoo's source with ODOO_SOURCE="
            )
        return mirrors[0]

    def _write_sources(self, mirror: str) -> None:
        lines = [
            f"deb [signed-by={KEYRING}] {mirror} {suite} main\n" for suite in COMPANIONS
        ]
        (self.folder / "sources.list").write_text("".join(lines))

    def _apt(self, arguments: list[str], failure: str) -> None:
        options = {
            "Dir::State::lists": self.folder / "lists",
            "Dir::Cache": self.folder / "cache",
            "Dir::Etc::sourcelist": self.folder / "sources.list",
            "Dir::Etc::sourceparts": "/dev/null",
            "Dir::Etc::preferences": "/dev/null",
            "Dir::Etc::preferencesparts": "/dev/null",
            "APT::Get::List-Cleanup": "0",
            "APT::Sandbox::User": "root",
            "APT::Update::Error-Mode": "any",
            "Acquire::Languages": "none",
            "Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled": "false",
            "Acquire::Retries": "3",
        }
        command = ["apt-get", "-q"]
        for name, value in options.items():
            command += ["-o", f"{name}={value}"]
        run([*command, *arguments], "apt-odoo", failure, cwd=self.folder / "debs")


def _os_release() -> dict[str, str]:
    path = Path("/etc/os-release")
    if not path.is_file():
        say("  this does not look like Debian; trying all the same")
        return {}
    rows = (line.split("=", 1) for line in path.read_text().splitlines() if "=" in line)
    return {key: value.strip('"') for key, value in rows}
