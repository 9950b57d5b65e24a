"""What the processes of a program have reported: JSON files, each checked for its size and its form.

The program runs in the process that writes them: they are data about itself, and never trusted further.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tfguard.confirm.workers.checked import ProtocolError, as_dict, as_list, as_number, as_text

REPORT_LIMIT = 16 << 20
MAX_REPORTS = 1000
VERSION = 1


@dataclass(frozen=True, slots=True)
class Failure:
    """An exception that left a traced function, or that ended the program.

    Attributes:
        type, classes, text: the exception.
        innermost: file and line of the innermost frame of the user's, or None.
        traced: it left a traced function.
    """

    type: str
    classes: tuple[str, ...]
    text: str
    innermost: tuple[str, int] | None
    traced: bool

    @property
    def line(self) -> str:
        """Class and the last line of the text that is no frame."""
        lines = [one.strip() for one in self.text.strip().split("\n") if one.strip()]
        chosen = (lines or [""])[-1 if self.text.lstrip().startswith("in user code") else 0]
        return chosen if chosen.startswith(self.type) else f"{self.type}: {chosen}"


@dataclass(frozen=True, slots=True)
class Record:
    """What one probe saw in one ``tf.function`` object; see the hook's ``seen.Record``."""

    object: int
    tracing: int
    quiet: int
    all_calls: int
    calls: int
    passes: int
    effects: Mapping[str, int]
    values: tuple[str, ...]
    kinds: frozenset[str]
    classes: frozenset[str]
    uses: frozenset[str]
    leak: str
    lasting: bool | None
    running: int
    acted: int
    rounds: int
    grown: int

    @property
    def too_few(self) -> str:
        """Say why there were not enough calls that traced nothing."""
        retraced = self.tracing > 1 and not self.quiet
        return f"each of {self.tracing} traced anew" if retraced else f"{self.quiet} traced nothing"


@dataclass(frozen=True, slots=True)
class Cause:
    """One difference between the arguments of a trace and those of the one most like it.

    Attributes:
        name: of the argument, or of the part of it.
        respect: ``value``, ``shape``, ``dtype``, ``type``, ``length`` or ``object``.
        before, now: texts.
    """

    name: str
    respect: str
    before: str
    now: str

    @property
    def parameter(self) -> str:
        """The parameter that the name is a part of."""
        return self.name.partition("[")[0].partition(".")[0]


@dataclass(frozen=True, slots=True)
class Event:
    """One call that traced.

    Attributes:
        object: number of the ``tf.function`` object in its process.
        call: which of its calls.
        traces: how many traces it made.
        seconds: spent tracing.
        caller: the user's line that called, or None.
        first: it was the object's first trace.
        causes: in what its arguments differ from those of the most similar earlier trace.
    """

    object: int
    call: int
    traces: int
    seconds: float
    caller: tuple[str, int] | None
    first: bool
    causes: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class Function:
    """One traced Python function: calls and traces of all of its ``tf.function`` objects.

    Attributes:
        path, line, name: of the function; the line is the first decorator's.
        calls, traces, seconds: seconds are those spent tracing.
        inside: calls made while another graph was built.
        objects: how many objects were called, ``traced`` how many traced, ``alike`` how many of them first
            with the same arguments as the first one.
        events: traces in order.
    """

    path: str
    line: int
    name: str
    calls: int
    inside: int
    traces: int
    seconds: float
    objects: int
    traced: int
    alike: int
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Process:
    """The report of one process."""

    tensorflow: str = ""
    files: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()
    trouble: int = 0
    eager: Mapping[int, int] = field(default_factory=dict)
    elsewhere: Mapping[int, int] = field(default_factory=dict)
    records: Mapping[int, tuple[Record, ...]] = field(default_factory=dict)
    functions: tuple[Function, ...] = ()
    failures: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True)
class Reports:
    """Everything that was reported.

    Attributes:
        started: how many processes loaded the hook.
        broken: how many reports could not be used.
        processes: the reports.
    """

    started: int = 0
    broken: int = 0
    processes: tuple[Process, ...] = ()

    @property
    def tensorflow(self) -> str:
        """The version of TensorFlow that was seen first; empty where none was."""
        return next((one.tensorflow for one in self.processes if one.tensorflow), "")


def read(folder: Path) -> Reports:
    """Read the reports of all processes of a run."""
    started = sum(1 for _ in folder.glob("started-*"))
    processes, broken = [], 0
    for path in sorted(folder.glob("report-*.json"))[:MAX_REPORTS]:
        try:
            processes.append(_process(_content(path)))
        except (OSError, ValueError, RecursionError, ProtocolError):
            broken += 1
    return Reports(started, broken, tuple(processes))


