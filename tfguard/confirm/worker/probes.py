"""What the probes in shadow files do when they are reached.

Five functions stand in shadow files: ``_tfguard_enter`` before a flagged place, ``_tfguard_exit`` after
a flagged statement, ``_tfguard_value`` around a flagged expression, ``_tfguard_once`` in place of an
expression whose first value is kept; ``_tfguard_lifted`` keeps it as a tensor made outside of the graph,
``_tfguard_twice`` evaluates it twice in a row.
Another, ``_tfguard_subject``, catches the traced function when it is made, and ``_tfguard_undecorated``
stands in the place of a decorator; ``_tfguard_kept`` keeps an object, and ``_tfguard_failing`` makes a check
of a tensor fail; ``_tfguard_passed`` takes what the subject's body was called with. All are left alone by
AutoGraph: converted, their bookkeeping would become part of the graph.
"""

from __future__ import annotations

import builtins
import contextlib
from collections import deque
from types import (
    CellType,
    FunctionType,
    GetSetDescriptorType,
    MemberDescriptorType,
    MethodDescriptorType,
    ModuleType,
    WrapperDescriptorType,
)
from typing import Any, Callable, Iterable, Iterator

from . import checks, effects
from .callees import CALLED
from .tokens import Identities, array_bytes, is_symbolic, is_tensor, symbolic_in, token

MAX_VALUES = 12
VALUE = CALLED + "value"  # the place gives what a function of the user's gave
MAX_HELD = 64
MAX_NESTED = 3
# Whose objects lead nowhere the user's code keeps things; this package's own would lead to everything.
_NOT_ENTERED = ("numpy", "_frozen_importlib", __name__.partition(".")[0])
_LIBRARIES = frozenset((*_NOT_ENTERED, "builtins", "keras", "tensorflow", "tf_keras", "typing"))
_LEAD_NOWHERE = (GetSetDescriptorType, MemberDescriptorType, MethodDescriptorType, WrapperDescriptorType)


# The text of a graph's tensor, by itself and in a list or tuple; an eager one has tf.Tensor( or <tf.Tensor:
_TEXTS_OF_SYMBOLIC = ('Tensor("', "<tf.Tensor '")
_CONTAINERS: tuple[tuple[Any, Callable[[Any], Iterable[Any]]], ...] = (
    (dict, dict.values),
    (list, list.__iter__),
    (tuple, tuple.__iter__),
    (set, set.__iter__),
    (frozenset, frozenset.__iter__),
)


class Captured(BaseException):
    """Ends a maker once the traced function it makes has been caught.

    Not an ``Exception``, so that the maker's own handlers let it pass.
    """


class Sight:
    """What one probe saw during one call.

    Attributes:
        entered: how often the place was started.
        traced: how often of these while a graph was built.
        effects: kind of effect -> in how many of these it was seen.
        values: tokens of the values that the place gave, in order.
        kinds: ``python``, ``tensor``, ``symbolic``, ``variable``... for each value.
        run_values: values that a symbolic tensor took when the graph ran.
        owners: numbers of the watched objects seen.
        size: bytes of the largest array among the values.
        uses: for each symbolic tensor that was asked about, ``used`` or ``unused`` by what the graph runs.
        left: how often the place left a tensor without a value in what is watched.
        classes: names of the classes of the values, and of what lists, tuples and dicts among them hold.
    """

    def __init__(self) -> None:
        self.entered = 0
        self.traced = 0
        self.effects: dict[str, int] = {}
        self.values: list[str] = []
        self.kinds: list[str] = []
        self.run_values: list[str] = []
        self.owners: list[int] = []
        self.size = 0
        self.classes: set[str] = set()
        self.uses: list[str] = []
        self.left = 0

    def as_json(self) -> dict[str, Any]:
        """Give a form that ``json`` writes."""
        return {
            "entered": self.entered,
            "traced": self.traced,
            "effects": self.effects,
            "values": self.values,
            "kinds": self.kinds,
            "run_values": self.run_values,
            "owners": self.owners,
            "size": self.size,
            "classes": sorted(self.classes)[:MAX_VALUES],
            "uses": self.uses,
            "left": self.left,
        }


