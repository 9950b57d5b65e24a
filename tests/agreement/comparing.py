"""What tfguard says of a program beside what TensorFlow did: found, missed, and false findings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from agreement.programs import Program, Source, write
from agreement.truth import Truth, Verdict

from tfguard.rules.analysis import analyse
from tfguard.rules.registry import all_rules
from tfguard.syntax.project import Project

FILE = "program.py"


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A finding: its rule and line."""

    symbol: str
    line: int


@dataclass(frozen=True, slots=True)
class Kinds:
    """Which rules there are.

    Attributes:
        default: on by default.
        preview: off unless asked for.
    """

    default: frozenset[str]
    preview: frozenset[str]

    @property
    def known(self) -> frozenset[str]:
        """All of them."""
        return self.default | self.preview


def registered() -> Kinds:
    """The rules that tfguard has."""
    rules = list(all_rules())
    return Kinds(
        frozenset(rule.symbol for rule in rules if not rule.preview),
        frozenset(rule.symbol for rule in rules if rule.preview),
    )


@dataclass(frozen=True, slots=True)
class Judged:
    """One block, with what both sides say of it.

    Attributes:
        number: of the program.
        block: its name; of a unit's own lines the unit's.
        rule: the rule that would speak of it; nothing for a unit's own lines.
        label: for people.
        verdict: TensorFlow's.
        found: the rules that spoke of its lines.
        allowed: rules that may speak of them when it misbehaves.
    """

    number: int
    block: str
    rule: str
    label: str
    verdict: Verdict
    found: frozenset[str]
    allowed: frozenset[str]

    @property
    def missed(self) -> frozenset[str]:
        """Rules that had to speak of it and did not."""
        return frozenset(self.verdict.rules) - self.found

    @property
    def false(self) -> frozenset[str]:
        """Rules that spoke of it and had no reason to."""
        wanted = set(self.verdict.rules)
        return self.found - wanted - (self.allowed if self.verdict.misbehaves else frozenset())


def findings(text: str, without: Collection[str] = ()) -> tuple[Found, ...]:
    """What tfguard says of a module.

    Args:
        text: the module.
        without: rules that are switched off.
    """
    found = analyse(FILE, Project(), text).findings
    return tuple(sorted(Found(each.symbol, each.place.line) for each in found if each.symbol not in without))


def compare(
    program: Program, truth: Truth, found: Iterable[Found], source: Source | None = None
) -> list[Judged]:
    """Put the findings of a whole program beside the verdicts on its blocks.

    Args:
        program: the program.
        truth: TensorFlow's verdicts.
        found: tfguard's findings in the program with all its blocks.
        source: that program's text, when it is at hand.
    """
    source = source or write(program)
    by_owner: dict[str, set[str]] = {}
    for each in found:
        by_owner.setdefault(source.owner(each.line), set()).add(each.symbol)
    judged = []
    for block in program.blocks:
        verdict = truth.verdicts.get(block.name, Verdict(discarded=truth.discarded or "was not reached"))
        rules = frozenset(by_owner.pop(block.name, ()))
        judged.append(
            Judged(
                program.number,
                block.name,
                block.rule,
                block.label,
                verdict,
                rules,
                frozenset(block.form.allowed),
            )
        )
    for owner, symbols in sorted(by_owner.items()):
        judged.append(
            Judged(
                program.number,
                owner,
                "",
                "lines around the blocks",
                Verdict(),
                frozenset(symbols),
                frozenset(),
            )
        )
    return judged


@dataclass(slots=True)
class Row:
    """The figures of one rule."""

    programs: int = 0
    misbehaving: int = 0
    found: int = 0
    behaving: int = 0
    disturbed: int = 0  # of the behaving ones, those that the rule spoke of
    false: int = 0  # all false findings of the rule, wherever

    @property
    def missed(self) -> int:
        """Misbehaving ones that were not found."""
        return self.misbehaving - self.found

    @property
    def sensitivity(self) -> float | None:
        """Of the misbehaving, the share that was found."""
        return self.found / self.misbehaving if self.misbehaving else None

    @property
    def specificity(self) -> float | None:
        """Of those that behave, the share that was left alone."""
        return 1.0 - self.disturbed / self.behaving if self.behaving else None


