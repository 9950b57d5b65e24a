"""What the probes of a driven run write down: the project's own code runs, and its calls are watched.

Beside the probes of :mod:`probes`, more functions stand in shadow files: ``_tfguard_begin`` before the code
that is driven, ``_tfguard_callee`` around the callee of a watched call, ``_tfguard_argument`` around one of
its arguments, ``_tfguard_made`` and ``_tfguard_maker`` where a function is made in a loop, and
``_tfguard_keep`` above a definition whose first result is kept. ``tf.function`` objects are watched in their
``__call__``, so that a call is seen whatever stands between it and the code that makes it.
"""

from __future__ import annotations

import functools
from typing import Any, Callable

from . import failure
from .probes import MAX_VALUES, Runtime, Sight, kind_of
from .tokens import WeakIdentities, dtypes, numbers, signature, snapshot, token

CONTROL = 0
MAX_NOTES = 400  # reads and makings that are reported
MAX_NUMBERS = 16  # of each result
MAX_ARGUMENTS = 32
ENOUGH_VALUES = 3  # of the argument that is said to vary
AFTER_CHANGE = 3  # calls that are watched once what is read has changed
_MAX_UNWRAPPED = 10


class Enough(BaseException):
    """Ends the driven code once enough of its calls have been seen.

    Not an ``Exception``, so that the code's own handlers let it pass.
    """


