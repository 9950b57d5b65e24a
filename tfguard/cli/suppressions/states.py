"""What is switched off where in one file, and by which comment."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tfguard.cli.suppressions.comments import Comment
from tfguard.cli.suppressions.scopes import Block, blocks_of


@dataclass(frozen=True, slots=True)
class Suppressions:
    """The answer for one file.

    Attributes:
        whole_file: the comment that silences the file; None without one.
        off: which comment silences a rule at a line.
    """

    whole_file: Comment | None = None
    off: Mapping[tuple[str, int], Comment] = field(default_factory=dict)

    def silencer(self, rule_id: str, line: int) -> Comment | None:
        """Give the comment that silences a rule at a line, or None."""
        return self.whole_file or self.off.get((rule_id, line))


NOTHING = Suppressions()


def suppressions(
    comments: list[Comment],
    rules_named: Callable[[str], frozenset[str]],
    tree: Callable[[], ast.Module],
) -> Suppressions:
    """Work out a file's suppressions.

    Args:
        comments: the file's comments, in order.
        rules_named: ids of the rules that a name in a comment means; empty for names of others.
        tree: gives the file's syntax tree; asked only when a comment names a rule.
    """
    whole_file = next((comment for comment in comments if comment.action == "skip-file"), None)
    meant = [(comment, rules_named(comment.name)) for comment in comments if comment.name]
    meant = [(comment, ids) for comment, ids in meant if ids]
    if whole_file is not None or not meant:
        return Suppressions(whole_file) if whole_file else NOTHING
    blocks: list[Block] = []
    if any(comment.action != "disable-next" for comment, _ in meant):
        blocks = blocks_of(tree())
    states = _States()
    for comment, ids in meant:
        block = next((b for b in blocks if b.first <= comment.target <= b.last), None)
        for rule_id in sorted(ids):
            states.apply(rule_id, comment, block)
    return Suppressions(None, states.off)


class _States:
    """Lines switched on and off so far, by rule; later comments see what earlier ones set."""

    def __init__(self) -> None:
        self.off: dict[tuple[str, int], Comment] = {}
        self._set: set[tuple[str, int]] = set()

    def apply(self, rule_id: str, comment: Comment, block: Block | None) -> None:
        if comment.action == "disable-next":
            self._put(rule_id, comment.target + 1, comment, enabled=False)
        elif block is not None:
            self._apply_in_block(rule_id, comment, block)

    def _apply_in_block(self, rule_id: str, comment: Comment, block: Block) -> None:
        line = comment.target
        start, end = block.range_from(line)
        if start == block.first and start >= block.first_statement and (rule_id, start) in self._set:
            start = line
        # A comment behind a scope's first statement leaves what precedes it switched on.
        before = comment.action == "enable" or line > block.first_statement
        untouchable = block.first if block.is_module else block.first + 1
        for at in range(start, end + 1):
            if untouchable <= at < line and (rule_id, at) in self._set:
                continue
            self._put(rule_id, at, comment, enabled=before if at < line else comment.action == "enable")

    def _put(self, rule_id: str, line: int, comment: Comment, *, enabled: bool) -> None:
        self._set.add((rule_id, line))
        if enabled:
            self.off.pop((rule_id, line), None)
        else:
            self.off[rule_id, line] = comment
