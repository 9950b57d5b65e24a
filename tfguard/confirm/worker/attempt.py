"""One attempt: load the slice afresh, get hold of the traced function, call it, write down what happened."""

from __future__ import annotations

import contextlib
import importlib
import operator
import os
import random
import sys
import time
from typing import Any, Callable

from . import cases, effects, failure, worldly
from .calls import underlying
from .clock import Clock
from .loading import ShadowFinder, StandInNeededError, StubLog
from .probes import Captured, Runtime, Sight
from .repeating import Outlook
from .search import tensor
from .tokens import is_tensor, numbers

# Special methods are called as Python calls them: it looks at what they return.
_PROTOCOLS: dict[str, Callable[..., Any]] = {
    "__repr__": repr, "__str__": str, "__format__": format, "__bytes__": bytes, "__bool__": bool,
    "__int__": int, "__float__": float, "__complex__": complex, "__index__": operator.index,
    "__iter__": iter,
}  # fmt: skip
LONG_LOADING = 0.3  # seconds of processor time
CALL_STEP = 1000  # where a failed call stands among the plan's steps: after all of them


class SlowAttempt(BaseException):
    """An attempt has used up its share of the time; others may be quicker."""


class Loaded:
    """The user's modules as one attempt has loaded them.

    A search that loads a large project anew for each try finds nothing in time. What it finds is run again
    from a fresh state.

    Attributes:
        modules: by name.
        stubs: the log of their stand-ins, which know no other.
        used: the stand-ins that loading has leaned on.
        captured: traced functions that were made while loading.
    """

    def __init__(self, modules: dict[str, Any], stubs: StubLog, captured: list[Any]) -> None:
        self.modules = modules
        self.stubs = stubs
        self.used = frozenset(stubs.used)
        self.captured = list(captured)


class Setting:
    """What every attempt of one child shares.

    Attributes:
        request: the run as the parent asked for it.
        root: folder of the shadow files, with a trailing separator.
        tensorflow: the module.
        eagerly: switches ``tf.function`` off and on; what the user's code finds under its name does nothing.
        outlook: whether the run would go the same way again.
        clock: how long it has taken.
        loaded: called when an attempt has loaded the user's modules.
        again: modules that took long to load, for the next attempt of a search.
        interruptible: whether the user's code is running, which may be ended when it takes too long.
    """

    def __init__(
        self,
        request: dict[str, Any],
        root: str,
        tensorflow: Any,
        eagerly: Callable[[bool], None],
        outlook: Outlook,
        clock: Clock,
    ) -> None:
        self.request = request
        self.root = root
        self.tensorflow = tensorflow
        self.eagerly = eagerly
        self.outlook = outlook
        self.clock = clock
        self.interruptible = False
        self.loaded: Callable[[], None] = lambda: None
        self.again: Loaded | None = None


