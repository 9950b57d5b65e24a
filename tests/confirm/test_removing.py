"""Whatever a run has made of its folder, it is removed; without TensorFlow."""

from __future__ import annotations

import os
from pathlib import Path

from tfguard.confirm.worker import removing


def test_a_deep_tree_needs_neither_a_long_path_nor_a_deep_stack(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    here = os.open(folder, os.O_RDONLY)
    for _ in range(5000):
        os.mkdir("deep", dir_fd=here)
        below = os.open("deep", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)
    assert not removing.is_large(str(folder))
    removing.remove_tree(str(folder))
    assert not folder.exists()


def test_strange_names_and_closed_folders(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    (folder / "closed" / "inner").mkdir(parents=True)
    (folder / "closed" / "inner" / "file").write_text("x", encoding="utf-8")
    (folder / "closed").chmod(0)
    os.mkfifo(folder / "fifo")
    (folder / os.fsdecode(b"\xff\n")).mkdir()
    removing.remove_tree(str(folder))
    assert not folder.exists()


def test_links_are_removed_and_not_followed(tmp_path: Path) -> None:
    folder, outside = tmp_path / "folder", tmp_path / "outside"
    for each in (folder, outside):
        each.mkdir()
    (outside / "kept").write_text("x", encoding="utf-8")
    outside.chmod(0o500)
    (folder / "to a folder").symlink_to(outside)
    (folder / "to a file").symlink_to(outside / "kept")
    (folder / "to itself").symlink_to("to itself")
    removing.empty(str(folder))
    assert list(folder.iterdir()) == []
    assert (outside / "kept").exists()
    assert outside.stat().st_mode & 0o777 == 0o500


def test_what_is_large(tmp_path: Path) -> None:
    with open(tmp_path / "holes", "wb") as file:
        file.truncate(removing.MAX_BYTES * 4)
    assert not removing.is_large(str(tmp_path))
    assert not removing.is_large(str(tmp_path / "nowhere"))
    for number in range(removing.MAX_ENTRIES // 1000):
        folder = tmp_path / str(number)
        folder.mkdir()
        for inner in range(1000):
            (folder / str(inner)).symlink_to("x")
    assert removing.is_large(str(tmp_path))
