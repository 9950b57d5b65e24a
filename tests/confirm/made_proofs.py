"""What the rules of state creation and side effects expect, written down apart from the rules."""

from __future__ import annotations

from dataclasses import replace

from tfguard.rules.proof import (
    BreaksProtocol,
    ChangesNothing,
    CheckLeftOut,
    CompiledDiffers,
    Contrast,
    Effect,
    FrozenValue,
    GrowsGraph,
    LateBound,
    LeaksTensor,
    NameMissing,
    NeverReturns,
    NoEffect,
    NotObservable,
    OptionDeprecated,
    Proof,
    Raises,
    RemakesFunction,
    ResultDiffers,
    Retraces,
    ReturnRefused,
    RunsOnceInLoop,
    RunsOnlyWhileTracing,
    SharesTrace,
    SkipsHandler,
    SpoilsObject,
    StaleValue,
    StateDiffers,
    SymbolicText,
    UnrollsLoop,
    WorksAsStyle,
)

SINGLETON = Raises(
    ("ValueError",), r"tf\.function only supports singleton tf\.Variables created on the first call"
)
MUTARG = Raises(
    ("ValueError",), r"should not modify its Python input arguments.*parameter\(s\) were modified"
)
TRUTH = Raises(("TypeError",), "as a Python `bool` is not allowed")
UNHASHABLE = Raises(("TypeError",), r"Could not generate a generic TraceType for")
AUGMENTED = Raises(("RuntimeError",), r"`variable [+-]= value` with `tf\.Variable`s is not supported")
ELEMENTS = Raises(("TypeError",), "Iterating over a symbolic `tf.Tensor` is not allowed")
# Of branches and loops, TensorFlow names the header.
UNDEFINED = Raises(("ValueError",), "must also be initialized in the|is None at the end of", around=True)
OTHER_DTYPE = Raises(("TypeError",), "in the main|before the loop|does not match type", around=True)
NO_RETURN = Raises(("ValueError",), "branch must also have a return statement", around=True)
NO_RETURN_IN_LOOP = Raises(
    ("NotImplementedError",), "cannot be placed inside this TensorFlow loop", around=True
)
LEFT_LOOP = Raises(("NotImplementedError",), "not supported in Python for loops", around=True)

NO_SESSION = Raises(("RuntimeError", "NotImplementedError"), "Session graph is empty|eval is not supported")
NOT_FED = Raises(("RuntimeError", "OpError"), "not compatible with eager|must feed a value")
NO_FUNCTION = Raises(("RuntimeError",), "should be a function when eager execution is enabled")
NOT_RUN = Raises(("AttributeError",), "'NoneType' object has no attribute 'run'", related=True)


def _only_traced(effect: Effect) -> RunsOnlyWhileTracing:
    return RunsOnlyWhileTracing(frozenset((effect,)))


def _eager_ok(*expectations: object) -> Proof:
    return Proof(Contrast.EAGER_OK, expectations)  # type: ignore[arg-type]


