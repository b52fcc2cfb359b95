"""Files are made whole or not at all."""

import multiprocessing

import pytest

from workbench import files, paths
from workbench.console import Failure


def test_interrupted_folder_is_not_there_and_can_be_made_again(tmp_path):
    target = tmp_path / "made"
    with pytest.raises(KeyboardInterrupt), files.made_whole(target) as folder:
        (folder / "half").touch()
        raise KeyboardInterrupt
    assert not target.exists()
    with files.made_whole(target) as folder:
        (folder / "whole").touch()
    assert [path.name for path in target.iterdir()] == ["whole"]


def test_folder_replaces_the_one_before(tmp_path):
    for name in ("old", "new"):
        with files.made_whole(tmp_path / "made") as folder:
            (folder / name).touch()
    assert [path.name for path in (tmp_path / "made").iterdir()] == ["new"]


def test_written_file_leaves_no_other(tmp_path):
    files.write_whole(tmp_path / "deep/file", "text")
    assert (tmp_path / "deep/file").read_text() == "text"
    assert len(list((tmp_path / "deep").iterdir())) == 1


def test_linked_file_is_the_same(tmp_path):
    (tmp_path / "one").write_text("text")
    files.link_or_copy(tmp_path / "one", tmp_path / "two")
    assert (tmp_path / "two").samefile(tmp_path / "one")


def test_file_is_copied_where_links_are_impossible(tmp_path, monkeypatch):
    def refuse(*_args):
        raise OSError("Invalid cross-device link")

    monkeypatch.setattr("os.link", refuse)
    (tmp_path / "one").write_text("text")
    files.link_or_copy(tmp_path / "one", tmp_path / "two")
    assert (tmp_path / "two").read_text() == "text"


def _hold(locks, held, release):
    paths.CACHE = locks
    with files.lock("thing"):
        held.set()
        release.wait(30)


def test_second_process_waits_for_the_first(capsys):
    context = multiprocessing.get_context("fork")
    held, release = context.Event(), context.Event()
    other = context.Process(target=_hold, args=(paths.CACHE, held, release))
    other.start()
    assert held.wait(30)
    context.Process(target=release.set).start()
    with files.lock("thing"):
        assert release.is_set()
    other.join()


def test_only_the_newest_are_kept(tmp_path):
    for age, name in enumerate(("new", "middle", "old")):
        (tmp_path / name).mkdir()
        files.os.utime(tmp_path / name, (1000 - age, 1000 - age))
    files.remove_all_but(2, tmp_path.iterdir())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["middle", "new"]


def test_full_disk_is_said_before_work_begins(tmp_path):
    with pytest.raises(Failure, match="free disk space.*XDG_CACHE_HOME"):
        files.need_space(tmp_path / "cache", gigabytes=10**9)
