"""Every test has a checkout and a cache of its own, both empty."""

import pytest

from workbench import paths


@pytest.fixture(autouse=True)
def folders(tmp_path, monkeypatch):
    """Point the project's folders below a temporary one."""
    for name in ("STATE", "CACHE", "ADDONS"):
        monkeypatch.setattr(paths, name, tmp_path / name.lower())
    monkeypatch.setattr(paths, "LOGS", tmp_path / "state/log")
    return tmp_path
