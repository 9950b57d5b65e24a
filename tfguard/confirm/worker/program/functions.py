"""Watches every ``tf.function`` of the program: its calls, its traces, the time they take, and their causes.

Two functions of TensorFlow are replaced by ones that call the original: what a ``tf.function`` does in a
call, and what builds a graph by running a Python function. The replacements carry the file name of what they
replace, so that TensorFlow leaves them out of tracebacks as it leaves out its own.
"""

from __future__ import annotations

import functools
import sys
import threading
import time
import weakref
from typing import Any, Callable

from ..calls import underlying
from ..tokens import WeakIdentities
from . import frames, signatures

MAX_EVENTS = 100  # traces of one function that are described
MAX_ALL_EVENTS = 5000
MAX_FUNCTIONS = 1000


class Function:
    """All ``tf.function`` objects that trace the same Python function.

    Attributes:
        path, line, name: of the Python function.
        calls, traces, seconds: of all objects together; seconds are those spent tracing.
        inside: calls made while another graph was built.
        objects: how many objects were called.
        alike: how many of them were traced first with the same arguments as the first one.
        traced: how many of them were traced.
        events: descriptions of traces, in order.
    """

    def __init__(self, path: str, line: int, name: str) -> None:
        self.path, self.line, self.name = path, line, name
        self.calls = self.traces = self.inside = self.objects = self.alike = self.traced = 0
        self.seconds = 0.0
        self.events: list[dict[str, Any]] = []
        self.first: Any = None


class Object:
    """One ``tf.function`` object.

    Attributes:
        number: from 1.
        function: what it traces.
        tracing: calls, made outside of any graph, that traced something.
        quiet: such calls that traced nothing.
        known: the arguments of its traces.
    """

    def __init__(self, number: int, function: Function) -> None:
        self.number = number
        self.function = function
        self.tracing = 0
        self.quiet = 0
        self.calls = 0
        self.known: list[Any] = []


class Call:
    """One call under way."""

    __slots__ = ("began", "building", "object", "probes", "seconds", "subject")

    def __init__(self, subject: Any, known: Object) -> None:
        self.subject = subject
        self.object = known
        self.building = 0
        self.began = 0.0
        self.seconds = 0.0
        self.probes: dict[int, int] = {}  # probes reached, with the number of entries


