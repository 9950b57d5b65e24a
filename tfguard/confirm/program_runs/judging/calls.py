"""Expectations about several calls: traces for each new value, and functions that are made anew."""

from __future__ import annotations

from collections.abc import Sequence

from tfguard.confirm.program_runs.judging.seen import ENOUGH, Seen
from tfguard.confirm.program_runs.reports import Event, Function
from tfguard.confirm.verdict import Reason, Verdict

MAX_SHOWN = 3


def retraces(seen: Seen) -> Verdict:
    """At the flagged call, each new value of the argument, and of nothing else, was a trace."""
    function = seen.function
    if function is None or not function.calls:
        return seen.undecided(Reason.NOT_REACHED, f"{seen.item.finding.root.qualname} was not called")
    here = [event for event in function.events if _is_at(event, seen.item.sites)]
    later = [event for event in here if not event.first]
    text = _counted(function)
    if not here:
        return seen.undecided(Reason.NOT_REACHED, f"it was traced by other calls; {text}")
    if any(not event.causes for event in later):
        return seen.undecided(Reason.NOT_OBSERVABLE, "it was traced again by arguments that look alike", text)
    groups = [_alone(seen, [event for event in here if event.object == one]) for one in _objects(here)]
    chosen = max(groups, key=len)
    if len(chosen) < ENOUGH - 1:
        return seen.undecided(Reason.FEW_CALLS, f"{text}, {len(chosen)} by this argument alone")
    if len(_values(chosen)) < ENOUGH:
        return seen.undecided(Reason.FEW_CALLS, f"{text} for {len(_values(chosen))} values")
    if function.objects == 1 and 2 * chosen[-1].call < function.calls:
        return seen.undecided(Reason.FEW_CALLS, f"{text}, all of them among the first calls")
    seconds = sum(event.seconds for event in chosen)
    return seen.confirmed(
        f"{text}; {len(chosen)} of them for {_shown(chosen)}; {seconds:.1f} s spent tracing"
    )


def _counted(function: Function) -> str:
    return f"{_number(function.calls, 'call')}: {_number(function.traces, 'trace')}"


def _number(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def _is_at(event: Event, sites: Sequence[tuple[str, int, int]]) -> bool:
    if event.caller is None:
        return False
    path, line = event.caller
    return any(path == one and first <= line <= last for one, first, last in sites)


def _objects(events: Sequence[Event]) -> list[int]:
    return list(dict.fromkeys(event.object for event in events))


def _alone(seen: Seen, events: Sequence[Event]) -> list[Event]:
    """The traces that nothing but the flagged argument explains."""
    later = [event for event in events if not event.first]
    wanted = seen.item.parameter
    if not wanted:
        named = {cause.parameter for event in later for cause in event.causes}
        if len(named) != 1:
            return []
        wanted = named.pop()
    return [event for event in later if {cause.parameter for cause in event.causes} == {wanted}]


def _values(events: Sequence[Event]) -> set[str]:
    return {text for event in events for cause in event.causes for text in (cause.before, cause.now)}


def _shown(events: Sequence[Event]) -> str:
    """``rate alone: value 3 -> 4, 4 -> 5, ...``."""
    causes = [event.causes[0] for event in events]
    changes = [f"{cause.before} -> {cause.now}" for cause in causes[:MAX_SHOWN]]
    more = ", ..." if len(causes) > MAX_SHOWN else ""
    return f"{causes[0].name} alone: {causes[0].respect} {', '.join(changes)}{more}"


def remakes_function(seen: Seen) -> Verdict:
    """The place makes functions, each of which is traced with arguments like those of the first one."""
    item, process = seen.item, seen.process
    made = process.eager.get(item.probe, 0)
    if seen.records or process.elsewhere.get(item.probe):
        return seen.undecided(Reason.NOT_OBSERVABLE, "it is itself made while tracing")
    if not made:
        return seen.unreached() or seen.undecided(Reason.NOT_REACHED)
    function = seen.function
    if function is None or not function.calls:
        return seen.undecided(Reason.NOT_REACHED, f"{item.finding.root.qualname} was not called")
    text = f"made {made:,} times: {_counted(function)}"
    if made < ENOUGH or function.traced < ENOUGH:
        return seen.undecided(Reason.FEW_CALLS, text)
    if function.objects > made or function.inside:
        return seen.undecided(Reason.NOT_OBSERVABLE, "what is called is made at another place too", text)
    if function.alike < function.traced:
        return seen.undecided(Reason.NOT_OBSERVABLE, "the arguments would have been traced anew anyway", text)
    return seen.confirmed(
        f"{text} in {_number(function.traced, 'function')} that were all given the same kind of arguments"
    )
