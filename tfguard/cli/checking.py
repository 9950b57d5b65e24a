"""Checking one file: reading, analysing, and setting aside what comments silence."""

from __future__ import annotations

import gc
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tfguard.cli.suppressions.comments import Comment, comments_of
from tfguard.cli.suppressions.names import names_one_of_ours, rules_named
from tfguard.cli.suppressions.states import NOTHING, Suppressions, suppressions
from tfguard.reporting.report import FileError
from tfguard.rules.finding import Finding
from tfguard.rules.rule import Rule
from tfguard.syntax.place import Place
from tfguard.syntax.project import Project
from tfguard.syntax.recursion import with_room
from tfguard.syntax.settings import Settings
from tfguard.syntax.source import SourceError
from tfguard.syntax.trail import Trail
from tfguard.tracing.candidates import is_worth_reading
from tfguard.tracing.traced import Traced

if TYPE_CHECKING:
    from tfguard.rules.analysis import Analysis

LINES_KEPT = 480_000  # in all processes: with their trees and values some 750 MiB

Analyse = Callable[[str, Project, "str | None"], "Analysis"]


@dataclass(frozen=True, slots=True)
class Checked:
    """What checking one file gave.

    Attributes:
        path: the file.
        findings: what no comment silences; of all rules that are on, and of others as they come.
        traced: the functions that are traced, when they are asked for.
        roots: how many of those TensorFlow itself calls.
        cut: how many traced functions were too large to be followed to their end.
        skipped: the file cannot hold tracing and was not parsed.
        comments: its comments that name rules of tfguard, when unused ones are asked for.
        used: pairs of a file and a comment in it that silenced a finding.
        error: why it could not be checked.
        trace: Python's traceback behind ``error``, when tfguard itself failed.
    """

    path: str
    findings: tuple[Finding, ...] = ()
    traced: tuple[Traced, ...] = ()
    roots: int = 0
    cut: int = 0
    skipped: bool = False
    comments: tuple[Comment, ...] = ()
    used: frozenset[tuple[str, Comment]] = frozenset()
    error: FileError | None = None
    trace: str = ""


@dataclass(frozen=True, slots=True)
class Setup:
    """What checking needs to know beside the file; sent to worker processes.

    Attributes:
        settings: what the analysis depends on.
        all_comments: read the comments of every file, to find those that silence nothing.
        traced: give the functions that are traced.
        texts: texts that are in no file (standard input), by path.
        lines_kept: lines of parsed files that one process keeps.
    """

    settings: Settings = field(default_factory=Settings)
    all_comments: bool = False
    traced: bool = False
    texts: Mapping[str, str] = field(default_factory=dict)
    lines_kept: int = LINES_KEPT


def make_checker(setup: Setup) -> Checker:
    """Build a checker with the real analyser; in each process one."""
    # Trees stay as long as their project: looking through millions of nodes for garbage again and again
    # took two fifths of the time of a run over 9,800 files. What is dropped is collected by hand.
    gc.disable()
    from tfguard.rules.analysis import analyse  # after --help and usage errors had their chance
    from tfguard.rules.registry import all_rules

    return Checker(setup, setup.settings.project(), analyse, all_rules())


class Checker:
    """Checks files one after the other; what one file's analysis parsed serves the next.

    Args:
        setup: see :class:`Setup`.
        project: the files parsed so far.
        analyse: the analyser.
        rules: the rules there are.
    """

    def __init__(self, setup: Setup, project: Project, analyse: Analyse, rules: tuple[Rule, ...]) -> None:
        self._setup = setup
        self._project = project
        self._analyse = analyse
        self._rules = rules
        self._suppressions: dict[str, Suppressions] = {}

    def __call__(self, path: str) -> Checked:
        """Check one file; whatever goes wrong with it is in the result."""
        try:
            return with_room(self._check, path)
        except SourceError as error:
            return Checked(
                path, error=FileError(error.path, error.message, error.line, error.column, error.cell)
            )
        except Exception as error:  # noqa: BLE001  # one file must not end a run over thousands
            message = (
                f"internal error: {type(error).__name__}: {error} (please report it; --verbose shows where)"
            )
            return Checked(path, error=FileError(path, message), trace=traceback.format_exc())

    @property
    def full(self) -> bool:
        """Whether what is kept of parsed files has grown large."""
        return self._project.lines > self._setup.lines_kept

    @property
    def trail(self) -> Trail:
        """What was read and asked of the disk so far."""
        return self._project.trail

    def _make_room(self) -> None:
        """Start with an empty project again; a process of many gives way to a new one instead."""
        if self.full:
            trail = self._project.trail
            self._project = self._setup.settings.project()
            self._project.trail = trail
            self._suppressions.clear()
            gc.collect()

    def _check(self, path: str) -> Checked:
        self._make_room()
        given = self._setup.texts.get(path)
        text = given if given is not None else self._project.text(path)
        if not is_worth_reading(self._project, path, text):
            return Checked(path, skipped=True, comments=self._own_comments(text))
        analysis = self._analyse(path, self._project, given)
        kept: list[Finding] = []
        used: set[tuple[str, Comment]] = set()
        for finding in analysis.findings:
            silencer = self._silencer(finding)
            if silencer is None:
                kept.append(finding)
            else:
                used.add(silencer)
        return Checked(
            path,
            tuple(kept),
            analysis.traced if self._setup.traced else (),
            sum(function.is_root for function in analysis.traced),
            analysis.cut,
            comments=self._own_comments(text),
            used=frozenset(used),
        )

    def _silencer(self, finding: Finding) -> tuple[str, Comment] | None:
        """Give the comment, at the place or at the call that leads there, that silences a finding."""
        for place in (finding.place, finding.call):
            if place is not None:
                comment = self._silenced_at(place, finding.rule_id)
                if comment is not None:
                    return place.path, comment
        return None

    def _silenced_at(self, place: Place, rule_id: str) -> Comment | None:
        if place.path not in self._suppressions:
            self._suppressions[place.path] = self._read_suppressions(place.path)
        return self._suppressions[place.path].silencer(rule_id, place.line)

    def _read_suppressions(self, path: str) -> Suppressions:
        module = self._project.load(path)
        comments = comments_of(module.text)
        if not comments:
            return NOTHING
        return suppressions(comments, lambda name: rules_named(name, self._rules), lambda: module.tree)

    def _own_comments(self, text: str) -> tuple[Comment, ...]:
        if not self._setup.all_comments:
            return ()
        comments = comments_of(text)
        if any(comment.action == "skip-file" for comment in comments):
            return ()
        return tuple(
            comment
            for comment in comments
            if comment.action != "enable" and names_one_of_ours(comment.name, self._rules)
        )
