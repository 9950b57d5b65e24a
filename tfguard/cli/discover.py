"""Finding the files to check."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from tfguard.reporting.paths import STDIN
from tfguard.reporting.report import FileError
from tfguard.syntax import notebook

SUFFIXES = (".py", notebook.SUFFIX)

# Directories that hold no code of the project: version control, environments, caches, build results.
EXCLUDED = frozenset(
    {
        ".bzr", ".cache", ".direnv", ".eggs", ".git", ".git-rewrite", ".hg", ".ipynb_checkpoints",
        ".mypy_cache", ".nox", ".pants.d", ".pyenv", ".pytest_cache", ".pytype", ".ruff_cache", ".svn",
        ".tox", ".venv", ".vscode", "__pycache__", "__pypackages__", "_build", "buck-out", "build", "dist",
        "node_modules", "site-packages", "venv",
    }
)  # fmt: skip


@dataclass
class Discovery:
    """The files that were found, in the order in which they are reported.

    Attributes:
        files: paths as the user would write them; ``-`` is standard input.
        errors: paths that do not exist, directories that cannot be listed or hold no Python file.
    """

    files: list[str] = field(default_factory=list)
    errors: list[FileError] = field(default_factory=list)


def discover(
    paths: list[str], excluded: Callable[[str, bool], bool], stdin_name: str = "", *, force: bool = False
) -> Discovery:
    """Find the files to check.

    Args:
        paths: files, and directories, which are searched for Python files and notebooks.
        excluded: says whether a search leaves out a path (second argument: is it a directory).
        stdin_name: what standard input is called.
        force: leave out excluded files that are named, too; else these are always checked.

    Returns:
        Each file once, however many of the paths lead to it. Directories are entered once by their
        identity on disk, so a loop of symbolic links ends.
    """
    found = Discovery()
    seen_files: set[str] = set()
    for path in paths:
        if force and _is_left_out(stdin_name if path == STDIN else path, excluded):
            continue
        before = len(found.files) + len(found.errors)
        is_directory = path != STDIN and os.path.isdir(path)
        candidates = _walk(path, excluded, found.errors) if is_directory else iter([path])
        any_file = False
        for file in candidates:
            any_file = True
            key = file if file == STDIN else os.path.abspath(file)
            if key not in seen_files:
                seen_files.add(key)
                found.files.append(file)
        if is_directory and not any_file and len(found.files) + len(found.errors) == before:
            found.errors.append(FileError(path, "no Python files found in this directory"))
    return found


def _is_left_out(path: str, excluded: Callable[[str, bool], bool]) -> bool:
    """Say whether a search from the current directory would leave out a path that was named."""
    full, here = os.path.abspath(path), os.getcwd()
    parts = os.path.relpath(full, here).split(os.sep) if full.startswith(here + os.sep) else []
    below = [os.path.join(*parts[:count]) for count in range(1, len(parts))]
    if any(part in EXCLUDED for part in parts[:-1]) or any(excluded(folder, True) for folder in below):
        return True
    return excluded(path, os.path.isdir(path))


def _walk(top: str, excluded: Callable[[str, bool], bool], errors: list[FileError]) -> Iterator[str]:
    seen: set[tuple[int, int]] = set()
    later: list[str] = []  # links wait, so that a directory is reported under its own name
    stack = [top]
    while stack or later:
        directory = stack.pop() if stack else later.pop(0)
        try:
            status = os.stat(directory)
            if (status.st_dev, status.st_ino) in seen:
                continue
            seen.add((status.st_dev, status.st_ino))
            with os.scandir(directory) as scan:
                entries = sorted(scan, key=lambda entry: entry.name)
        except OSError as error:
            errors.append(FileError(directory, f"cannot be listed: {error.strerror or error}"))
            continue
        below: list[str] = []
        for entry in entries:
            if _is_directory(entry):
                if entry.name not in EXCLUDED and not excluded(entry.path, True):
                    (later if entry.is_symlink() else below).append(_plain(entry.path))
            elif _is_source(entry.name) and not excluded(entry.path, False):
                yield _plain(entry.path)
        stack.extend(reversed(below))


def _is_source(name: str) -> bool:
    return name.endswith(SUFFIXES) and not name.startswith(".#")  # those are Emacs' lock links


def _is_directory(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _plain(path: str) -> str:
    return path.removeprefix("." + os.sep)