class Attempt:
    """The state of one attempt; made anew for each, so that no attempt sees another's objects."""

    def __init__(self, setting: Setting, plan: dict[str, Any], values: list[str], variation: int) -> None:
        self.setting = setting
        self.plan = plan
        self.values = list(values)
        self.variation = variation
        self.stubs = StubLog()
        specs = {int(probe): spec for probe, spec in setting.request["probes"].items()}
        self.runtime = self._make_runtime(specs)
        self.namespace: dict[str, Any] = {}
        self.kept: list[Any] = []
        self.calls: list[dict[str, Any]] = []
        self.step = 0
        self.error: dict[str, Any] | None = None
        self.results: list[Any] = []
        self.graph_bytes = 0
        self.rooted: set[int] = set()
        self.handed: tuple[tuple[Any, ...], dict[str, Any]] | None = None
        self.given: dict[int, list[str]] = {}
        self.spoiled: dict[int, str] = {}
        self.built: list[int] = []

    def _make_runtime(self, specs: dict[int, dict[str, Any]]) -> Runtime:
        return Runtime(specs, bool(self.plan.get("abort")), self.setting.tensorflow)

    def run(self) -> dict[str, Any]:
        """Do it all; what went wrong is part of the report."""
        again = self.setting.again
        if again is not None:
            self.stubs = again.stubs
            self.stubs.used = set(again.used)
        finder = self._finder()
        finder.claim()
        if again is not None:
            self._take_loaded(again)
        sys.meta_path.insert(0, finder)
        started = time.monotonic()
        try:
            self._seed()
            worldly.write(self.setting.request["made"])
            self._guarded()
            self.rooted = self.runtime.rooted([*self._modules(), *self.kept])
        finally:
            sys.meta_path.remove(finder)
            finder.forget()
            effects.forget()
        return {
            "error": self.error,
            "step": self.step,
            "calls": self.calls,
            "arguments": self._arguments(),
            "values": self.values,
            "variation": self.variation,
            "stubs_made": self.stubs.made,
            "stubs_used": sorted(self.stubs.used),
            "rooted": sorted(self.rooted),
            "given": {str(probe): names for probe, names in self.given.items()},
            "graph_bytes": self.graph_bytes,
            "built": self.built,
            "spoiled": {str(probe): text for probe, text in self.spoiled.items()},
            "seconds": round(time.monotonic() - started, 3),
        }

    def _take_loaded(self, again: Loaded) -> None:
        sys.modules.update(again.modules)
        for name, module in again.modules.items():
            self._prepare(name, vars(module))
        self.runtime.captured += again.captured

    def _keep_loaded(self, seconds: float) -> None:
        if self.setting.request["search"] and seconds > LONG_LOADING and self.setting.again is None:
            names = [file["module"] for file in self.setting.request["files"]]
            modules = {name: sys.modules[name] for name in names if name in sys.modules}
            self.setting.again = Loaded(modules, self.stubs, self.runtime.captured)

    def _modules(self) -> list[dict[str, Any]]:
        names = [file["module"] for file in self.setting.request["files"]]
        return [vars(sys.modules[name]) for name in names if name in sys.modules]

    def _finder(self) -> ShadowFinder:
        files = {}
        for file in self.setting.request["files"]:
            files[file["module"]] = os.path.join(self.setting.root, file["path"]) if file["path"] else ""
        return ShadowFinder(files, self.stubs, self._prepare)

    def _prepare(self, module: str, namespace: dict[str, Any]) -> None:
        namespace.update(self.runtime.names)
        for probe, spec in self.runtime.specs.items():
            if spec.get("module") == module:
                self.runtime.namespaces[probe] = namespace

    def _seed(self) -> None:
        random.seed(0)
        numpy = sys.modules.get("numpy")
        if numpy is not None:
            numpy.random.seed(0)

    def _guarded(self) -> None:
        try:
            try:
                self.setting.interruptible = True
                self._go()
            finally:
                self.setting.interruptible = False
        except Captured:
            text = "what makes the traced function was run where it was not expected"
            self.error = {"type": "Captured", "classes": [], "text": text, "innermost": None, "held": []}
        except SlowAttempt:
            text = "the attempt took too long"
            self.error = {"type": "SlowAttempt", "classes": [], "text": text, "innermost": None, "held": []}
        except (StandInNeededError, SystemExit, KeyboardInterrupt, GeneratorExit) as error:
            self.error = self._described(error)
        except Exception as error:  # noqa: BLE001 - the user's
            self.error = self._described(error)

    def _described(self, error: BaseException) -> dict[str, Any]:
        found = failure.describe(error, self.setting.root, self.runtime.held)
        if failure.CAUGHT_NOTHING in found["text"]:
            self.stubs.use_all()  # a stand-in for a class of errors was asked whether it is this one
        return found

    def _go(self) -> None:
        started = time.process_time()
        self.namespace = vars(importlib.import_module(self.setting.request["main"]))
        if self.plan.get("module"):
            importlib.import_module(self.plan["module"])
        cases.mark_flags_parsed()
        effects.enable_logging()
        keep_full_tracebacks(self.setting.tensorflow)
        self.stubs.loading = False
        self._keep_loaded(time.process_time() - started)
        self.setting.loaded()
        subject = self._obtain()
        self.built = sorted(probe for probe, sight in self.runtime.sights.items() if sight.traced)
        self.spoiled = self.runtime.leaks()  # no call was made: what leaked now leaked in a constructor
        self._call(subject)

    def _evaluate(self, source: str) -> Any:
        names = {"tf": self.setting.tensorflow, "np": sys.modules.get("numpy")}
        if self.plan.get("module"):
            names.update(vars(sys.modules[self.plan["module"]]))
        names.update(self.namespace)
        return eval(source, names)  # noqa: S307 - the texts are the user's own call sites or ours

    def _parameters(self, arguments: list[dict[str, Any]]) -> tuple[list[Any], dict[str, Any]]:
        positional, keywords = [], {}
        for argument in arguments:
            value = self._evaluate(self.values[argument["hole"]])
            if argument["keyword"]:
                keywords[argument["keyword"]] = value
            else:
                positional.append(value)
        return positional, keywords

    def _obtain(self) -> Any:
        current: Any = None
        for number, step in enumerate(self.plan["steps"], 1):
            self.step = number
            current = self._take(step, current)
            self.kept.append(current)
        return current

    def _take(self, step: dict[str, Any], current: Any) -> Any:
        action = step["do"]
        if action == "get":
            module = step.get("module")
            return getattr(sys.modules[module], step["name"]) if module else self.namespace[step["name"]]
        if action == "evaluate":
            return self._evaluate(step["source"])
        if action == "attribute":
            # A Keras layer's call is run through the layer, which builds it first.
            if step["name"] == "call" and hasattr(current, "add_weight"):
                return current
            protocol = _PROTOCOLS.get(step["name"])
            if protocol is not None and not isinstance(current, type):
                return lambda *arguments: protocol(current, *arguments)
            return getattr(current, step["name"])
        if action == "construct":
            positional, keywords = self._parameters(step["arguments"])
            return current(*positional, **keywords)
        if action == "invoke":
            return self._invoke(current, step)
        if action == "captured":
            if not self.runtime.captured:
                raise LookupError("the code that makes the traced function was run and did not make it")
            return self.runtime.captured[-1]
        if action == "compile":
            current.compile(optimizer="sgd", loss="mse")
            return current
        if action == "case":
            return cases.ready(
                sys.modules[self.plan["module"]], step["owner"], step["function"], step["variant"]
            )
        if action == "passed":
            return self._passed(current, step)
        return self._wrap(current, step)

    def _passed(self, code: Any, step: dict[str, Any]) -> Any:
        """Run code of the project until it comes to the subject's body; keep what that was called with."""
        positional, keywords = self._parameters(step["arguments"])
        self.runtime.passing = True
        self.setting.eagerly(True)
        try:
            code(*positional, **keywords)
        except Captured:
            pass
        finally:
            self.runtime.passing = False
            self.setting.eagerly(self.setting.request["mode"] == "eager")
        if self.runtime.passed is None:
            raise LookupError("what was run does not come to the traced function")
        owner, passed, named = self.runtime.passed
        self.handed = cases.with_values(passed, named, self.setting.tensorflow)
        self.runtime.start_call()
        return owner

    def _invoke(self, maker: Any, step: dict[str, Any]) -> Any:
        positional, keywords = self._parameters(step["arguments"])
        try:
            return maker(*positional, **keywords)
        except Captured:
            return None

    def _wrap(self, current: Any, step: dict[str, Any]) -> Any:
        options = dict(step["options"])
        if step.get("keras_2_converts") and _keras_of(self.setting.tensorflow) == "2":
            options.pop("autograph", None)
        if step.get("signature"):
            try:
                options["input_signature"] = self._evaluate(step["signature"])
            except NameError:
                # A local of code that is not run here: without it more arguments fit, not other ones.
                options.pop("input_signature", None)
        return self.setting.tensorflow.function(current, **options)

    def _signature(self, subject: Any) -> None:
        """Let a declared signature decide over the guesses."""
        specs = getattr(subject, "input_signature", None)
        holes = [argument["hole"] for argument in self.plan["call"]]
        if not isinstance(specs, (list, tuple)):
            return
        for hole, spec in zip(holes, specs):
            text = _from_spec(spec)
            if text and self.plan["holes"][hole].get("guessed"):
                self.values[hole] = text

    def _call(self, subject: Any) -> None:
        self._signature(subject)
        positional, keywords = self._parameters(self.plan["call"])
        if self.handed is not None:
            positional, keywords = list(self.handed[0]), self.handed[1]
        self.kept += [subject, positional, keywords]
        self.runtime.find_cells([*self.kept, *self._modules()])
        for index in range(self.setting.request["calls"]):
            self._world(index)
            self.runtime.start_call()
            self.step = CALL_STEP + index
            varied = [
                _vary(value, index, self.variation, 1 + place) for place, value in enumerate(positional)
            ]
            named = {
                name: _vary(value, index, self.variation, 1 + len(varied) + place)
                for place, (name, value) in enumerate(keywords.items())
            }
            try:
                result = subject(*varied, **named)
            except (Exception, SystemExit) as error:  # noqa: BLE001 - the user's
                self.error = self._described(error)
                at_work = {probe for probe, _ in self.runtime.named_in(self.error["text"])}
                self.error["held"] = sorted(at_work.union(self.error["held"]))
                self.calls.append(self._seen(None, self.error))
                return
            self.results.append(result)
            self.calls.append(self._seen(result, None))
            if not index:
                given = {str(place): value for place, value in enumerate(varied)}
                self.given = self.runtime.given({**_defaults(subject), **given, **named})
        if self.setting.request.get("open"):
            self._trace_open(subject, positional, keywords)
        elif self.setting.request.get("open_texts"):
            self._read_open(subject, positional, keywords)
        if self.setting.request.get("measure") and hasattr(subject, "get_concrete_function"):
            # The arguments are those of the last call: this gives the trace that there is.
            graph = subject.get_concrete_function(*varied, **named).graph
            self.graph_bytes = graph.as_graph_def().ByteSize()

    def _trace_open(self, subject: Any, positional: list[Any], keywords: dict[str, Any]) -> None:
        """Trace once more with the first axis of each tensor open, as for batches of any size."""
        self.runtime.start_call()
        try:
            self._traced_open(subject, positional, keywords)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - the user's
            self.error = failure.describe(error, self.setting.root, self.runtime.held)
            self.calls.append(self._seen(None, self.error))

    def _traced_open(self, subject: Any, positional: list[Any], keywords: dict[str, Any]) -> None:
        tf = self.setting.tensorflow
        traced = subject if hasattr(subject, "get_concrete_function") else tf.function(subject)
        specs, named = tf.nest.map_structure(lambda value: _opened(value, tf), (positional, keywords))
        traced.get_concrete_function(*specs, **named)

    def _read_open(self, subject: Any, positional: list[Any], keywords: dict[str, Any]) -> None:
        """Add to the last call what texts are made where the first axis is open: sizes are tensors there."""
        self.runtime.start_call()
        # The calls have run; this only adds to them.
        with contextlib.suppress(Exception, SystemExit):
            self._traced_open(subject, positional, keywords)
        for probe in self.setting.request["open_texts"]:
            seen = self.calls[-1]["probes"].setdefault(str(probe), Sight().as_json())
            kinds = ["open " + kind for kind in self.runtime.sight(probe).kinds] or ["open failed"]
            seen["kinds"] = [*seen["kinds"], *kinds]

    def _world(self, index: int) -> None:
        for name in self.setting.request.get("environ", []):
            os.environ[name] = str(index + 1)

    def _seen(self, result: Any, error: dict[str, Any] | None) -> dict[str, Any]:
        effects.forget()
        if error is None:
            self.runtime.look_for_uses()
        return {
            "error": error,
            "probes": {str(probe): sight.as_json() for probe, sight in self.runtime.sights.items()},
            "states": {str(probe): state[:400] for probe, state in self.runtime.states().items()},
            "leaks": {str(probe): text for probe, text in self.runtime.leaks().items()},
            "result": numbers(result),
            "returned": type(result).__name__,
        }

    def _arguments(self) -> list[list[str]]:
        return [
            [hole["name"], value]
            for hole, value in zip(self.plan["holes"], self.values)
            if not hole.get("hidden")
        ]


