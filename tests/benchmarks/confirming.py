"""How fast verdicts come, and which: on the bad examples of all rules, or on folders of code.

See docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from measure import print_table

import tfguard
from tfguard.cache.place import VARIABLE
from tfguard.cli.check import Request, build
from tfguard.cli.inputs import Inputs
from tfguard.cli.pool import cores
from tfguard.cli.selection import Choice
from tfguard.confirm.run import ConfirmError, Pool, SandboxChoice, Settings, confirm
from tfguard.confirm.verdict import Outcome, Reason, Verdict
from tfguard.rules.finding import Finding
from tfguard.rules.proof import Contrast
from tfguard.rules.registry import all_rules

NAIVE = 20  # findings of the sample


@dataclass(frozen=True)
class Turn:
    """One way to get verdicts.

    Attributes:
        verdicts: what came out.
        wall: seconds.
        processor: seconds of processor time, those of workers included.
    """

    verdicts: tuple[Verdict, ...]
    wall: float
    processor: float

    def then(self, other: Turn) -> Turn:
        """Both, one after the other."""
        return Turn(
            (*self.verdicts, *other.verdicts), self.wall + other.wall, self.processor + other.processor
        )

    @property
    def row(self) -> str:
        """The figures, for a table."""
        count = len(self.verdicts)
        return (
            f"{count:5,}  {self.wall:7.1f} s  {count / self.wall:7.2f} a second  "
            f"{self.processor / count:6.3f} s of processor time each"
        )


def main() -> int:
    """Measure; 1 when there is nothing to confirm, 2 when confirming is not possible here."""
    parser = argparse.ArgumentParser(description="How fast verdicts come, and which.")
    parser.add_argument(
        "folders", nargs="*", type=Path, metavar="FOLDER", help="code; without: the bad examples"
    )
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only each Nth finding")
    parser.add_argument("--naive", type=int, default=NAIVE, metavar="N", help=f"findings (default {NAIVE})")
    parser.add_argument(
        "--jobs", type=int, default=cores(), metavar="N", help="workers (default: one a core)"
    )
    parser.add_argument("--python", default=sys.executable, help="the interpreter that has TensorFlow")
    parser.add_argument(
        "--names-python", metavar="PYTHON", help="the interpreter in which names are looked up, if another"
    )
    parser.add_argument("--time-limit", type=float, default=30.0, metavar="SECONDS", help="of each run")
    parser.add_argument("--verdicts", type=Path, metavar="FILE", help="write each verdict, one line of JSON")
    parser.add_argument("--no-sandbox", action="store_true")
    options = parser.parse_args()
    settings = Settings(
        python=options.python,
        jobs=options.jobs,
        sandbox=SandboxChoice.NONE if options.no_sandbox else SandboxChoice.AUTO,
        time_limit=options.time_limit,
    )
    names = replace(settings, python=options.names_python or options.python)
    try:
        if options.folders:
            return _count_all(options.folders, (settings, names), options.every, options.verdicts)
        # tfguard's own code needs no sandbox, and what is used inside one is not counted here.
        return _compare(replace(settings, sandbox=SandboxChoice.NONE), options.every, options.naive)
    except ConfirmError as error:
        print(error, file=sys.stderr)
        return 2


def found_in(paths: Sequence[Path], rules: str | None) -> list[Finding]:
    """Give the findings in some files, preview rules included.

    Args:
        paths: files and folders.
        rules: a selector; the usual ones where there is none.
    """
    inputs = Inputs(paths=tuple(map(str, paths)), isolated=True)
    report, _ = build(Request(inputs, Choice((rules,) if rules else None, None, True, None)))
    return [reported.finding for reported in report.findings]


def bad_examples() -> list[Path]:
    """Give the bad examples of all rules."""
    return sorted((Path(tfguard.__file__).parent / "rules").glob("*/examples/*/bad*.py"))


def _compare(settings: Settings, every: int, count: int) -> int:
    """Confirm the examples cold, from the cache, and some of them in the naive way."""
    findings = found_in(bad_examples(), "all")[::every]
    sample = findings[:: max(1, len(findings) // count)][:count]
    # One half before and one half after the rest: a machine that others use too is not as fast all the time.
    halves = sample[::2], sample[1::2]
    alone = replace(settings, jobs=1)
    before = _timed(lambda: _one_by_one(halves[0], alone))
    with tempfile.TemporaryDirectory(prefix="tfguard-") as folder:
        os.environ[VARIABLE] = folder
        cached = replace(settings, cached=True)
        cold = _timed(lambda: _together(findings, cached))
        again = _timed(lambda: _together(findings, cached))
    naive = before.then(_timed(lambda: _one_by_one(halves[1], alone)))
    _print_verdicts(f"bad examples: {len(findings):,} findings", cold.verdicts)
    print_table(
        f"verdicts, {settings.jobs} workers",
        [
            ("cold", cold.row),
            ("cached", again.row),
            ("naive", naive.row),
        ],
    )
    share = len(findings) / len(naive.verdicts)
    print_table(
        f"times the naive way (a fresh process for each finding; measured on {len(sample)}, evenly drawn)",
        [
            ("cold, wall time", f"{naive.wall * share / cold.wall:.1f}"),
            ("cold, processor time", f"{naive.processor * share / cold.processor:.1f}"),
            ("cached, wall time", f"{naive.wall * share / again.wall:.1f}"),
        ],
    )
    other = [
        f"{finding.place.path}:{finding.place.line}: {finding.symbol}: {_decided(first)}, {_decided(second)}"
        for finding, first, second in zip(findings, cold.verdicts, again.verdicts, strict=True)
        if _decided(first) != _decided(second)
    ]
    if other:
        print("the cache gave other verdicts:", *other, sep="\n  ", file=sys.stderr)
        return 1
    return 0 if findings else 1


def _decided(verdict: Verdict) -> tuple[Outcome, Reason | None]:
    """What was decided; the evidence may hold addresses, of runs that are not kept."""
    return verdict.outcome, verdict.why


def _together(findings: Sequence[Finding], settings: Settings) -> list[Verdict]:
    with contextlib.closing(Pool(settings)) as pool:
        return confirm(findings, settings, pool=pool)


def _one_by_one(findings: Sequence[Finding], settings: Settings) -> list[Verdict]:
    return [verdict for finding in findings for verdict in _together([finding], settings)]


def _timed(work: Callable[[], list[Verdict]]) -> Turn:
    start, before = time.monotonic(), _processor()
    verdicts = tuple(work())
    return Turn(verdicts, time.monotonic() - start, _processor() - before)


def _processor() -> float:
    """Processor time of this process and those that it has ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _count_all(
    folders: Sequence[Path], settings: tuple[Settings, Settings], every: int, file: Path | None
) -> int:
    """Confirm what is found in some folders, and say how it came out."""
    total: list[Verdict] = []
    rows: list[str] = []
    lines: list[str] = []
    with contextlib.ExitStack() as stack:
        pools = [stack.enter_context(contextlib.closing(Pool(each))) for each in settings]
        for folder in folders:
            findings = found_in([folder], None)[::every]
            turn = _timed(lambda found=findings: _by_interpreter(found, pools))  # type: ignore[misc]
            _print_verdicts(f"{folder.name}: {len(findings):,} findings in {turn.wall:.0f} s", turn.verdicts)
            rows += [_row(folder.name, turn.verdicts)] if findings else []
            lines += map(_line, findings, turn.verdicts)
            total += turn.verdicts
            if file is not None:
                file.write_text("".join(lines), encoding="utf-8")
    if len(folders) > 1:
        _print_verdicts(f"all: {len(total):,} findings", total)
        columns = " | ".join(("package", "findings", *(outcome.value for outcome in Outcome)))
        print(f"| {columns} |", "|---" + "|---:" * (1 + len(Outcome)) + "|", sep="\n")
        print(*rows, _row("all", total), sep="\n")
    return 0 if total else 1