class CallRuntime(Runtime):
    """Everything the probes of one driven run write down.

    Args:
        specs: as for :class:`Runtime`; also ``argument`` (``record``, ``first``, ``tensor``) for arguments
            and for calls.
        order: when the run ends: after ``most`` calls; ``least`` calls, if the argument ``varying`` (a probe,
            0 for all arguments, -1 for none) has had a few values; a few calls after the value of the probe
            ``changing`` has changed; or when the place ``making`` was run ``least`` times.
        root: folder of the shadow files.
        tensorflow: the module.
    """

    def __init__(
        self,
        specs: dict[int, dict[str, Any]],
        abort: bool,
        tensorflow: Any,
        order: dict[str, Any],
        root: str,
    ) -> None:
        super().__init__(specs, abort, tensorflow)
        self.identities = WeakIdentities()
        self.order = order
        self.root = root
        self.calls: list[dict[str, Any]] = []
        self.totals: dict[int, Sight] = {}
        self.making: list[list[Any]] = []
        self.reads: list[list[Any]] = []
        self.begun: Callable[[], None] = _nothing
        self.seen_call: Callable[[], None] = _nothing
        self.seen_function: Callable[[Any, Any, Any], None] = _nothing
        self.seen_site: Callable[[int, Any, Any], None] = _nothing
        self._made: list[tuple[int, Any]] = []
        self._stack: list[Any] = []
        self._subjects: set[int] = set()
        self._open: dict[str, Any] | None = None
        self._arguments: dict[int, list[list[Any]]] = {}
        self._last_read: list[str] = []
        self._rates: dict[int, tuple[Any, float | None]] = {}
        self._changed_at = 0
        self._varied: set[str] = set()
        do_not_convert = tensorflow.autograph.experimental.do_not_convert
        self.names.update({
            "_tfguard_begin": do_not_convert(self.begin),
            "_tfguard_callee": do_not_convert(self.callee),
            "_tfguard_argument": do_not_convert(self.argument),
            "_tfguard_made": do_not_convert(self.made),
            "_tfguard_maker": do_not_convert(self.maker),
            "_tfguard_keep": do_not_convert(self.keep),
        })  # fmt: skip

    # Places

    def begin(self) -> None:
        """The code that is driven starts."""
        self.begun()

    def enter(self, probe: int, *_watched: Any) -> int:
        """A watched place starts."""
        inside = bool(self._inside_graph())
        if probe == self.order["making"] and not inside and self.total(probe).entered >= self.order["least"]:
            raise Enough
        for sight in (self.sight(probe), self.total(probe)):
            sight.entered += 1
            sight.traced += inside
        if self.specs.get(probe, {}).get("rate") and _watched:
            self._rates[probe] = (_watched[0], _rate(_watched[0]))
        if probe == CONTROL and self._stack:
            self._subjects.add(self.identities.number(self._stack[-1]))
        return probe

    def exit(self, probe: int) -> None:
        """A watched assignment has ended: tell what became of the optimizer's rate."""
        owner, before = self._rates.pop(probe, (None, None))
        if owner is None:
            return
        if before is None:
            self.total(probe).values.append("other")
            return
        wanted, after = _number(getattr(owner, "lr", None)), _rate(owner)
        if wanted is not None and after is not None:
            text = "same" if wanted == before else "kept" if after == before else "moved"
            self.total(probe).values.append(text)

    def total(self, probe: int) -> Sight:
        """Give what a probe has seen in the whole run."""
        return self.totals.setdefault(probe, Sight())

    def value(self, probe: int, _entered: int, value: Any) -> Any:
        """A watched expression has a value."""
        text = token(value, self.identities)
        for sight in (self.sight(probe), self.total(probe)):
            if len(sight.values) < MAX_VALUES:
                sight.values.append(text)
                sight.kinds.append(kind_of(value))
        if probe != CONTROL and len(self.reads) < MAX_NOTES:
            function = self.identities.number(underlying(self._stack[-1])) if self._stack else 0
            self.reads.append([probe, function, text[:400]])
        return value

    def once(self, probe: int, make: Callable[[], Any]) -> Any:
        """Make a value the first time, give the same again later."""
        self.enter(probe)
        return super().once(probe, make)

    def keep(self, probe: int) -> Callable[[Any], Any]:
        """Decorate a definition: what it made the first time is kept."""
        self.enter(probe)

        def kept(made: Any) -> Any:
            if self.specs[probe].get("keep"):
                return self.kept.setdefault(probe, made)
            return made

        return kept

    def made(self, probe: int, value: Any, function: Any) -> Any:
        """A function is made while the loop's name has some value."""
        if len(self.making) < MAX_NOTES:
            number = self.identities.number(underlying(function))
            self.making.append([probe, number, token(value, self.identities)[:400]])
            self._made.append((probe, underlying(function)))
        return function

    def run_the_rest(self, values: list[Any]) -> None:
        """Call the functions that were made and did not run: the loop is over, as for any later caller.

        Args:
            values: what to try for their parameters.
        """
        for probe, function in self._made:
            number = self.identities.number(function)
            for value in values:
                if any(note[:2] == [probe, number] for note in self.reads):
                    break
                self._stack.append(function)
                try:
                    function(*[value] * _required(function))
                except Exception:  # noqa: BLE001, S112 - arguments that do not fit; the read may have been made
                    continue
                finally:
                    self._stack.pop()

    def maker(self, probe: int, value: Any) -> Callable[[Any], Any]:
        """Decorate a definition in a loop; see :meth:`made`."""
        # The value as it is now, not as it will be when the function is made.
        return functools.partial(self.made, probe, value)

    # Calls

    def callee(self, site: int, function: Any) -> Any:
        """The callee of a watched call is known; its arguments are evaluated next."""
        if self._inside_graph():
            self.total(site).entered += 1
            self.total(site).traced += 1
            return function
        return functools.partial(self._call, site, function)

    def argument(self, probe: int, site: int, value: Any) -> Any:
        """An argument of a watched call has a value."""
        if self._inside_graph():
            return value
        how = self.specs[probe].get("argument", "record")
        if how == "first":
            if probe not in self.kept:
                self.kept[probe] = snapshot(value)
            value = self.kept[probe]
        elif how == "tensor":
            value = self._tensorflow.constant(value)
        self._arguments.setdefault(site, []).append([probe, self._signature(value), kind_of(value)])
        return value

    def function_called(
        self, original: Callable[..., Any], function: Any, arguments: Any, keywords: Any
    ) -> Any:
        """A ``tf.function`` is called, by whom ever."""
        number = self.identities.number(function)
        before = _traces(function)
        self.seen_function(function, arguments, keywords)
        self._stack.append(function)
        try:
            return original(function, *arguments, **keywords)
        finally:
            self._stack.pop()
            if self._open is not None:
                self._open["functions"].append([number, before, _traces(function)])

    def report(self) -> dict[str, Any]:
        """Give what was seen, in a form that ``json`` writes."""
        for call in self.calls:
            functions = call["watched"]["functions"]
            functions[:] = [entry for entry in functions if entry[0] in self._subjects][:MAX_VALUES]
        return {
            "calls": self.calls,
            "totals": {str(probe): sight.as_json() for probe, sight in self.totals.items()},
            "making": self.making,
            "reads": self.reads,
        }

    def _call(self, site: int, function: Any, *arguments: Any, **keywords: Any) -> Any:
        given = self._arguments.pop(site, [])
        if self._open is not None:
            return function(*arguments, **keywords)
        self._stop_if_enough()
        if self.specs[site].get("argument") == "first":
            arguments, keywords = self.kept.setdefault(CONTROL, (arguments, keywords))
        every = [self._signature(value) for value in arguments]
        every += [name + "=" + self._signature(value) for name, value in sorted(keywords.items())]
        if self.order["varying"] == 0:
            self._varied.add("|".join(every))
        self._varied.update(text for probe, text, _ in given if probe == self.order["varying"])
        self.start_call()
        self.enter(site)
        watched = {"site": site, "functions": [], "arguments": given, "signature": every[:MAX_ARGUMENTS]}
        self._open = watched
        try:
            result = function(*arguments, **keywords)
        except Exception as error:
            self._finish(watched, None, failure.describe(error, self.root, []))
            raise
        finally:
            self._open = None
        self._finish(watched, result, None)
        self.seen_site(site, arguments, keywords)
        return result

    def _finish(self, watched: dict[str, Any], result: Any, error: dict[str, Any] | None) -> None:
        read = self.sight(self.order["changing"]).values if self.order["changing"] else []
        if read and self._last_read and read != self._last_read and not self._changed_at:
            self._changed_at = len(self.calls)
        self._last_read = read or self._last_read
        watched["dtypes"] = dtypes(result)[:MAX_NUMBERS]
        self.calls.append({
            "error": error,
            "probes": {str(probe): sight.as_json() for probe, sight in self.sights.items()},
            "states": {},
            "leaks": {},
            "result": numbers(result, MAX_NUMBERS)[:MAX_NUMBERS],
            "returned": type(result).__name__,
            "watched": watched,
        })  # fmt: skip
        self.seen_call()

    def _stop_if_enough(self) -> None:
        count = len(self.calls)
        changed = self._changed_at and count >= self._changed_at + AFTER_CHANGE
        varied = count >= self.order["least"] and len(self._varied) >= ENOUGH_VALUES
        if count >= self.order["most"] or changed or varied:
            raise Enough

    def _signature(self, value: Any) -> str:
        return signature(value, self.identities)[:400]


def _nothing(*_: Any) -> None:
    """Stand for a hook that nobody has set."""


def _traces(function: Any) -> int:
    count = getattr(function, "experimental_get_tracing_count", None)
    return int(count()) if count is not None else 0


def _required(function: Any) -> int:
    """How many positional arguments a function must be given."""
    code, defaults = function.__code__, function.__defaults__ or ()
    return int(code.co_argcount) - len(defaults)


def _number(value: Any) -> float | None:
    try:
        return float(value)
    except (TypeError, ValueError, NotImplementedError):
        return None


def _rate(optimizer: Any) -> float | None:
    return _number(getattr(optimizer, "learning_rate", None))


def underlying(function: Any) -> Any:
    """Give the Python function under ``tf.function``, bound methods, partials and decorators."""
    for _ in range(_MAX_UNWRAPPED):
        for name in ("python_function", "__func__", "func", "__wrapped__"):
            inner = getattr(function, name, None)
            if callable(inner):
                function = inner
                break
        else:
            break
    return function
