"""What takes long is done in turn: other things at each commit."""

import subprocess
from collections.abc import Sequence

from . import paths


def in_turn(names: Sequence[str], many: int) -> tuple[str, ...]:
    """Return so many of the names, the next ones at the next commit."""
    names = tuple(names)
    if len(names) <= many:
        return names
    count = ["git", "rev-list", "--count", "HEAD"]
    answer = subprocess.run(count, cwd=paths.ROOT, capture_output=True, text=True)
    first = int(answer.stdout or 0) * many % len(names)
    return (names + names)[first : first + many]
