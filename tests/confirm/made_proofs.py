"""What the rules of state creation and side effects expect, written down apart from the rules."""

from __future__ import annotations

from tfguard.rules.proof import (
    Contrast,
    FrozenValue,
    LeaksTensor,
    Proof,
    Raises,
    ResultDiffers,
    RunsOnlyWhileTracing,
    StateDiffers,
    WorksAsStyle,
)

SINGLETON = Raises(
    ("ValueError",), r"tf\.function only supports singleton tf\.Variables created on the first call"
)
MUTARG = Raises(
    ("ValueError",), r"should not modify its Python input arguments.*parameter\(s\) were modified"
)
AUGMENTED = Raises(("RuntimeError",), r"`variable [+-]= value` with `tf\.Variable`s is not supported")


def _eager_ok(*expectations: object) -> Proof:
    return Proof(Contrast.EAGER_OK, expectations)  # type: ignore[arg-type]


PROOFS = {
    "E7101": _eager_ok(SINGLETON),
    "E7102": _eager_ok(SINGLETON),
    "C7103": _eager_ok(WorksAsStyle()),
    "E7105": Proof(Contrast.BOTH_FAIL, (AUGMENTED,)),
    "E7106": _eager_ok(StateDiffers(), LeaksTensor()),
    "W7201": _eager_ok(RunsOnlyWhileTracing()),
    "W7202": _eager_ok(RunsOnlyWhileTracing()),
    "W7203": _eager_ok(StateDiffers(), RunsOnlyWhileTracing()),
    "W7204": _eager_ok(StateDiffers(), RunsOnlyWhileTracing()),
    "W7205": _eager_ok(StateDiffers()),
    "W7206": _eager_ok(StateDiffers()),
    "W7207": _eager_ok(RunsOnlyWhileTracing(), FrozenValue()),
    "W7208": _eager_ok(FrozenValue()),
    "W7209": _eager_ok(FrozenValue()),
    "W7210": _eager_ok(FrozenValue()),
    "E7211": _eager_ok(LeaksTensor()),
    "W7212": _eager_ok(RunsOnlyWhileTracing()),
    "E7213": _eager_ok(MUTARG),
    "E7214": _eager_ok(ResultDiffers()),
}
