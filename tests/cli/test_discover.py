from __future__ import annotations

from pathlib import Path

import pytest

from tfguard.cli.discover import Discovery, discover
from tfguard.cli.patterns import matcher


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in (
        "a.py",
        "b.txt",
        "pkg/c.py",
        "pkg/deep/d.py",
        ".venv/e.py",
        "node_modules/f.py",
        "build/g.py",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("", encoding="utf-8")
    return tmp_path


def found(*paths: str, exclude: tuple[str, ...] = ()) -> Discovery:
    return discover(list(paths), matcher(exclude, str(Path.cwd())))


def test_directories_are_searched_without_environments_and_build_results(folder: Path) -> None:
    assert found(".").files == ["a.py", "pkg/c.py", "pkg/deep/d.py"]


def test_named_files_are_checked_whatever_they_are(folder: Path) -> None:
    assert found("b.txt", ".venv/e.py", ".venv", exclude=("*.txt",)).files == ["b.txt", ".venv/e.py"]


def test_force_leaves_out_what_is_named_too(folder: Path) -> None:
    names = ["a.py", "pkg/deep/d.py", ".venv/e.py", "pkg", str(folder / "build" / "g.py"), "-"]
    excluded = matcher(("deep", "std*.py"), str(folder))
    assert discover(names, excluded, "stdin.py", force=True) == Discovery(["a.py", "pkg/c.py"])
    assert discover(names, excluded, "stdin.py").files == [
        "a.py", "pkg/deep/d.py", ".venv/e.py", "pkg/c.py", str(folder / "build" / "g.py"), "-"
    ]  # fmt: skip


def test_force_asks_no_folder_above_the_current_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = tmp_path / "build" / "project"
    project.mkdir(parents=True)
    (project / "a.py").write_text("", encoding="utf-8")
    monkeypatch.chdir(project)
    names = [str(project / "a.py"), "a.py"]
    assert discover(names, matcher((), str(project)), force=True).files == [names[0]]


def test_each_file_once(folder: Path) -> None:
    assert found("pkg", "pkg/c.py", "./pkg", str(folder / "pkg")).files == ["pkg/c.py", "pkg/deep/d.py"]


@pytest.mark.parametrize(
    ("pattern", "left"),
    [
        ("pkg/deep/", ["a.py", "pkg/c.py"]),
        ("deep", ["a.py", "pkg/c.py"]),
        ("c.py", ["a.py", "pkg/deep/d.py"]),
        ("/c.py", ["a.py", "pkg/c.py", "pkg/deep/d.py"]),
        ("pkg/**/d.py", ["a.py", "pkg/c.py"]),
        ("pkg", ["a.py"]),
    ],
)
def test_exclude_patterns(folder: Path, pattern: str, left: list[str]) -> None:
    assert found(".", exclude=(pattern,)).files == left


def test_a_loop_of_links_ends_and_files_keep_their_own_name(folder: Path) -> None:
    (folder / "pkg" / "loop").symlink_to(folder)
    (folder / "again").symlink_to(folder / "pkg")
    assert found(".").files == ["a.py", "pkg/c.py", "pkg/deep/d.py"]


def test_a_linked_directory_elsewhere_is_followed(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "x.py").write_text("", encoding="utf-8")
    (folder / "link").symlink_to(elsewhere)
    assert "link/x.py" in found(".").files


def test_a_directory_named_like_a_file_is_a_directory(folder: Path) -> None:
    (folder / "odd.py").mkdir()
    (folder / "odd.py" / "z.py").write_text("", encoding="utf-8")
    assert "odd.py/z.py" in found(".").files
    assert found("odd.py").files == ["odd.py/z.py"]


def test_an_empty_directory_is_an_error(folder: Path) -> None:
    (folder / "empty").mkdir()
    (error,) = found("empty").errors
    assert error.message == "no Python files found in this directory"


def test_emacs_lock_links_are_no_files(folder: Path) -> None:
    (folder / ".#a.py").symlink_to("someone@host.1234")
    assert found(".").files == ["a.py", "pkg/c.py", "pkg/deep/d.py"]