def _defaults(subject: Any) -> dict[str, Any]:
    """The default arguments of a function, by name."""
    function = underlying(subject)
    code, positional = getattr(function, "__code__", None), getattr(function, "__defaults__", None) or ()
    names = code.co_varnames[: code.co_argcount] if code is not None else ()
    found = dict(zip(names[len(names) - len(positional) :], positional))
    return {**found, **(getattr(function, "__kwdefaults__", None) or {})}


def _keras_of(tf: Any) -> str:
    """The first number of the version of ``tf.keras``."""
    version = getattr(tf.keras, "__version__", None) or getattr(sys.modules.get("keras"), "__version__", "")
    return str(version).partition(".")[0]


def keep_full_tracebacks(tf: Any) -> None:
    """Keep the frames of TensorFlow and Keras: their ``self`` tells which object was at work."""
    tf.debugging.disable_traceback_filtering()
    config = getattr(sys.modules.get("keras"), "config", None)
    if config is not None and hasattr(config, "disable_traceback_filtering"):
        config.disable_traceback_filtering()


def _opened(value: Any, tf: Any) -> Any:
    """The spec of a tensor, or an array, whose first axis is open; other values as they are."""
    if not is_tensor(value) and type(value).__name__ != "ndarray":
        return value
    tensor = tf.convert_to_tensor(value)
    if not tensor.shape.rank:
        return value
    return tf.TensorSpec([None, *tensor.shape[1:]], tensor.dtype)


