"""What is kept comes back; whatever is wrong with the folder is a miss and no error."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tfguard.cache import store as stores
from tfguard.cache import upkeep
from tfguard.cache.place import VARIABLE, folder
from tfguard.cache.store import Store, key_of
from tfguard.cache.upkeep import clear, tidy, usage

KEY = key_of({"what": 1})
posix = pytest.mark.skipif(sys.platform == "win32", reason="modes of files are POSIX's")


def _entry(root: Path) -> Path:
    (path,) = root.rglob("*.json")
    return path


def test_a_value_comes_back(tmp_path: Path) -> None:
    store = Store("runs", tmp_path / "cache")
    assert store.get(KEY) is None
    store.put(KEY, {"a": [1, "\ud800"]})
    assert store.get(KEY) == {"a": [1, "\ud800"]}
    assert Store("runs", tmp_path / "cache").get(KEY) == {"a": [1, "\ud800"]}
    assert Store("others", tmp_path / "cache").get(KEY) is None


def test_the_key_depends_on_every_part_and_not_on_their_order() -> None:
    assert key_of({"a": 1, "b": [2]}) == key_of({"b": [2], "a": 1})
    assert key_of({"a": 1, "b": [2]}) != key_of({"a": 1, "b": [3]})


@posix
def test_nobody_else_can_read_it(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        Store("runs", tmp_path / "cache").put(KEY, 1)
    finally:
        os.umask(before)
    entry = _entry(tmp_path)
    assert entry.stat().st_mode & 0o777 == 0o600
    for place in (entry.parent, entry.parent.parent, tmp_path / "cache"):
        assert place.stat().st_mode & 0o777 == 0o700


@posix
def test_a_folder_that_others_write_to_is_not_used(tmp_path: Path) -> None:
    root = tmp_path / "cache"
    Store("runs", root).put(KEY, 1)
    root.chmod(0o777)
    assert Store("runs", root).get(KEY) is None
    Store("runs", root).put(key_of({}), 1)
    assert len(list(root.rglob("*.json"))) == 1


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-4])


def _binary(path: Path) -> None:
    path.write_bytes(b"\x80\x04\x95\xff")


def _deep(path: Path) -> None:
    path.write_text("[" * 200_000, encoding="ascii")


def _of_another_key(path: Path) -> None:
    path.write_text('{"key": "00", "value": 2}', encoding="ascii")


def _fifo(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _link(path: Path) -> None:
    other = path.with_name("other")
    path.rename(other)
    path.symlink_to(other)


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@posix
@pytest.mark.parametrize("spoil", [_cut, _binary, _deep, _of_another_key, _fifo, _link, _folder])
def test_a_spoiled_entry_is_a_miss(spoil: Callable[[Path], None], tmp_path: Path) -> None:
    store = Store("runs", tmp_path)
    store.put(KEY, 1)
    spoil(_entry(tmp_path))
    assert store.get(KEY) is None


@pytest.mark.parametrize("name", ["mkdir", "replace"])
def test_a_disk_that_takes_nothing_is_no_error(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, name, full)
    store = Store("runs", tmp_path / "cache")
    store.put(KEY, 1)
    store.put(KEY, 1)
    store.close()
    assert store.get(KEY) is None
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_large_values_are_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stores, "MAX_BYTES", 100)
    store = Store("runs", tmp_path)
    store.put(KEY, "x" * 200)
    assert store.get(KEY) is None


def test_runs_at_the_same_time_see_whole_entries(tmp_path: Path) -> None:
    value = {"numbers": list(range(2000))}

    def work(_: int) -> bool:
        store = Store("runs", tmp_path)
        store.put(KEY, value)
        return store.get(KEY) == value

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(work, range(100)))
    assert [path.suffix for path in tmp_path.rglob("*") if path.is_file()] == [".json"]


def test_what_is_not_used_for_long_goes(tmp_path: Path) -> None:
    store = Store("runs", tmp_path)
    now = time.time()
    for number, days in enumerate((1, 29, 31)):
        store.put(key_of({"n": number}), number)
        os.utime(store._path(key_of({"n": number})), (now, now - days * 86400))
    tidy(tmp_path, now)
    assert [store.get(key_of({"n": number})) for number in range(3)] == [0, 1, None]


def test_the_oldest_go_when_there_is_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store("runs", tmp_path)
    now = time.time()
    for number in range(4):
        store.put(key_of({"n": number}), "x" * 1000)
        os.utime(store._path(key_of({"n": number})), (now, now - number * 60))
    monkeypatch.setattr(upkeep, "MAX_TOTAL", 2500)
    tidy(tmp_path, now)
    assert [store.get(key_of({"n": number})) is not None for number in range(4)] == [True, True, False, False]


def test_a_use_is_written_down(tmp_path: Path) -> None:
    store = Store("runs", tmp_path)
    store.put(KEY, 1)
    old = time.time() - 20 * 86400
    os.utime(_entry(tmp_path), (old, old))
    store.get(KEY)
    assert time.time() - _entry(tmp_path).stat().st_mtime < 3600


def test_it_is_looked_through_once_a_day(tmp_path: Path) -> None:
    store = Store("runs", tmp_path)
    store.put(KEY, 1)
    now = time.time()
    tidy(tmp_path, now)
    os.utime(_entry(tmp_path), (now, now - 90 * 86400))
    tidy(tmp_path, now + 3600)
    assert usage(tmp_path).entries == 1
    tidy(tmp_path, now + 90_000)
    assert usage(tmp_path).entries == 0


def test_clear_leaves_what_is_not_the_caches(tmp_path: Path) -> None:
    store = Store("runs", tmp_path)
    store.put(KEY, 1)
    mine = tmp_path / "notes.json"
    mine.write_text("{}", encoding="utf-8")
    assert clear(tmp_path).entries == 1
    assert [path.name for path in tmp_path.iterdir()] == ["notes.json"]
    assert clear(tmp_path / "nowhere").entries == 0


def test_the_variable_names_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    assert folder() == tmp_path
    monkeypatch.delenv(VARIABLE)
    assert folder().name == "tfguard"
