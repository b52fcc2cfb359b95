"""A corpus of e-mails: ``<name>.eml`` as it came, ``<name>.toml`` what is to come of
it."""

import tomllib
from pathlib import Path


def corpus(folder):
    """Return ``[(name, bytes, expected), …]``.

    :param folder: of the test that asks
    """
    return [
        (path.stem, path.read_bytes(), _expected(path))
        for path in sorted((Path(folder) / "corpus").glob("*.eml"))
    ]


def _expected(path):
    return tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))