class Watcher:
    """The watch over all ``tf.function`` objects of a process.

    Args:
        guarded: calls something of the hook's and lets no error out.

    Attributes:
        ended: called after each call that was made outside of any graph and traced or reached a probe,
            with the call and whether it failed.
        failed: called with the error that leaves an outermost call.
        outermost: the calls under way that no other one is around, of all threads.
    """

    def __init__(self, guarded: Callable[..., Any]) -> None:
        self._guarded = guarded
        self._local = threading.local()
        self._objects: dict[int, tuple[Object, Any]] = {}
        self._count = 0
        self._described = 0
        self.functions: dict[tuple[str, int, str], Function] = {}
        self.identities = WeakIdentities()
        self.ended: Callable[[Call, bool], None] = _ignore
        self.failed: Callable[[BaseException], None] = _ignore
        self.outermost: list[Call] = []

    def stack(self) -> list[Call]:
        """Give the calls under way in this thread, outermost first."""
        try:
            found: list[Call] = self._local.stack
        except AttributeError:
            found = self._local.stack = []
        return found

    def forget(self) -> None:
        """Start counting anew: this process is the child of the one that counted."""
        self.functions.clear()
        self._objects.clear()

    # What is replaced

    def install(self, kind: Any) -> None:
        """Watch a class of ``tf.function`` objects.

        Args:
            kind: the class.
        """
        original = kind._call  # noqa: SLF001 - inside of what filters tracebacks, unlike __call__
        begin, end, failing = self._begin, self._end, self._failing

        def _call(self: Any, *args: Any, **kwds: Any) -> Any:
            call = begin(self)
            try:
                result = original(self, *args, **kwds)
            except BaseException as error:
                failing(call, error)
                end(call, args, kwds, True)
                raise
            end(call, args, kwds, False)
            return result

        kind._call = functools.wraps(original)(_as_part_of(original, _call))  # noqa: SLF001

    def install_builder(self, module: Any) -> None:
        """Watch the building of graphs.

        Args:
            module: TensorFlow's module with ``func_graph_from_py_func``.
        """
        original = module.func_graph_from_py_func
        stack_of = self.stack

        def func_graph_from_py_func(*args: Any, **kwds: Any) -> Any:
            stack = stack_of()
            if not stack:
                return original(*args, **kwds)
            call = stack[-1]
            if not call.building:
                call.began = time.perf_counter()
            call.building += 1
            try:
                return original(*args, **kwds)
            finally:
                call.building -= 1
                if not call.building:
                    call.seconds += time.perf_counter() - call.began

        module.func_graph_from_py_func = functools.wraps(original)(
            _as_part_of(original, func_graph_from_py_func)
        )

    # One call

    def _begin(self, subject: Any) -> Call:
        known = self._objects.get(id(subject))
        entry = known[0] if known is not None and known[1]() is subject else self._enter(subject)
        call = Call(subject, entry)
        stack = self.stack()
        if not stack:
            self.outermost.append(call)
        stack.append(call)
        return call

    def _end(self, call: Call, arguments: Any, keywords: Any, failed: bool) -> None:
        stack = self.stack()
        stack.pop()
        entry = call.object
        entry.calls += 1
        entry.function.calls += 1
        outermost = not stack
        if outermost:
            self.outermost.remove(call)
        if not outermost:
            entry.function.inside += 1
        elif call.seconds:
            entry.tracing += 1
        else:
            entry.quiet += 1
        if call.seconds:
            self._guarded(self._traced, call, arguments, keywords, outermost)
        if outermost and (call.seconds or call.probes):
            self._guarded(self.ended, call, failed)

    def _failing(self, _call: Call, error: BaseException) -> None:
        if len(self.stack()) == 1:
            self._guarded(self.failed, error)

    def _enter(self, subject: Any) -> Object:
        return self._guarded(self._new, subject) or Object(0, Function("", 0, ""))

    def _new(self, subject: Any) -> Object:
        function = self._function(subject)
        function.objects += 1
        self._count += 1
        entry = Object(self._count, function)
        key = id(subject)
        self._objects[key] = (entry, weakref.ref(subject, lambda _: self._objects.pop(key, None)))
        return entry

    def _function(self, subject: Any) -> Function:
        inner = underlying(subject)
        code = inner.__code__
        key = (code.co_filename, code.co_firstlineno, getattr(inner, "__qualname__", code.co_name))
        if key not in self.functions and len(self.functions) >= MAX_FUNCTIONS:
            key = ("", 0, "")
        return self.functions.setdefault(key, Function(*key))

    # One trace

    def _traced(self, call: Call, arguments: Any, keywords: Any, outermost: bool) -> None:
        entry, function = call.object, call.object.function
        count = call.subject.experimental_get_tracing_count()
        new = max(0, count - sum(weight for weight, _ in entry.known))
        function.traces += new
        function.seconds += call.seconds
        if not new:
            return  # a function that it calls was traced, and not this one
        python = call.subject.python_function
        given = signatures.leaves(signatures.bound(python, arguments, keywords), self.identities)
        first = not entry.known
        if first:
            self._first_trace(function, given)
        if len(function.events) < MAX_EVENTS and self._described < MAX_ALL_EVENTS:
            self._described += 1
            function.events.append({
                "object": entry.number,
                "call": entry.calls,
                "traces": new,
                "seconds": round(call.seconds, 4),
                "caller": frames.caller(sys._getframe(1)),  # noqa: SLF001
                "outermost": outermost,
                "first": first,
                "causes": [] if first else _nearest([leaves for _, leaves in entry.known], given),
            })  # fmt: skip
        if len(entry.known) < MAX_EVENTS:
            entry.known.append((new, given))
        else:
            entry.known[-1] = (entry.known[-1][0] + new, entry.known[-1][1])

    @staticmethod
    def _first_trace(function: Function, given: Any) -> None:
        if function.first is None:
            function.first = given
        function.traced += 1
        function.alike += not signatures.differences(function.first, given)


def _nearest(known: list[Any], given: Any) -> list[list[str]]:
    """Say in what arguments differ from those of the earlier trace that is most like them."""
    every = [signatures.differences(earlier, given) for earlier in reversed(known)]
    return min(every, key=len)[: signatures.MAX_CAUSES]


def _as_part_of(original: Any, replacement: Any) -> Any:
    """Let a function's frames count as frames of what it replaces."""
    replacement.__code__ = replacement.__code__.replace(co_filename=original.__code__.co_filename)
    return replacement


def _ignore(*_: Any) -> None:
    """Stand for a hook that nobody has set."""
