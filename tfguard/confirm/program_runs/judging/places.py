"""Expectations about what a place does and gives, from what was seen of it while graphs were built."""

from __future__ import annotations

from tfguard.confirm.judging import evidence
from tfguard.confirm.judging.state import SYMBOLIC_TEXT, by_content
from tfguard.confirm.program_runs.judging.seen import ENOUGH, Seen
from tfguard.confirm.program_runs.reports import Record
from tfguard.confirm.verdict import Reason, Verdict
from tfguard.rules.proof import Effect, RunsOnlyWhileTracing
from tfguard.tracing.traced import Confidence

ENOUGH_ROUNDS = 16
_STATE = frozenset((Effect.STATE.value,))
_CHANGING = frozenset(("clock", Effect.RANDOM.value))  # what gives another value each time


def _unsettled(seen: Seen, record: Record) -> Verdict | None:
    """Say why a run does not show that later calls would have come to the place and did not."""
    item = seen.item
    if not record.object:
        return seen.undecided(Reason.NOT_OBSERVABLE, "what calls the graph (a dataset, say) is not seen")
    if record.running or seen.process.elsewhere.get(item.probe):
        return seen.undecided(Reason.NOT_OBSERVABLE, "it also runs while the graph does")
    if record.calls < record.tracing:
        return seen.undecided(Reason.ONE_RUN, "only some of the traces come to it")
    sure = item.finding.confidence is Confidence.HIGH or not item.conditional
    if not sure and record.calls < ENOUGH:
        return seen.undecided(Reason.ONE_RUN, "what stands around it may keep later calls away from it")
    if record.quiet < ENOUGH:
        return seen.undecided(Reason.FEW_CALLS, record.too_few)
    return None


def _run_by_graph(seen: Seen, record: Record) -> Verdict | None:
    """Refute what later calls do, although they trace nothing."""
    if record.acted < ENOUGH:
        return None
    return seen.refuted(f"the line also ran in {record.acted} calls that traced nothing")


def runs_only_while_tracing(seen: Seen, expectation: RunsOnlyWhileTracing) -> Verdict:
    """The place acts on Python's world while a graph is built, and later calls never come to it."""
    kinds = frozenset(effect.value for effect in expectation.effects) or frozenset(
        one.value for one in Effect
    )
    return seen.by_record(lambda record: _only_traced(seen, record, kinds))


def _only_traced(seen: Seen, record: Record, kinds: frozenset[str]) -> Verdict:
    refuted = _run_by_graph(seen, record)
    if refuted is not None:
        return refuted
    found = kinds & set(record.effects)
    if not found:
        return seen.undecided(Reason.NOT_OBSERVABLE, "no effect was seen while tracing")
    unsettled = _unsettled(seen, record)
    if unsettled is None and Effect.STATE.value in found:
        unsettled = _may_be_idempotent(seen, record)
    if unsettled is not None:
        return unsettled
    verb = evidence.verb(found)
    count = max(record.effects[kind] for kind in found)
    return seen.confirmed(f"{record.all_calls} calls: {verb} {evidence.times(count)}, {_later(record)}")


def _later(record: Record) -> str:
    return f"while tracing; the {record.quiet} calls that traced nothing never came to the line"


def _may_be_idempotent(seen: Seen, record: Record) -> Verdict | None:
    """A change has to be one that each call would make again, of something that outlives the call."""
    if not record.lasting:
        return seen.undecided(Reason.NOT_OBSERVABLE, "whether what is changed outlives the call is not known")
    each_time = record.effects.get(Effect.STATE.value, 0) == record.passes
    if each_time and (record.passes > 1 or "grows" in record.effects or seen.item.augmented):
        return None
    return seen.undecided(Reason.ONE_RUN, "whether a further pass would change it again")


def state_differs(seen: Seen) -> Verdict:
    """What the place changes is changed while tracing alone, or holds a tensor without a value."""
    return seen.by_record(lambda record: _leaked(seen, record) or _only_traced(seen, record, _STATE))