PROOFS = {
    "E7101": _eager_ok(SINGLETON),
    "E7102": _eager_ok(SINGLETON),
    "C7103": _eager_ok(WorksAsStyle()),
    "E7105": Proof(Contrast.BOTH_FAIL, (AUGMENTED,)),
    "E7106": _eager_ok(StateDiffers(), LeaksTensor()),
    "W7201": _eager_ok(_only_traced(Effect.OUTPUT)),
    "W7202": _eager_ok(_only_traced(Effect.LOG)),
    "W7203": _eager_ok(StateDiffers(), _only_traced(Effect.STATE)),
    "W7204": _eager_ok(StateDiffers(), _only_traced(Effect.STATE)),
    "W7205": _eager_ok(StateDiffers()),
    "W7206": _eager_ok(StateDiffers()),
    "W7207": _eager_ok(_only_traced(Effect.FILE), FrozenValue()),
    "W7208": _eager_ok(FrozenValue(), _only_traced(Effect.RANDOM)),
    "W7209": _eager_ok(FrozenValue(), _only_traced(Effect.SLEEP)),
    "W7210": _eager_ok(FrozenValue()),
    "E7211": _eager_ok(LeaksTensor()),
    "W7212": _eager_ok(_only_traced(Effect.DEBUGGER)),
    "W7301": _eager_ok(Retraces()),
    "W7302": _eager_ok(Retraces()),
    "W7303": _eager_ok(Retraces(), UNHASHABLE),
    "W7304": _eager_ok(RemakesFunction()),
    "W7305": _eager_ok(Retraces()),
    "W7306": _eager_ok(SharesTrace()),
    "W7401": _eager_ok(StaleValue()),
    "W7403": _eager_ok(LateBound()),
    "W7404": _eager_ok(GrowsGraph()),
    "W7406": _eager_ok(NoEffect()),
    "W7501": _eager_ok(UnrollsLoop()),
    "E7502": _eager_ok(RunsOnceInLoop()),
    "E7503": _eager_ok(UNDEFINED),
    "E7504": _eager_ok(NO_RETURN, NO_RETURN_IN_LOOP),
    "E7505": _eager_ok(OTHER_DTYPE),
    "E7506": _eager_ok(TRUTH),
    "E7507": _eager_ok(Raises(("Exception",), "")),
    "W7508": _eager_ok(SkipsHandler()),
    "E7509": _eager_ok(TRUTH),
    "E7510": _eager_ok(ELEMENTS),
    "E7511": _eager_ok(LEFT_LOOP),
    "E7512": _eager_ok(replace(TRUTH, related=True, unconverted=True)),
    "E7513": _eager_ok(TRUTH, ELEMENTS),
    "E7601": _eager_ok(Raises(("AttributeError",), r"has no attribute 'numpy'")),
    "E7602": _eager_ok(Raises(("TypeError",), "must be real number")),
    "E7603": _eager_ok(Raises(("NotImplementedError",), "Cannot convert a symbolic")),
    "W7607": _eager_ok(SymbolicText()),
    "E7701": _eager_ok(NeverReturns()),
    "E7702": _eager_ok(ReturnRefused(("generator",), unrun=True)),
    "E7703": _eager_ok(ReturnRefused(("coroutine",), unrun=True)),
    "E7704": Proof(
        Contrast.DEFINITION,
        (Raises(("TypeError",), "weak reference to 'staticmethod'|is not a callable|Tensor is unhashable"),),
    ),
    "E7706": Proof(
        Contrast.DEFINITION, (Raises(("TypeError",), "input_signature (contains|missing|must be)"),)
    ),
    "E7707": _eager_ok(Raises(("InvalidArgumentError",), "Detected unsupported operations")),
    "W7708": _eager_ok(CompiledDiffers("dynamic TensorArray"), CheckLeftOut()),
    "E7710": Proof(Contrast.DEFINITION, (Raises(("AttributeError",), "'NoneType' object has no attribute"),)),
    "E7711": _eager_ok(ReturnRefused()),
    "E7709": _eager_ok(
        SpoilsObject(SINGLETON), BreaksProtocol(r"__\w+__ (returned non-|should return bool)")
    ),
    "C7705": Proof(Contrast.LOOKUP, (OptionDeprecated(),)),
    "W7606": Proof(Contrast.NOT_APPLICABLE, (NotObservable("the switch does what it says"),)),
    "C7804": Proof(Contrast.WITHOUT, (ChangesNothing(),)),
    "R7712": Proof(Contrast.WITHOUT, (ChangesNothing(shared=True),)),
    "E7608": _eager_ok(Raises(("TypeError",), "expected string or bytes-like object|as a Python `bool`")),
    "E7801": Proof(Contrast.LOOKUP, (NameMissing(), NO_SESSION)),
    "E7802": Proof(Contrast.LOOKUP, (NameMissing(), NOT_FED)),
    "E7803": Proof(Contrast.LOOKUP, (NameMissing(), NO_FUNCTION, NOT_RUN)),
    "E7213": _eager_ok(MUTARG),
    "E7214": _eager_ok(ResultDiffers()),
}
