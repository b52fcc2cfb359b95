"""Debian packages: installed by apt where root, else named to the user."""

import os
import shutil
import subprocess

from .console import Failure, run, step

#: What is asked for -> the Debian package that has it.
PACKAGES = {
    "chromium": "chromium",
    "msgfmt": "gettext",
    "git": "git",
    "initdb": "postgresql",
    "python3-venv": "python3-venv",
    "wkhtmltopdf": "wkhtmltopdf",
}


def need(program: str) -> None:
    """Make sure that a program is on PATH."""
    if not shutil.which(program):
        install(PACKAGES[program])


def need_package(package: str) -> None:
    """Make sure that a package without a program (fonts) is installed."""
    query = ["dpkg-query", "-W", "-f=${db:Status-Status}", package]
    if not shutil.which("dpkg-query"):
        raise Failure(f"{package} is needed: install it with your package manager")
    if subprocess.run(query, capture_output=True, text=True).stdout != "installed":
        install(package)


def can_install() -> bool:
    """Tell whether apt may be used: on Debian and its kin, as root."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(package: str) -> None:
    """Install a Debian package, or tell the user to."""
    if not can_install():
        raise Failure(f"{package} is missing: as root, apt-get install {package}")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt = [
        "apt-get",
        "-q",
        "-y",
        "--no-install-recommends",
        "-o",
        "DPkg::Lock::Timeout=120",
    ]
    remedy = "check the network and the sources of apt, or install the package yourself"
    with step(f"Debian package {package}", "about 1 min"):
        run([*apt, "update"], "apt-update", f"apt-get update failed: {remedy}", env=env)
        run(
            [*apt, "install", package],
            f"apt-{package}",
            f"apt-get install {package} failed: {remedy}",
            env=env,
        )