def _from_spec(spec: Any) -> str:
    shape = getattr(spec, "shape", None)
    dtype = getattr(getattr(spec, "dtype", None), "name", "")
    if shape is None or not dtype or type(spec).__name__ != "TensorSpec":
        return ""
    if shape.rank is None:
        return tensor([4], dtype)
    return tensor([4 if size is None else int(size) for size in shape.as_list()], dtype)


_OFFSETS = (0.0, 0.25, 0.5, 0.75, 1.0, 1.25)
# The other side of thresholds: branches on a tensor are to be taken both ways.
_WILD = (1.0, 1.0, -1.0, 10.0, -0.5, 100.0)
WIDEST = 3


def _vary(value: Any, index: int, variation: int, place: int) -> Any:
    """Give other values of the same signature for each call: equal calls would hide what is frozen.

    Args:
        value: an argument.
        index: which call, from 0.
        variation: 0 keeps all, 1 changes floats, 2 changes integers too, 3 changes sign and size.
        place: which argument, from 1: two arguments of equal values would hide which one was used.
    """
    if isinstance(value, list):
        return [_vary(item, index, variation, place + at) for at, item in enumerate(value)]
    if type(value) is tuple:
        return tuple(_vary(item, index, variation, place + at) for at, item in enumerate(value))
    if type(value) is dict:
        return {
            key: _vary(item, index, variation, place + at) for at, (key, item) in enumerate(value.items())
        }
    wild = _WILD[index % len(_WILD)] if variation >= WIDEST else 1.0
    offset = _OFFSETS[index % len(_OFFSETS)] * place
    if is_tensor(value):
        return _vary_tensor(value, index, variation, wild, offset)
    if type(value).__name__ == "ndarray" and variation >= 1 and value.dtype.kind == "f":
        return (value * wild + offset).astype(value.dtype)
    return value


def _vary_tensor(value: Any, index: int, variation: int, wild: float, offset: float) -> Any:
    if variation >= 1 and value.dtype.is_floating:
        return value * wild + offset
    if variation >= 2 and value.dtype.is_integer:
        return value + (index if wild == 1.0 else int(wild * 4))
    if variation >= WIDEST and value.dtype.is_bool and index % 2:
        return value == False  # noqa: E712 - a tensor
    return value
