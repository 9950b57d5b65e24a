"""What the probes in flagged files do in the user's own program.

Outside of a graph they count and do nothing else. While a graph is built they look at what the place does;
what they hold for that they hold until the call ends.
"""

from __future__ import annotations

import builtins
import re
import sys
from types import FunctionType
from typing import Any, Callable

from .. import effects
from ..probes import class_names, is_run, kind_of, reached
from ..tokens import WeakIdentities, is_symbolic, is_tensor, symbolic_in, token
from . import frames, noticing
from .functions import Call, Watcher

MAX_VALUES = 12
MAX_RECORDS = 64  # tf.function objects that are told apart for one probe
MAX_WATCHED = 400  # passes of a place in one call that are looked at
_GROWING = re.compile(r"^\[.*\](\d+)$", re.DOTALL)
_NUMBER = re.compile(r"^(int|float|complex):")
_FILE_STATE = re.compile(r"^file#\d+@")


class Record:
    """What one probe saw in the calls of one ``tf.function`` object, or in graphs that no call built (0).

    Attributes:
        calls: calls in which the place was passed while a graph was built.
        passes: how often it was passed then.
        effects: kind of effect -> passes that had it.
        values: different values it gave then, as tokens; ``kinds`` and ``classes`` of all of them.
        uses: for each result, whether the graph runs it.
        leak: what the place stored into holds a tensor without a value after the call.
        lasting: what the place changes outlives the call; None while that is not known.
        quiet_at: how many calls had traced nothing when the place was first passed.
        running: calls in which the place was run by the graph, or between graphs.
        acted: such calls that had traced nothing.
        rounds: most passes in one call; of a loop, its rounds too.
        grown: how many operations the rounds of a loop have added to a graph.
    """

    def __init__(self) -> None:
        self.calls = self.passes = self.quiet_at = self.running = self.acted = self.rounds = self.grown = 0
        self.effects: dict[str, int] = {}
        self.values: list[str] = []
        self.kinds: set[str] = set()
        self.classes: set[str] = set()
        self.uses: set[str] = set()
        self.leak = ""
        self.lasting: bool | None = None
        self.object: Any = None

    def as_json(self) -> dict[str, Any]:
        """Give a form that ``json`` writes."""
        entry = self.object
        return {
            "object": entry.number if entry is not None else 0,
            "function": [entry.function.path, entry.function.line, entry.function.name] if entry else None,
            "tracing": entry.tracing if entry is not None else 0,
            "quiet": entry.quiet - self.quiet_at if entry is not None else 0,
            "all_calls": entry.calls if entry is not None else 0,
            "calls": self.calls,
            "passes": self.passes,
            "effects": self.effects,
            "values": self.values,
            "kinds": sorted(self.kinds)[:MAX_VALUES],
            "classes": sorted(self.classes)[:MAX_VALUES],
            "uses": sorted(self.uses),
            "leak": self.leak,
            "lasting": self.lasting,
            "running": self.running,
            "acted": self.acted,
            "rounds": self.rounds,
            "grown": self.grown,
        }


class Watch:
    """What a flagged place may change: the object that holds it, and how to read it."""

    def __init__(self, owner: Any, read: Callable[[], Any]) -> None:
        self.owner = owner
        self.read = read


