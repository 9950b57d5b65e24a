"""Comments in other files: Pylint reads only those of the file that it checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfguard.cli.suppressions.comments import comments_of
from tfguard.cli.suppressions.names import rules_named
from tfguard.cli.suppressions.states import Suppressions, suppressions

if TYPE_CHECKING:
    from tfguard.rules.finding import Finding
    from tfguard.rules.rule import Rule
    from tfguard.syntax.project import Project


class Elsewhere:
    """What is silenced in files that a trace enters through a call.

    Args:
        project: the files parsed so far.
        rules: the rules there are; comments may name them in groups.

    Attributes:
        project: the same.
    """

    def __init__(self, project: Project, rules: tuple[Rule, ...]) -> None:
        self.project = project
        self._rules = rules
        self._known: dict[str, Suppressions] = {}

    def silences(self, finding: Finding) -> bool:
        """Say whether a comment at a finding's place, in another file, silences it.

        Args:
            finding: any finding; of those in the file that Pylint checks, Pylint decides.
        """
        if finding.call is None:
            return False
        path = finding.place.path
        if path not in self._known:
            self._known[path] = self._read(path)
        return self._known[path].silencer(finding.rule_id, finding.place.line) is not None

    def _read(self, path: str) -> Suppressions:
        module = self.project.load(path)
        return suppressions(
            comments_of(module.text), lambda name: rules_named(name, self._rules), lambda: module.tree
        )