class Watch:
    """One thing that a flagged place may change, remembered after the place was left.

    Attributes:
        owner: the object that holds it.
        read: gives the present value.
    """

    def __init__(self, owner: int, read: Callable[[], Any]) -> None:
        self.owner = owner
        self.read = read


def half(value: Any) -> Any:
    """Give the first half of what a loop of Python goes over; anything else as it is."""
    if isinstance(value, dict) or (hasattr(value, "__next__") and type(value).__module__ == "builtins"):
        value = list(value)
    if isinstance(value, (list, tuple, range)) or type(value).__name__ == "ndarray":
        return value[: len(value) // 2]
    return value


class Runtime:
    """Everything the probes of one attempt write down.

    Args:
        specs: probe -> what it watches: ``{"watch": kind, "name": ..., "record": bool,
            "uses": bool}``.
        abort: whether catching the traced function ends its maker.
        tensorflow: the module.
    """

    def __init__(
        self,
        specs: dict[int, dict[str, Any]],
        abort: bool,
        tensorflow: Any,
    ) -> None:
        do_not_convert = tensorflow.autograph.experimental.do_not_convert
        self._inside_graph = tensorflow.inside_function
        self.specs = specs
        self.abort = abort
        self.identities = Identities()
        self.sights: dict[int, Sight] = {}
        self.watches: dict[int, Watch] = {}
        self.first_owner: dict[int, int] = {}
        self.captured: list[Any] = []
        self.held: list[tuple[int, Any]] = []
        self.asked_uses: list[tuple[int, Any]] = []
        self.kept: dict[int, Any] = {}
        self.used: list[Any] = []
        self.cells: dict[int, Watch] = {}
        self.namespaces: dict[int, dict[str, Any]] = {}
        self._tensorflow = tensorflow
        self.passing = False
        self.passed: tuple[Any, tuple[Any, ...], dict[str, Any]] | None = None
        self.names = {
            "_tfguard_enter": do_not_convert(self.enter),
            "_tfguard_exit": do_not_convert(self.exit),
            "_tfguard_value": do_not_convert(self.value),
            "_tfguard_item": do_not_convert(self.item),
            "_tfguard_once": do_not_convert(self.once),
            "_tfguard_lifted": do_not_convert(self.lifted),
            "_tfguard_twice": do_not_convert(self.twice),
            "_tfguard_half": do_not_convert(half),
            "_tfguard_subject": self.subject,
            "_tfguard_passed": do_not_convert(self.take_passed),
            "_tfguard_undecorated": undecorated,
            "_tfguard_no_context": do_not_convert(no_context),
            "_tfguard_kept": do_not_convert(self.keep),
            "_tfguard_failing": do_not_convert(self.failing),
        }

    def start_call(self) -> None:
        """Forget what the last call's probes saw, and windows that an exception left open."""
        self.sights = {}
        effects.forget()

    def sight(self, probe: int) -> Sight:
        """Give what a probe has seen in this call."""
        return self.sights.setdefault(probe, Sight())

    def subject(self, made: Any) -> Any:
        """Catch the traced function."""
        self.captured.append(made)
        if self.abort:
            raise Captured
        return made

    def take_passed(self, owner: Any, positional: tuple[Any, ...], keywords: dict[str, Any]) -> None:
        """Take what the subject's body was called with, if that is what is waited for, and end the caller."""
        if self.passing:
            self.passed = owner, positional, keywords
            raise Captured

    def enter(self, probe: int, *watched: Any) -> int:
        """A flagged place starts; what it may change is handed over."""
        sight = self.sight(probe)
        sight.entered += 1
        sight.traced += bool(self._inside_graph())
        watch = self._watch(probe, watched)
        if watch is not None:
            # Watched from the first owner on: a local list is another one in each call.
            self.first_owner.setdefault(probe, watch.owner)
            if self.first_owner[probe] == watch.owner:
                self.watches[probe] = watch
            if len(sight.owners) < MAX_VALUES:
                sight.owners.append(watch.owner)
        if not self.specs.get(probe, {}).get("closes"):
            return probe  # nobody would close its window, and in a loop there would be more and more
        watches = () if watch is None else (watch,)
        follow = not self._inside_graph()
        window = effects.Window(probe, self._state, watches, follow)
        window.held = frozenset() if watch is None else self._symbolic(watch)
        effects.opened(window)
        return probe

    def exit(self, probe: int) -> None:
        """A flagged statement has ended."""
        self._close(probe)

    def value(self, probe: int, _entered: int, value: Any) -> Any:
        """A flagged expression has a value."""
        window = self._close(probe)
        self._record(probe, value)
        if window is not None and window.gave(value):
            sight = self.sight(probe)
            sight.effects[VALUE] = sight.effects.get(VALUE, 0) + 1
        return value

    def item(self, probe: int, value: Any) -> None:
        """A flagged loop gives its next item."""
        self._record(probe, value)

    def once(self, probe: int, make: Callable[[], Any]) -> Any:
        """Make a value the first time, give the same again later."""
        if probe not in self.kept:
            self.kept[probe] = make()
        return self.kept[probe]

    def lifted(self, probe: int, make: Callable[[], Any]) -> Any:
        """Make a value the first time, outside of any graph and as a tensor; give that again later."""
        if probe not in self.kept:
            with self._tensorflow.init_scope():
                self.kept[probe] = self._tensorflow.constant(make())
        return self.kept[probe]

    def twice(self, probe: int, make: Callable[[], Any]) -> Any:
        """Make a value twice in a row; give the first."""
        self.enter(probe)
        value = make()
        self.value(probe, probe, value)
        self._record(probe, make())
        return value

    def keep(self, value: Any) -> Any:
        """Keep an object that nobody else keeps."""
        self.used.append(value)
        return value

    def failing(self, check: Callable[..., Any]) -> Any:
        """Give a check of a tensor that fails whatever the tensor is."""
        return self._tensorflow.autograph.experimental.do_not_convert(checks.failing(check, self._tensorflow))

    def states(self) -> dict[int, str]:
        """Give the present state of everything that is watched."""
        return {probe: self._state(watch) for probe, watch in self.watches.items()}

    def leaks(self) -> dict[int, str]:
        """Name the watched things that hold a tensor without a value, and what using it says."""
        found = {}
        for probe, watch in self.watches.items():
            try:
                value = watch.read()
            except Exception:  # noqa: BLE001, S112 - gone, or a property that raises
                continue
            tensors = symbolic_in(value)
            if tensors:
                found[probe] = _use(tensors[0])
        return found

    def find_cells(self, roots: list[Any]) -> None:
        """Find the free variables that are watched, before the first call.

        Only functions that outlive a call are looked at: a cell that a call makes is its own.
        """
        names = {probe: spec["name"] for probe, spec in self.specs.items() if spec.get("watch") == "cell"}
        if not names:
            return
        functions = [item for item in reached(roots) if isinstance(item, FunctionType)]
        for probe, name in names.items():
            cells = [
                cell
                for function in functions
                for free, cell in zip(function.__code__.co_freevars, function.__closure__ or ())
                if free == name
            ]
            if cells:
                self.cells[probe] = Watch(self.identities.number(cells[0]), _content(cells[0]))

    def rooted(self, roots: list[Any]) -> set[int]:
        """Tell which watched things are reached from what outlives the calls."""
        missing = {watch.owner for watch in self.watches.values()}
        if not missing:
            return set()
        owners = frozenset(missing)
        for item in reached(roots):
            missing.discard(self.identities.known(item))
            if not missing:
                break
        return {probe for probe, watch in self.watches.items() if watch.owner in owners - missing}

    def given(self, arguments: dict[str, Any]) -> dict[int, list[str]]:
        """Tell which watched things are arguments of the call, or lie in one.

        Args:
            arguments: of the first call, by name, or by position as a text.
        """
        found: dict[int, list[str]] = {}
        for name, value in arguments.items():
            numbers = {self.identities.known(item) for item in reached([value])}
            for probe, watch in self.watches.items():
                if watch.owner in numbers:
                    found.setdefault(probe, []).append(name)
        return found

    def named_in(self, text: str) -> list[tuple[int, Any]]:
        """Give watched things that hold a symbolic tensor which an error's text names."""
        found = []
        for probe, watch in self.watches.items():
            try:
                tensors = symbolic_in(watch.read())
            except Exception:  # noqa: BLE001, S112 - gone, or a property that raises
                continue
            if any("'" + str(getattr(tensor, "name", "")) + "'" in text for tensor in tensors):
                found.append((probe, watch))
        return found

    def _state(self, watch: Watch) -> str:
        try:
            value = watch.read()
        except Exception as error:  # noqa: BLE001 - an attribute that does not exist yet
            return "absent " + type(error).__name__
        return token(value, self.identities)

    def _watch(self, probe: int, watched: tuple[Any, ...]) -> Watch | None:
        spec = self.specs.get(probe, {})
        kind, name = spec.get("watch"), spec.get("name", "")
        if kind == "cell":
            return self.cells.get(probe)
        if kind == "global":
            namespace = self.namespaces.get(probe, {})
            return Watch(self.identities.number(namespace), lambda: namespace[name])
        if not watched:
            return None
        owner = watched[0]
        if kind == "attribute":
            return Watch(self.identities.number(owner), lambda: getattr(owner, name))
        if kind == "fields":
            return Watch(self.identities.number(owner), lambda: dict(vars(owner)))
        if kind == "object" and not is_tensor(owner):
            return Watch(self.identities.number(owner), lambda: owner)
        return None

    def _close(self, probe: int) -> effects.Window | None:
        window = effects.closed(probe)
        if window is None:
            return None
        window.close()
        changed, before = window.changes()
        # An object that an earlier call did not see dies with its call.
        if changed and window.watched[0].owner == self.first_owner.get(probe):
            window.effects.add(_kind_of_change(before))
        sight = self.sight(probe)
        for kind in window.effects:
            sight.effects[kind] = sight.effects.get(kind, 0) + 1
        sight.left += bool(window.watched) and bool(self._symbolic(window.watched[0]) - window.held)
        return window

    def _symbolic(self, watch: Watch) -> frozenset[int]:
        """Number the tensors without a value that a watched thing holds."""
        try:
            return frozenset(map(self.identities.number, symbolic_in(watch.read())))
        except Exception:  # noqa: BLE001 - gone, or a property that raises
            return frozenset()

    def _record(self, probe: int, value: Any) -> None:
        sight = self.sight(probe)
        if len(sight.values) < MAX_VALUES:
            sight.values.append(token(value, self.identities))
            sight.kinds.append(kind_of(value))
            sight.size = max(sight.size, array_bytes(value))
            sight.classes |= class_names(value)
        # Objects that work: a tensor is at work wherever its value is asked for.
        if len(self.held) < MAX_HELD and value is not None and not is_tensor(value):
            self.held.append((probe, value))
        if self.specs.get(probe, {}).get("uses"):
            self.asked_uses.append((probe, value))
        if self.specs.get(probe, {}).get("record") and is_symbolic(value):
            self._record_when_run(probe, value)

    def look_for_uses(self) -> None:
        """Say of what flagged places made in a graph, now that it is complete, whether it is run."""
        made, self.asked_uses = self.asked_uses[:MAX_HELD], []
        for probe, value in made:
            tensors = [each for each in self._tensorflow.nest.flatten(value) if is_symbolic(each)]
            if tensors:
                used = any(is_run(tensor) for tensor in tensors)
                self.sight(probe).uses.append("used" if used else "unused")

    def _record_when_run(self, probe: int, value: Any) -> None:
        def note(tensor: Any) -> None:
            sight = self.sight(probe)
            if len(sight.run_values) < MAX_VALUES:
                sight.run_values.append(token(tensor, self.identities))

        self._tensorflow.py_function(note, [value], [])


def _kind_of_change(before: str) -> str:
    """Tell what it is to change what a token stands for."""
    if before.startswith(("Random:", "RandomState:", "Generator:")):
        return effects.RANDOM
    return effects.FILE if before.startswith("file#") else effects.STATE


def is_run(tensor: Any) -> bool:
    """Tell whether a function's graph runs an operation: its outputs or its side effects depend on it."""
    graph = tensor.graph
    waiting = [output.op for output in graph.outputs] + list(graph.control_outputs)
    seen: set[int] = set()
    while waiting:
        operation = waiting.pop()
        if operation is tensor.op:
            return True
        if id(operation) not in seen:
            seen.add(id(operation))
            waiting += [each.op for each in operation.inputs]
            waiting += list(operation.control_inputs)
    return False


def undecorated(function: Any, *_: Any, **__: Any) -> Any:
    """Stand for a decorator that is left out."""
    return function


def no_context(*_: Any, **__: Any) -> Any:
    """Stand for a context manager that is left out."""
    return contextlib.nullcontext()


def reached(roots: list[Any], limit: int = 4000) -> Iterator[Any]:
    """Give objects reached from some roots through attributes, containers and closures; nearest first."""
    found: dict[int, Any] = {id(vars(builtins)): None}  # every function's globals lead there
    queue = deque(roots)
    while queue and len(found) <= limit:
        value = queue.popleft()
        if id(value) in found or isinstance(value, (str, bytes, int, float, bool, ModuleType, type(None))):
            continue
        if type(value).__module__.partition(".")[0] in _NOT_ENTERED:
            continue
        found[id(value)] = value  # kept: its identity must not be used again
        yield value
        queue += _parts(value)


def _parts(value: Any) -> list[Any]:
    for kind, items in _CONTAINERS:
        if isinstance(value, kind):
            try:
                # Not by the methods of a user's class: what loads modules at the first look is left alone.
                return list(items(value))[:500]
            except TypeError:
                break  # only stands for a container; its attributes lead there
    if isinstance(value, FunctionType):
        cells = list(value.__closure__ or ())
        return cells if _is_library(value) else [*cells, value.__globals__]
    if isinstance(value, CellType):
        try:
            return [value.cell_contents]
        except ValueError:
            return []
    if isinstance(value, _LEAD_NOWHERE) or (isinstance(value, type) and _is_library(value)):
        return []
    parts = []
    for name in ("__dict__", "__self__", "__func__", "python_function", "__wrapped__"):
        try:
            part = getattr(value, name, None)
        except Exception:  # noqa: BLE001, S112 - a property of the user's that raises
            continue
        if part is not None:
            parts.append(dict(part) if name == "__dict__" else part)
    return parts


def _is_library(defined: Any) -> bool:
    """Tell a function or class of a library: it leads to that library and not to the user's objects."""
    return str(getattr(defined, "__module__", "")).partition(".")[0] in _LIBRARIES


def _use(tensor: Any) -> str:
    """Use a leaked tensor the way the code after a call would; give the error's first line."""
    try:
        tensor + tensor
    except Exception as error:  # noqa: BLE001 - which error it is, is the answer
        return type(error).__name__ + ": " + str(error).strip().split("\n")[0][:300]
    return ""


def _content(cell: Any) -> Callable[[], Any]:
    return lambda: cell.cell_contents


def class_names(value: Any, depth: int = 0) -> set[str]:
    """Name the class of a value, or of what it holds when it is one that TensorFlow takes apart."""
    if depth < MAX_NESTED and type(value) in (list, tuple, dict):
        parts = list(value.values() if type(value) is dict else value)[:MAX_VALUES]
        return set().union(*(class_names(part, depth + 1) for part in parts)) if parts else set()
    name = type(value).__name__
    if name == "TensorArray":
        return {"dynamic TensorArray" if value.dynamic_size else name}
    return {name}


def kind_of(value: Any) -> str:
    """Name the kind of a value: what the judge needs to know of it."""
    if value is None:
        return "none"
    if is_tensor(value):
        return "symbolic" if is_symbolic(value) else "tensor"
    if isinstance(value, str) and any(start in value for start in _TEXTS_OF_SYMBOLIC):
        return "python symbolic text"
    module = type(value).__module__
    name = type(value).__name__
    if module.split(".")[0] in ("tensorflow", "keras", "tf_keras"):
        if any(base.__name__ in ("Variable", "BaseResourceVariable") for base in type(value).__mro__):
            return "variable"
        return "tensorflow " + name
    return "python " + name