def _content(path: Path) -> object:
    if path.is_symlink() or not path.is_file() or path.stat().st_size > REPORT_LIMIT:
        raise ProtocolError("no report")
    content: object = json.loads(path.read_bytes())
    return content


def _process(value: object) -> Process:
    data = as_dict(value)
    if data.get("version") != VERSION or "too_long" in data:
        raise ProtocolError("not of this version, or too long")
    return Process(
        tensorflow=as_text(data.get("tensorflow")),
        files=_texts(data.get("files")),
        changed=_texts(data.get("changed")),
        trouble=_count(data.get("trouble")),
        eager=_counts(data.get("eager")),
        elsewhere=_counts(data.get("elsewhere")),
        records=_records(data.get("records")),
        functions=tuple(map(_function, as_list(data.get("functions")))),
        failures=tuple(map(_failure, as_list(data.get("failures")))),
    )


_RECORD_COUNTS = (
    "object", "tracing", "quiet", "all_calls", "calls", "passes", "running", "acted", "rounds", "grown",
)  # fmt: skip


def _records(value: object) -> Mapping[int, tuple[Record, ...]]:
    return {_key(key): tuple(map(_record, as_list(one))) for key, one in as_dict(value).items()}


def _record(value: object) -> Record:
    data = as_dict(value)
    lasting = data.get("lasting")
    return Record(
        **{name: _count(data.get(name)) for name in _RECORD_COUNTS},
        effects={as_text(key): _count(one) for key, one in as_dict(data.get("effects")).items()},
        values=tuple(map(as_text, as_list(data.get("values")))),
        kinds=_texts(data.get("kinds")),
        classes=_texts(data.get("classes")),
        uses=_texts(data.get("uses")),
        leak=as_text(data.get("leak")),
        lasting=lasting if isinstance(lasting, bool) else None,
    )  # fmt: skip


def _function(value: object) -> Function:
    data = as_dict(value)
    return Function(
        path=as_text(data.get("path")),
        name=as_text(data.get("name")),
        seconds=as_number(data.get("seconds")),
        events=tuple(map(_event, as_list(data.get("events")))),
        **{name: _count(data.get(name)) for name in (
            "line", "calls", "inside", "traces", "objects", "traced", "alike",
        )},
    )  # fmt: skip


def _event(value: object) -> Event:
    data = as_dict(value)
    return Event(
        object=_count(data.get("object")),
        call=_count(data.get("call")),
        traces=_count(data.get("traces")),
        seconds=as_number(data.get("seconds")),
        caller=_line(data.get("caller")),
        first=data.get("first") is True,
        causes=tuple(map(_cause, as_list(data.get("causes")))),
    )


def _cause(value: object) -> Cause:
    parts = [as_text(part) for part in as_list(value)]
    if len(parts) != 4:
        raise ProtocolError("a cause has four parts")
    return Cause(*parts)


def _failure(value: object) -> Failure:
    data = as_dict(value)
    return Failure(
        type=as_text(data.get("type")),
        classes=tuple(map(as_text, as_list(data.get("classes")))),
        text=as_text(data.get("text")),
        innermost=_line(data.get("innermost")),
        traced=data.get("traced") is True,
    )


def _line(value: object) -> tuple[str, int] | None:
    if value is None:
        return None
    parts = as_list(value)
    if len(parts) != 2:
        raise ProtocolError("a line has two parts")
    return as_text(parts[0]), _count(parts[1])


def _texts(value: object) -> frozenset[str]:
    return frozenset(map(as_text, as_list(value)))


def _counts(value: object) -> Mapping[int, int]:
    return {_key(key): _count(one) for key, one in as_dict(value).items()}


def _key(value: object) -> int:
    text = as_text(value)
    if not text.isdecimal() or len(text) > 9:
        raise ProtocolError("a probe that is no number")
    return int(text)


def _count(value: object) -> int:
    return int(as_number(value))


def merged(processes: Iterable[Process]) -> tuple[Function, ...]:
    """Put together what several processes say of one function, most traces first."""
    found: dict[tuple[str, int, str], Function] = {}
    for process in processes:
        for one in process.functions:
            key = (one.path, one.line, one.name)
            known = found.get(key)
            found[key] = one if known is None else _sum(known, one)
    return tuple(sorted(found.values(), key=lambda one: (-one.traces, one.path, one.line)))


def _sum(one: Function, other: Function) -> Function:
    return Function(
        one.path, one.line, one.name, one.calls + other.calls, one.inside + other.inside,
        one.traces + other.traces, one.seconds + other.seconds, one.objects + other.objects,
        one.traced + other.traced, one.alike + other.alike, one.events + other.events,
    )  # fmt: skip
