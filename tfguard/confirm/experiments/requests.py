"""What a worker is asked to run, in the form that it reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from tfguard.confirm.judging.case import CALL_COUNT
from tfguard.confirm.slices.materials import Materials
from tfguard.confirm.slices.shadow import Shadow
from tfguard.confirm.subjects.arguments import GRID
from tfguard.confirm.subjects.steps import Plan
from tfguard.confirm.workers.protocol import Observation

TRIES = 60
MORE_TRIES = 10  # after a first success, to reach what it did not
SEARCH_SHARE = 0.6  # of the time limit; the rest is for the attempt that is under way then

Run = Callable[[Mapping[str, object]], Observation]
Shadows = dict[str, tuple[str, Shadow]]


def new_request(
    mode: str, materials: Materials, shadows: Shadows, plans: Sequence[Plan], seconds: float, memory: int
) -> dict[str, object]:
    """Write a run that tries arguments in order; its probes and goal are to be added.

    Args:
        mode: ``eager`` or ``graph``.
        materials: the files.
        shadows: their texts, with probes.
        plans: ways to what is run.
        seconds: time limit.
        memory: memory limit.
    """
    return request_for(mode, materials.as_json(shadows), materials.main, plans, seconds, memory)


def request_for(
    mode: str,
    files: Sequence[Mapping[str, str]],
    main: str,
    plans: Sequence[Plan],
    seconds: float,
    memory: int,
) -> dict[str, object]:
    """Write such a run of any files.

    Args:
        mode: ``eager`` or ``graph``.
        files: the files in the worker's form.
        main: the module that is loaded.
        plans: ways to what is run; a plan without steps runs nothing but the module.
        seconds: time limit.
        memory: memory limit.
    """
    return {
        "mode": mode,
        "search": False,
        "files": list(files),
        "main": main,
        "probes": {},
        "calls": CALL_COUNT,
        "goal": [],
        "grid": list(GRID),
        "tries": TRIES,
        "more_tries": MORE_TRIES,
        "search_seconds": seconds * SEARCH_SHARE,
        "memory": memory,
        "variation": 0,
        "made": {},
        "environ": [],
        "plans": [plan.as_json() for plan in plans],
    }


def fix(request: dict[str, object], plans: Sequence[Plan], chosen: Observation) -> None:
    """Let a request use the arguments that a search has chosen."""
    plan = plans[chosen.plan]
    holes = [{**hole, "candidates": [value]} for hole, value in zip(plan.holes, chosen.values, strict=True)]
    request["plans"] = [{**plan.as_json(), "holes": holes}]
    request["search"] = False
    request["variation"] = chosen.variation
    request["made"] = dict(chosen.made)
    if chosen.failure is None:
        request["calls"] = len(chosen.calls)
