"""What TensorFlow says of a program's blocks: which of them misbehave, and as what.

The whole program runs eagerly and as a graph. A block that raises in the graph hides what comes after it, so
it is noted, left out, and the rest runs again, until nothing raises; what the others show is compared then.
Where something differs, a second eager run tells whether the program does the same each time. Where an error
names no line of a block, the unit's blocks run one by one.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from agreement.forms import Sign
from agreement.placing import Block
from agreement.programs import Program, Source, write
from agreement.running import Seen, Traced, close, holds_symbolic, run, same
from rules.tensorflow_runs import Mode

from tfguard.rules.error_texts import ENDLESS_RECURSION, NOT_A_TENSOR, OUT_OF_SCOPE
from tfguard.rules.proof import (
    BreaksProtocol,
    Contrast,
    Expectation,
    LeaksTensor,
    NameMissing,
    NeverReturns,
    Raises,
    ReturnRefused,
    RunsOnceInLoop,
    SkipsHandler,
    SpoilsObject,
)
from tfguard.rules.registry import all_rules
from tfguard.rules.rule import Rule

MANY_TRACES = 3  # as in the rules' examples: a trace for a first and a last batch is no misbehaviour
LARGE_GRAPH = 512 * 1024
MANY_COPIES = 32
LEAK = "tf-tensor-leak"
_LEAVE_TENSORS = (LeaksTensor, RunsOnceInLoop, SpoilsObject)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What TensorFlow says of a block.

    Attributes:
        misbehaves: whether it does.
        rules: the rules that have to speak of it; empty when it behaves.
        how: what was seen, for people.
        discarded: why nothing can be said; empty when something can.
    """

    misbehaves: bool = False
    rules: tuple[str, ...] = ()
    how: str = ""
    discarded: str = ""


@dataclass(slots=True)
class Truth:
    """What TensorFlow says of a program.

    Attributes:
        verdicts: by block.
        discarded: why nothing can be said of the program; empty when something can.
        runs: how many runs it took.
    """

    verdicts: dict[str, Verdict] = field(default_factory=dict)
    discarded: str = ""
    runs: int = 0


Run: TypeAlias = "Callable[[str, Mode, str, bool], Seen]"