def leaks_tensor(seen: Seen) -> Verdict:
    """What the place stores into holds a tensor without a value after a call."""

    def judge(record: Record) -> Verdict:
        leaked = _leaked(seen, record)
        if leaked is not None:
            return leaked
        if record.lasting is not True:
            return seen.undecided(Reason.NOT_OBSERVABLE, "whether what is stored into outlives the call")
        if record.quiet < ENOUGH:
            return seen.undecided(Reason.FEW_CALLS, record.too_few)
        return seen.refuted(f"{record.calls} traces: it keeps no tensor without a value")

    return seen.by_record(judge)


def _leaked(seen: Seen, record: Record) -> Verdict | None:
    if not record.leak:
        return None
    watch = seen.item.built.watch if seen.item.built is not None else None
    target = f"{watch.source}.{watch.name}" if watch and watch.kind == "attribute" else ""
    target = target or (watch.source or watch.name if watch else "") or "the target"
    return seen.confirmed(
        f"after a call that traced, {target} holds a tensor without a value ({record.leak})"
    )


def frozen_value(seen: Seen) -> Verdict:
    """The place gives a value that changes from time to time, and later calls have the trace's."""
    return seen.by_record(lambda record: _frozen(seen, record))


def _frozen(seen: Seen, record: Record) -> Verdict:
    refuted = _run_by_graph(seen, record)
    if refuted is not None:
        return refuted
    if not record.kinds - {"none"}:
        return seen.undecided(Reason.NOT_OBSERVABLE, "it gives no value")
    if record.kinds & {"symbolic", "tensor", "variable"}:
        return seen.undecided(Reason.NOT_OBSERVABLE, "the value is a tensor")
    unsettled = _unsettled(seen, record)
    if unsettled is not None:
        return unsettled
    different = len(set(by_content(record.values)))
    if different > 1:
        text = f"{record.all_calls} calls: {different} values, each of them had {_later(record)}"
        return seen.confirmed(text)
    if _CHANGING & set(record.effects):
        text = "one value, read from the clock" if "clock" in record.effects else "one value, drawn at random"
        return seen.confirmed(f"{record.all_calls} calls: {text} {_later(record)}")
    return seen.undecided(Reason.ONE_RUN, "whether another pass would give another value")


def symbolic_text(seen: Seen) -> Verdict:
    """The place makes a text with the name of a tensor of the graph."""

    def judge(record: Record) -> Verdict:
        if SYMBOLIC_TEXT in record.kinds:
            return seen.confirmed(f"in {record.calls} traces the text has a symbolic tensor's name")
        if not record.kinds:
            return seen.undecided(Reason.NOT_REACHED, "it gave no value")
        return seen.refuted("the text names no symbolic tensor")

    return seen.by_record(judge)


def left_out(seen: Seen) -> Verdict:
    """The graph has the operation and nothing that it runs depends on it."""

    def judge(record: Record) -> Verdict:
        if record.uses == {"unused"}:
            return seen.confirmed("in the graph nothing that is run depends on the operation")
        if record.uses == {"used"}:
            return seen.refuted("the graph runs the operation")
        return seen.undecided(Reason.NOT_OBSERVABLE, "the graphs differ, or there is no operation in them")

    return seen.by_record(judge)


def unrolls_loop(seen: Seen) -> Verdict:
    """Each round of the loop adds operations to the graph."""

    def judge(record: Record) -> Verdict:
        if record.rounds > ENOUGH_ROUNDS and record.grown >= record.rounds - 1:
            text = f"in one trace the loop went round {record.rounds - 1} times, which added {record.grown:,}"
            return seen.confirmed(f"{text} operations to the graph")
        return seen.undecided(Reason.ONE_RUN, f"the loop went round {max(0, record.rounds - 1)} times")

    return seen.by_record(judge)
