"""``--diff REV``: which lines of the working tree differ from a git revision.

Git itself is asked, as it is where the user's repository is used; its options are fixed, so that what a
user has configured (prefixes, colours, external diff programs) changes nothing.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field

from tfguard.cli.exits import CannotRun
from tfguard.reporting.report import Reported
from tfguard.syntax.place import Place

_HUNK = re.compile(rb"^@@ -\S+ \+(\d+)(?:,(\d+))? @@", re.MULTILINE)
_WHOLE = range(1, sys.maxsize)
_DIFF = ("diff", "--no-color", "--no-ext-diff", "--no-textconv", "--find-renames")


def only_changed(findings: Iterable[Reported], revision: str) -> tuple[Reported, ...]:
    """Keep the findings that a change since a revision made or touched.

    A finding is kept when a changed line holds its place, a call on the way there, or what makes the function
    traced: a new decorator makes old statements go wrong. In a notebook, whose lines are not those of its
    file, every finding is kept as soon as the file changed.

    Args:
        findings: what was found in the working tree.
        revision: a commit, branch or tag, as git names it.

    Raises:
        CannotRun: git is not installed, a file is in no repository, the revision is none.
    """
    findings = tuple(findings)
    git = _Git(revision) if findings else None
    return tuple(reported for reported in findings if git is not None and _touched(reported, git))


def _touched(reported: Reported, git: _Git) -> bool:
    finding = reported.finding
    calls = (link.place for link in finding.chain[1:])
    places = (reported.place, finding.place, finding.root.wrapped_at, *calls)
    return any(git.has_changed(place) for place in dict.fromkeys(places))


@dataclass
class _Git:
    """Git's answers about one revision; each file and each repository is asked about once."""

    revision: str
    _lines: dict[str, tuple[range, ...]] = field(default_factory=dict)
    _repositories: dict[str, _Repository] = field(default_factory=dict)

    def has_changed(self, place: Place) -> bool:
        path = os.path.realpath(place.path)
        if path not in self._lines:
            self._lines[path] = self._repository(os.path.dirname(path)).changed(path)
        lines = self._lines[path]
        if place.cell is not None:
            return bool(lines)
        return any(line.start <= place.end_line and place.line < line.stop for line in lines)

    def _repository(self, folder: str) -> _Repository:
        root = os.fsdecode(_git(folder, "rev-parse", "--show-toplevel")).rstrip("\n")
        if root not in self._repositories:
            self._repositories[root] = _Repository(root, self.revision)
        return self._repositories[root]


class _Repository:
    """One repository, and what differs there from the revision."""

    def __init__(self, root: str, revision: str) -> None:
        self._root = root
        found = _git(root, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}")
        self._commit = os.fsdecode(found).strip()
        self._earlier = self._names()

    def changed(self, path: str) -> tuple[range, ...]:
        """Give the changed lines of a file; a file that git does not know is all new."""
        name = os.path.relpath(path, self._root).replace(os.sep, "/")
        if name not in self._earlier:
            untracked = _git(self._root, "ls-files", "--others", "--", _exactly(name))
            return (_WHOLE,) if untracked else ()
        names = map(_exactly, dict.fromkeys((self._earlier[name], name)))
        text = _git(self._root, *_DIFF, "--unified=0", self._commit, "--", *names)
        return tuple(_range(hunk) for hunk in _HUNK.finditer(text))

    def _names(self) -> dict[str, str]:
        """What each changed file was called at the revision."""
        fields = iter(_git(self._root, *_DIFF, "--name-status", "-z", self._commit).split(b"\0"))
        names = {}
        for status in fields:
            if not status:
                break
            old = new = os.fsdecode(next(fields))
            if status.startswith((b"R", b"C")):
                new = os.fsdecode(next(fields))
            names[new] = old
        return names


def _exactly(name: str) -> str:
    """A name in the repository as a pathspec in which nothing is a pattern."""
    return f":(top,literal){name}"


def _range(hunk: re.Match[bytes]) -> range:
    start, count = int(hunk[1]), int(hunk[2] or 1)
    return range(start, start + count)


def _git(folder: str, *arguments: str) -> bytes:
    program = shutil.which("git")
    if program is None:
        raise CannotRun("--diff needs git, which is not installed")
    command = [program, "-C", folder, *arguments]
    try:
        return subprocess.run(command, capture_output=True, check=True).stdout
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", "replace").strip().split("\n")[-1].removeprefix("fatal: ")
        raise CannotRun(f"--diff cannot be followed: git says: {said}") from None
    except OSError as error:
        raise CannotRun(f"--diff cannot be followed: git cannot be run: {error.strerror or error}") from None