class Judge:
    """Runs programs and says which blocks misbehave.

    Args:
        run: runs a text in a mode, as a module of a name, with or without the sizes of its graphs.
        rules: whose proofs say which error speaks for which rule.
    """

    def __init__(self, run: Run = run, rules: Iterable[Rule] = ()) -> None:
        self._run_text = run
        self._proofs = {rule.symbol: rule.proof for rule in rules or all_rules()}
        self._count = 0

    def judge(self, program: Program, keep: Iterable[str] | None = None) -> Truth:
        """Judge a program.

        Args:
            program: the program.
            keep: names of the blocks that stay in it; all when None.
        """
        blocks = {block.name: block for block in program.blocks}
        out = set(blocks) - set(blocks if keep is None else keep)
        sizes = any(block.form.sign is Sign.BYTES for block in program.blocks)
        truth = Truth()
        first: Seen | None = None  # the eager run of all blocks: they do not depend on each other
        while out != set(blocks):
            source = write(program, out)
            eager = first or self._run(truth, source, Mode.EAGER, sizes)
            graph = self._run(truth, source, Mode.GRAPH, sizes)
            if eager.raised or graph.raised:
                first = None if eager.raised else eager
                blamed = self._blamed(truth, program, source, out, eager, graph, sizes)
                if blamed is None:
                    last = (graph.text or eager.text).split("\n")[-1][:120]
                    truth.discarded = f"an error names no block: {last}"
                    return truth
                truth.verdicts[blamed] = self._raised(blocks[blamed], eager, graph)
                out.add(blamed)
                continue
            left = [blocks[name] for name in blocks if name not in out]
            verdicts = {block.name: self._compared(program, block, source, eager, graph) for block in left}
            if any(verdict.misbehaves for verdict in verdicts.values()):
                again = [self._run(truth, source, Mode.EAGER, sizes) for _ in range(1 + bool(first))]
                for block in left:
                    verdicts[block.name] = self._compared(program, block, source, again[0], graph)
                    if not _alike(block, again[-1], again[0] if first else eager):
                        verdicts[block.name] = Verdict(discarded="does something else each time")
            for block in left:
                if verdicts[block.name].misbehaves and self._shares_graph(program, block, left):
                    verdicts[block.name] = self._alone(truth, program, block, sizes)
            truth.verdicts.update(verdicts)
            return truth
        return truth

    def _shares_graph(self, program: Program, block: Block, left: list[Block]) -> bool:
        """Whether what was measured of a block's graph may come of another block."""
        others = [each for each in program.unit_of(block.name).blocks if each is not block and each in left]
        return bool(others) and block.form.sign in (Sign.OPS, Sign.BYTES)

    def _alone(self, truth: Truth, program: Program, block: Block, sizes: bool) -> Verdict:
        """What is measured of a block when no other stands in the program."""
        source = write(program, {each.name for each in program.blocks} - {block.name})
        eager, graph = (self._run(truth, source, mode, sizes) for mode in (Mode.EAGER, Mode.GRAPH))
        return self._compared(program, block, source, eager, graph)

    def _run(self, truth: Truth, source: Source, mode: Mode, sizes: bool) -> Seen:
        self._count += 1
        truth.runs += 1
        return self._run_text(source.text, mode, f"program_{self._count}", sizes)

    def _blamed(
        self,
        truth: Truth,
        program: Program,
        source: Source,
        out: set[str],
        eager: Seen,
        graph: Seen,
        sizes: bool,
    ) -> str | None:
        """The block that an error is about."""
        failed = eager if eager.raised else graph
        owner = source.owner(failed.line)
        blocks = {block.name: block for block in program.blocks}
        if owner in blocks:
            return owner
        candidates = [
            block
            for unit in program.units
            for block in unit.blocks
            if block.name not in out and owner in ("", unit.name)
        ]
        if len(candidates) == 1:
            return candidates[0].name
        mode = Mode.EAGER if eager.raised else Mode.GRAPH
        for block in candidates:
            alone = write(program, set(blocks) - {block.name})
            seen = self._run(truth, alone, mode, sizes)
            if seen.raised[:1] == failed.raised[:1]:
                return block.name
        return None

    def _raised(self, block: Block, eager: Seen, graph: Seen) -> Verdict:
        if not eager.raised:
            rules = self.rules_of_error(block, graph)
            how = f"the graph raised {graph.raised[0]}: {_last(graph.text)}"
            if not rules:
                return Verdict(discarded=f"an error of no known rule: {how}")
            return Verdict(True, rules, how)
        how = f"raised {eager.raised[0]}: {_last(eager.text)}"
        if not graph.raised:
            return Verdict(discarded=f"fails eagerly only: {how}")
        contrast = self._proofs[block.rule].contrast if block.rule in self._proofs else None
        may = block.form.sign is Sign.BOTH or contrast in (Contrast.BOTH_FAIL, Contrast.DEFINITION)
        told = (self.rules_of_error(block, graph), self.rules_of_error(block, eager))
        if may and (block.rule,) in told:
            return Verdict(True, (block.rule,), f"both {how}")
        return Verdict(discarded=f"fails eagerly: {how}")

    def rules_of_error(self, block: Block, failed: Seen) -> tuple[str, ...]:
        """The rules that an error speaks for: the block's own if its proof knows the text, else a leak."""
        own = self._proofs.get(block.rule)
        if own is None:
            return (block.rule,)
        if any(_speaks_of(each, failed) for each in own.expectations):
            return (block.rule,)
        if re.search(OUT_OF_SCOPE, failed.text):
            return (block.rule,) if self._covers_leaks(block) else (LEAK,)
        return ()

    def _covers_leaks(self, block: Block) -> bool:
        """Whether the block's own rule speaks of tensors left behind, so that no other has to."""
        own = self._proofs.get(block.rule)
        return own is not None and any(isinstance(each, _LEAVE_TENSORS) for each in own.expectations)

    def _compared(self, program: Program, block: Block, source: Source, eager: Seen, graph: Seen) -> Verdict:
        """What a block shows that did not raise."""
        mine, theirs = eager.values.get(block.name), graph.values.get(block.name)
        shown = _sign(program, block, source, eager, graph)
        if shown is not None:
            return shown
        rules = []
        how = ""
        leaks = holds_symbolic(theirs)
        if not same(mine, theirs):
            if close(mine, theirs):
                return Verdict(discarded="differs in rounding only")
            rules.append(block.rule)
            how = f"eagerly {mine}, as a graph {theirs}"
        if eager.said(block.tag) != graph.said(block.tag):
            rules.append(block.rule)
            how = (
                how or f"said {dict(eager.said(block.tag))} eagerly, {dict(graph.said(block.tag))} as a graph"
            )
        if leaks and block.rule != LEAK and not self._covers_leaks(block):
            rules.append(LEAK)
        return Verdict(bool(rules), tuple(dict.fromkeys(rules)), how[:400])