@dataclass(slots=True)
class Table:
    """All figures.

    Attributes:
        rows: by rule.
        discards: how many blocks, by reason.
        programs: how many programs were judged.
        bad_programs: in how many of them something misbehaves.
        blocks: how many blocks were judged.
        quiet: blocks that behave.
        quiet_disturbed: of these, those that any default rule spoke of.
        unregistered: blocks of rules that tfguard does not have yet.
    """

    rows: dict[str, Row]
    discards: dict[str, int]
    programs: int
    bad_programs: int
    blocks: int
    quiet: int
    quiet_disturbed: int
    unregistered: dict[str, int]

    def pooled(self, symbols: Iterable[str]) -> Row:
        """The sum over some rules."""
        total = Row()
        for symbol in symbols:
            row = self.rows.get(symbol, Row())
            total.programs += row.programs
            total.misbehaving += row.misbehaving
            total.found += row.found
            total.behaving += row.behaving
            total.disturbed += row.disturbed
            total.false += row.false
        return total


def tabulate(judged: Iterable[Judged], kinds: Kinds) -> Table:
    """Count.

    Args:
        judged: all blocks of all programs.
        kinds: the rules that tfguard has.
    """
    table = Table({}, {}, 0, 0, 0, 0, 0, {})
    programs: dict[int, bool] = {}
    for each in judged:
        if each.verdict.discarded:
            reason = each.verdict.discarded.split(":")[0]
            table.discards[reason] = table.discards.get(reason, 0) + 1
            continue
        programs[each.number] = programs.get(each.number, False) or each.verdict.misbehaves
        for symbol in each.false:
            table.rows.setdefault(symbol, Row()).false += 1
        if not each.rule:
            continue
        if each.rule not in kinds.known:
            table.unregistered[each.rule] = table.unregistered.get(each.rule, 0) + 1
        table.blocks += 1
        if not each.verdict.misbehaves:
            table.quiet += 1
            table.quiet_disturbed += bool(each.found & kinds.default)
        _count(table.rows, each)
    table.programs = len(programs)
    table.bad_programs = sum(programs.values())
    return table


def _count(rows: dict[str, Row], each: Judged) -> None:
    row = rows.setdefault(each.rule, Row())
    row.programs += 1
    if each.rule not in each.verdict.rules:
        row.behaving += 1
        row.disturbed += each.rule in each.false
    for symbol in each.verdict.rules:
        told = rows.setdefault(symbol, Row())
        told.misbehaving += 1
        told.found += symbol in each.found


def disagreements(judged: Iterable[Judged], kinds: Kinds) -> list[Judged]:
    """The blocks on which the two sides do not agree, as far as registered rules go."""
    return [
        each
        for each in judged
        if not each.verdict.discarded and (each.missed & kinds.known or each.false & kinds.known)
    ]


def shown(table: Table, kinds: Kinds) -> str:
    """The table as text."""
    lines = [
        f"{'rule':34}{'blocks':>7}{'misbeh.':>8}{'found':>7}{'missed':>7}{'false':>6}{'sens.':>8}{'spec.':>8}"
    ]
    groups: Mapping[str, Iterable[str]] = {
        "": sorted(kinds.default),
        "preview": sorted(kinds.preview),
        "not yet a rule": sorted(set(table.rows) - kinds.known),
    }
    for title, symbols in groups.items():
        present = [symbol for symbol in symbols if symbol in table.rows]
        if title and present:
            lines.append(f"-- {title}")
        lines += [_line(symbol, table.rows[symbol]) for symbol in present]
    lines.append("-- default rules pooled")
    lines.append(_line("all", table.pooled(kinds.default)))
    quiet = 1.0 - table.quiet_disturbed / table.quiet if table.quiet else 0.0
    share = table.bad_programs / table.programs if table.programs else 0.0
    lines += [
        "",
        f"programs judged: {table.programs}; with a misbehaviour: {table.bad_programs} ({share:.1%})",
        f"blocks judged: {table.blocks}; that behave: {table.quiet}; of these without a finding: {quiet:.2%}",
        "discarded blocks: "
        + (", ".join(f"{reason} {count}" for reason, count in sorted(table.discards.items())) or "none"),
    ]
    return "\n".join(lines)


def _line(symbol: str, row: Row) -> str:
    def share(value: float | None) -> str:
        return "-" if value is None else f"{value:.2%}"

    return (
        f"{symbol:34}{row.programs:7}{row.misbehaving:8}{row.found:7}{row.missed:7}{row.false:6}"
        f"{share(row.sensitivity):>8}{share(row.specificity):>8}"
    )