class Probes:
    """The probes of one process.

    Args:
        specs: probe -> ``{"watch": kind, "name": ..., "file": number, "uses": bool}``.
        modules: names of the modules of a file, by its number.
        watcher: the watch over ``tf.function`` objects.
        guarded: calls something of the hook's and lets no error out.
    """

    def __init__(
        self,
        specs: dict[int, dict[str, Any]],
        modules: dict[str, list[str]],
        watcher: Watcher,
        guarded: Callable[..., Any],
    ) -> None:
        self.specs = specs
        self.modules = modules
        self.watcher = watcher
        self.guarded = guarded
        self.inside_graph: Callable[[], Any] = _never
        self.graph: Callable[[], Any] = _never
        self.identities = WeakIdentities()
        self.forget()
        watcher.ended = self._ended

    def forget(self) -> None:
        """Start counting anew."""
        self.eager: dict[int, int] = {}
        self.elsewhere: dict[int, int] = {}
        self.records: dict[tuple[int, int], Record] = {}
        self._watched: dict[int, list[Watch]] = {}
        self._asked: list[tuple[int, Any]] = []
        self._rounds: dict[int, tuple[Any, int]] = {}

    def install(self) -> None:
        """Put the probes where every module finds them; AutoGraph is to leave them alone."""
        places: dict[str, Callable[..., Any]] = {
            "_tfguard_enter": self.enter, "_tfguard_exit": self.exit, "_tfguard_value": self.value,
            "_tfguard_item": self.item, "_tfguard_keep": self.keep,
        }  # fmt: skip
        for name, method in places.items():
            setattr(builtins, name, _left_alone(method))

    # Places

    def enter(self, probe: int, watched: Any = None) -> int:
        """A flagged place starts."""
        stack = self.watcher.stack()
        if self.inside_graph():
            self.guarded(self._enter, probe, watched, stack)
        elif stack:
            if not stack[-1].building:
                stack[0].probes.setdefault(probe, 0)
            else:
                self.elsewhere[probe] = self.elsewhere.get(probe, 0) + 1  # lifted out of the graph
        elif self.watcher.outermost and frames.in_graph_run(sys._getframe(1)):  # noqa: SLF001
            self._run_by_graph(probe)
        else:
            self.eager[probe] = self.eager.get(probe, 0) + 1
        return probe

    def exit(self, probe: int) -> None:
        """A flagged statement has ended."""
        if effects.windows():
            self.guarded(self._close, probe)

    def value(self, probe: int, _entered: int, value: Any) -> Any:
        """A flagged expression has a value."""
        if effects.windows():
            self.guarded(self._value, probe, value)
        return value

    def item(self, probe: int, _value: Any) -> None:
        """A flagged loop gives its next item."""
        stack = self.watcher.stack()
        if stack and self.inside_graph():
            stack[0].probes[probe] = stack[0].probes.get(probe, 0) + 1
            self.guarded(self._round, probe, stack[0])

    def _round(self, probe: int, call: Call) -> None:
        """See how much the graph has grown since the loop's first round."""
        graph = self.graph()
        first = self._rounds.setdefault(probe, (graph, graph.version))
        if first[0] is graph:
            record = self._record(probe, call)
            record.grown = max(record.grown, graph.version - first[1])

    def keep(self, probe: int) -> Callable[[Any], Any]:
        """Stand above a definition that makes a traced function: count."""
        self.enter(probe)
        self.exit(probe)
        return _same

    # While a graph is built

    def _enter(self, probe: int, watched: Any, stack: list[Call]) -> None:
        record = self._record(probe, stack[0] if stack else None)
        record.passes += 1
        if stack:
            passes = stack[0].probes.get(probe, 0) + 1
            stack[0].probes[probe] = passes
            if passes > MAX_WATCHED:
                return
        window = noticing.Window(probe)
        watch = self._watch(probe, watched, stack)
        if watch is not None:
            window.watched = (watch,)
            window.before = self._state(watch)
        effects.windows().append(window)

    def _close(self, probe: int) -> None:
        stack = effects.windows()
        if not any(window.probe == probe for window in stack):
            return
        while True:
            window = stack.pop()
            window.close()
            if window.probe == probe:
                break
        calls = self.watcher.stack()
        record = self._record(probe, calls[0] if calls else None)
        for watch in window.watched:
            self._changed(window, watch, self._state(watch))
            kept = self._watched.setdefault(probe, [])
            if len(kept) < MAX_VALUES:
                kept.append(watch)
        for kind in window.effects:
            record.effects[kind] = record.effects.get(kind, 0) + 1

    @staticmethod
    def _changed(window: Any, watch: Watch, after: str) -> None:
        before = window.before
        if before == after or before.startswith("undescribed"):
            return
        if _FILE_STATE.match(before) and _FILE_STATE.match(after):
            window.effects.add(effects.FILE)
            return
        drawn = before.startswith(("Random:", "RandomState:", "Generator:"))
        window.effects.add(effects.RANDOM if drawn else effects.STATE)
        grown, was = _GROWING.match(after), _GROWING.match(before)
        longer = grown is not None and was is not None and int(grown[1]) > int(was[1])
        if longer and isinstance(_safe(watch.read), list):
            window.effects.add(noticing.GROWS)

    def _value(self, probe: int, value: Any) -> None:
        if not any(window.probe == probe for window in effects.windows()):
            return
        self._close(probe)
        calls = self.watcher.stack()
        record = self._record(probe, calls[0] if calls else None)
        text = token(value, self.identities)[:400]
        if text not in record.values and len(record.values) < MAX_VALUES:
            record.values.append(text)
        record.kinds.add(kind_of(value))
        record.classes |= class_names(value)
        if self.specs.get(probe, {}).get("uses") and len(self._asked) < MAX_WATCHED:
            self._asked.append((probe, value))

    def _record(self, probe: int, call: Call | None) -> Record:
        number = call.object.number if call is not None else 0
        key = (probe, number)
        if key not in self.records and sum(one[0] == probe for one in self.records) >= MAX_RECORDS:
            key = (probe, 0)
        record = self.records.setdefault(key, Record())
        if record.object is None and call is not None and key[1]:
            record.object = call.object
        return record

    def _run_by_graph(self, probe: int) -> None:
        """A thread of the graph's runs the place: that of the one call that is under way, if there is one."""
        calls = self.watcher.outermost[:2]
        if len(calls) == 1:
            calls[0].probes.setdefault(probe, 0)
        else:
            self.elsewhere[probe] = self.elsewhere.get(probe, 0) + 1

    # What a place may change

    def _watch(self, probe: int, owner: Any, stack: list[Call]) -> Watch | None:
        spec = self.specs.get(probe, {})
        kind, name = spec.get("watch"), spec.get("name", "")
        if kind == "cell":
            return self._cell(name, stack)
        if kind == "global":
            namespace = self._namespace(spec)
            return Watch(namespace, lambda: namespace[name]) if namespace is not None else None
        if owner is None:
            return None
        if kind == "attribute":
            return Watch(owner, lambda: getattr(owner, name))
        if kind == "fields":
            return Watch(owner, lambda: dict(vars(owner)))
        if kind == "object" and not is_tensor(owner):
            return Watch(owner, lambda: owner)
        return None

    def _namespace(self, spec: dict[str, Any]) -> dict[str, Any] | None:
        for name in self.modules.get(spec.get("file", ""), []):
            if name in sys.modules:
                return vars(sys.modules[name])
        return None

    @staticmethod
    def _cell(name: str, stack: list[Call]) -> Watch | None:
        """Find the free variable in functions that outlive the call."""
        if not stack:
            return None
        for item in reached(_objects(stack[0])):
            if isinstance(item, FunctionType):
                for free, cell in zip(item.__code__.co_freevars, item.__closure__ or ()):
                    if free == name:
                        return Watch(cell, lambda cell=cell: cell.cell_contents)  # type: ignore[misc]
        return None

    def _state(self, watch: Watch) -> str:
        try:
            return token(watch.read(), self.identities)
        except Exception as error:  # noqa: BLE001 - an attribute that does not exist yet
            return "absent " + type(error).__name__

    # The end of a call

    def _ended(self, call: Call, failed: bool) -> None:
        """An outermost call has ended that traced something or reached a probe."""
        windows = effects.windows()
        while windows:
            windows.pop().close()
        self._rounds.clear()
        traced = bool(call.seconds)
        for probe, passes in call.probes.items():
            record = self._record(probe, call)
            if passes:
                if not record.calls:
                    record.quiet_at = call.object.quiet
                record.calls += 1
                record.rounds = max(record.rounds, passes)
            else:
                record.running += 1
                record.acted += not traced
        watched, self._watched = self._watched, {}
        asked, self._asked = self._asked, []
        if not failed:
            for probe, watches in watched.items():
                self._look_at(self._record(probe, call), watches, call)
            self._look_for_uses(asked, call)

    def _look_at(self, record: Record, watches: list[Watch], call: Call) -> None:
        modules = [
            vars(sys.modules[name])
            for names in self.modules.values()
            for name in names
            if name in sys.modules
        ]
        known = list(reached([*_objects(call), *modules]))  # kept: identities must not be used again
        outliving = {id(item) for item in known}
        lasting = [watch for watch in watches if id(watch.owner) in outliving]
        record.lasting = bool(lasting) if record.lasting is None else record.lasting and bool(lasting)
        for watch in lasting:
            value = _safe(watch.read)
            if value is not None and symbolic_in(value):
                record.leak = type(symbolic_in(value)[0]).__name__

    def _look_for_uses(self, asked: list[tuple[int, Any]], call: Call) -> None:
        for probe, value in asked:
            parts = value if isinstance(value, (list, tuple)) else [value]
            tensors = [each for each in parts if is_symbolic(each)]
            if tensors:
                used = any(is_run(tensor) for tensor in tensors)
                self._record(probe, call).uses.add("used" if used else "unused")


def _objects(call: Call) -> list[Any]:
    """Give what a call runs, and the object whose method it is: TensorFlow holds that weakly."""
    function = call.subject.python_function
    # AutoGraph puts what it has made in the place of __wrapped__.
    method = getattr(function, "__original_wrapped__", None) or getattr(function, "__wrapped__", None)
    owner = getattr(method, "__self__", None)
    return [function, getattr(owner, "target", owner)]


def _safe(read: Callable[[], Any]) -> Any:
    try:
        return read()
    except Exception:  # noqa: BLE001 - gone, or a property that raises
        return None


def _same(made: Any) -> Any:
    return made


def _never() -> bool:
    return False


def _left_alone(method: Callable[..., Any]) -> Callable[..., Any]:
    """Give a function that AutoGraph calls as it is: it looks for this mark."""

    def probe(*arguments: Any) -> Any:
        return method(*arguments)

    vars(probe)["autograph_info__"] = None
    return probe