def _by_interpreter(findings: Sequence[Finding], pools: Sequence[Pool]) -> list[Verdict]:
    """Look names up with the second pool, and run the rest with the first."""
    proofs = {rule.id: rule.proof for rule in all_rules()}
    verdicts: dict[int, Verdict] = {}
    for number, pool in enumerate(pools):
        chosen = [
            index for index, finding in enumerate(findings)
            if (proofs[finding.rule_id].contrast is Contrast.LOOKUP) == bool(number)
        ]  # fmt: skip
        found = confirm([findings[index] for index in chosen], pool.settings, pool=pool)
        verdicts.update(zip(chosen, found, strict=True))
    return [verdicts[index] for index in range(len(findings))]


def _row(name: str, verdicts: Sequence[Verdict]) -> str:
    counts = Counter(verdict.outcome for verdict in verdicts)
    return f"| {' | '.join((name, str(len(verdicts)), *(str(counts[outcome]) for outcome in Outcome)))} |"


def _line(finding: Finding, verdict: Verdict) -> str:
    told = {
        "path": finding.place.path, "line": finding.place.line, "symbol": finding.symbol,
        "verdict": verdict.outcome.value, "reason": verdict.reason, "evidence": verdict.evidence,
        "details": dict(verdict.details),
    }  # fmt: skip
    return json.dumps(told) + "\n"


def _print_verdicts(title: str, verdicts: Sequence[Verdict]) -> None:
    counts = Counter(verdict.outcome for verdict in verdicts)
    reasons = Counter(verdict.why.value for verdict in verdicts if verdict.why is not None)
    rows = [(outcome.value, f"{counts[outcome]:,}") for outcome in Outcome]
    rows += [(f"  {reason}", f"{number:,}") for reason, number in reasons.most_common()]
    print_table(title, rows)


if __name__ == "__main__":
    sys.exit(main())
