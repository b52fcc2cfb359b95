"""What an edit touches: which paths ``setup/test --changed`` tests."""

import subprocess
from pathlib import PurePath

from . import addons, paths
from .console import Failure, say
from .suites import LIFE, plain_files

#: Where the edits go, the first that this checkout knows.
TARGETS = ("origin/HEAD", "origin/main", "main")
#: What the tests of the set-up look at, beside its own folder.
SETUP = {".ci", "setup", "pyproject.toml", ".pre-commit-config.yaml"}
#: Folders of tests with servers of their own, and the helpers that these share.
SERVERS = {"tests/faults", *LIFE}
HELPERS = {f"tests/{name}.py" for name in ("browser", "conftest", "postbox", "server")}
TRANSLATIONS, JAVASCRIPT = "tests/test_translations.py", "tests/test_javascript.py"


def files() -> list[str]:
    """Return the files that differ from what is on main, committed or not, or gone."""
    for target in TARGETS:
        base = _git("merge-base", "HEAD", target, check=False)
        if base:
            say(f"- Tests what differs from {target}, at {base[0][:10]}")
            untracked = _git("ls-files", "--others", "--exclude-standard")
            return sorted({*_git("diff", "--name-only", base[0]), *untracked})
    raise Failure(f"nothing to compare with: there is none of {', '.join(TARGETS)}")


def touched(changed: list[str]) -> list[str]:
    """Return the paths whose tests tell whether the changed files are right.

    An add-on's code touches the add-ons that need it; its tests touch itself only. What
    looks at the whole house and needs no database runs in any case.
    """
    parts = [PurePath(file).parts for file in changed]
    inside = [part[1:] for part in parts if part[0] == "addons" and len(part) > 2]
    ours = {part[0] for part in inside}.intersection(addons.names())
    code = {part[0] for part in inside if part[1] not in addons.IRRELEVANT}
    found = {f"addons/{addon}" for addon in ours.union(addons.with_dependents(code))}
    found |= {path for path in plain_files() if path.startswith("tests/")}
    found |= {TRANSLATIONS} if ours else set()
    found |= {JAVASCRIPT} if any("static" in part for part in inside) else set()
    found |= SERVERS if HELPERS.intersection(changed) else set()
    found |= {"setup"} if any(part[0] in SETUP for part in parts) else set()
    found |= {"/".join(part[:2]) for part in parts if part[0] == "tests"} - HELPERS
    return sorted(path for path in found if (paths.ROOT / path).exists())


def _git(*command: str, check: bool = True) -> list[str]:
    answer = subprocess.run(
        ["git", *command], cwd=paths.ROOT, capture_output=True, text=True
    )
    if answer.returncode and check:
        raise Failure(f"--changed needs a Git checkout: {answer.stderr.strip()}")
    return answer.stdout.split("\n")[:-1] if not answer.returncode else []