def _sign(program: Program, block: Block, source: Source, eager: Seen, graph: Seen) -> Verdict | None:
    """The verdict on a block whose rule is not about what the two modes show."""
    sign, value = block.form.sign, graph.values.get(block.name)
    if sign is Sign.EAGER:
        return Verdict(graph.eager, (block.rule,) if graph.eager else (), "functions run eagerly at the end")
    if sign is Sign.KEYWORD:
        keywords = sorted(_keywords(block.top) & set(graph.deprecated))
        return Verdict(bool(keywords), (block.rule,) if keywords else (), f"deprecated: {keywords}")
    if sign is Sign.STYLE and isinstance(value, list):
        bad = value[-2:] == [False, True]
        return Verdict(bad, (block.rule,) if bad else (), f"variable before and after: {value[-2:]}")
    if sign is Sign.WANTED and isinstance(value, list):
        bad = not same(value[-2], value[-1])
        return Verdict(bad, (block.rule,) if bad else (), f"{value[-2]}, wanted {value[-1]}")
    if not same(eager.values.get(block.name), value):
        return None
    seen = _traced(program, block, source, graph)
    if sign is Sign.TRACES:
        bad = seen.traces >= MANY_TRACES
        return Verdict(bad, (block.rule,) if bad else (), f"{seen.traces} traces")
    if sign is Sign.OPS:
        bad = seen.copies >= MANY_COPIES
        return Verdict(bad, (block.rule,) if bad else (), f"{seen.copies} copies of an operation")
    if sign is Sign.BYTES:
        bad = seen.size >= LARGE_GRAPH
        return Verdict(bad, (block.rule,) if bad else (), f"{seen.size} bytes")
    return None


def _keywords(text: str) -> set[str]:
    """The keywords that tf.function is called with."""
    calls = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
    mine = [call for call in calls if ast.unparse(call.func) == "tf.function"]
    return {keyword.arg for call in mine for keyword in call.keywords if keyword.arg is not None}


def _traced(program: Program, block: Block, source: Source, graph: Seen) -> Traced:
    """The traces of the functions that stand in the block's lines or in its unit's frame."""
    owners = {block.name, program.unit_of(block.name).name}
    mine = [seen for line, seen in graph.traced.items() if source.owner(line) in owners]
    return Traced(
        max((seen.traces for seen in mine), default=0),
        max((seen.copies for seen in mine), default=0),
        max((seen.size for seen in mine), default=0),
    )


def _alike(block: Block, first: Seen, second: Seen) -> bool:
    """Whether two eager runs show the same of a block."""
    return same(first.values.get(block.name), second.values.get(block.name)) and (
        first.said(block.tag) == second.said(block.tag)
    )


def _speaks_of(expectation: Expectation, failed: Seen) -> bool:
    """Whether an error is one that a proof looks for."""
    match expectation:
        case Raises(classes=classes, pattern=pattern) | SpoilsObject(Raises(classes, pattern)):
            raised = not set(classes).isdisjoint(failed.raised)
            return raised and re.search(pattern, failed.text, re.DOTALL) is not None
        case ReturnRefused(classes=classes):
            found = re.search(NOT_A_TENSOR, failed.text)
            return found is not None and (not classes or found[2] in classes)
        case BreaksProtocol(pattern=pattern):
            return re.search(pattern, failed.text) is not None
        case NeverReturns():
            return re.search(ENDLESS_RECURSION, failed.text) is not None
        case NameMissing():
            return "AttributeError" in failed.raised
        case SkipsHandler():
            return True  # whatever the operation raises: the handler waits for it
        case _:
            return False


def _last(text: str) -> str:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return (lines[-1] if lines else "")[:160]
