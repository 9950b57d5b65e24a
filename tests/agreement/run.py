"""The differential test, as a command: ``python tests/agreement/run.py --programs 2000 --seed 1``."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from agreement.blocks import GRAMMAR
from agreement.comparing import (
    Judged,
    compare,
    disagreements,
    findings,
    registered,
    shown,
    tabulate,
)
from agreement.programs import draw, write
from agreement.shrinking import save, shrink
from agreement.truth import Judge
from agreement.working import judge_all, run_in_own_process


def main() -> int:
    """Run it; 0 when both sides agree as far as is asked for."""
    options = _parser().parse_args()
    kinds = registered()
    judged: list[Judged] = []
    begin, runs = time.monotonic(), 0
    numbers = options.only or range(options.programs)
    for done, (number, truth) in enumerate(judge_all(options.seed, [*numbers], options.workers), 1):
        program = draw(options.seed, number, GRAMMAR)
        source = write(program)
        judged += compare(program, truth, findings(source.text), source)
        runs += truth.runs
        if done % 100 == 0:
            print(f"{done} programs, {runs} runs, {time.monotonic() - begin:.0f} s", file=sys.stderr)
    print(shown(tabulate(judged, kinds), kinds))
    print(f"{runs} runs in {time.monotonic() - begin:.0f} s")
    apart = disagreements(judged, kinds)
    if options.list:
        for each in [*judged] if options.list == "all" else apart:
            print(
                f"{each.number}/{each.block} {each.label} | "
                f"missed {sorted(each.missed)} false {sorted(each.false)} | "
                f"{each.verdict.discarded or each.verdict.how}"
            )
    if options.save is not None:
        judge = Judge(run_in_own_process).judge
        for each in apart:
            program = draw(options.seed, each.number, GRAMMAR)
            keep = shrink(program, each, judge)
            print(save(program, each, keep, options.save, kinds))
    pooled = tabulate(judged, kinds).pooled(kinds.default)
    reached = min(pooled.sensitivity or 0.0, pooled.specificity or 0.0)
    return 0 if reached >= options.least else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--programs", type=int, default=2000, help="how many (2000)")
    parser.add_argument("--seed", type=int, default=1, help="of the programs (1)")
    parser.add_argument("--workers", type=int, default=2, help="processes at a time (2)")
    parser.add_argument("--only", type=int, nargs="+", help="only these numbers")
    parser.add_argument("--save", type=Path, help="a folder for the disagreements, as small programs")
    parser.add_argument(
        "--least", type=float, default=0.99, help="exit with 1 below this sensitivity or specificity (0.99)"
    )
    parser.add_argument(
        "--list", choices=("apart", "all"), help="list blocks: where the sides differ, or all"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
