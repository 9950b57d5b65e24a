"""What goes between tfguard and a worker: one JSON line a run, one JSON line back, both checked.

A worker runs code that somebody else wrote, in the same process as its probes: what it says is data
about itself, never trusted further. Nothing is unpickled; every field is checked for its type; what
does not fit is as good as no report.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tfguard.confirm.workers.checked import ProtocolError
from tfguard.confirm.workers.checked import as_dict as _dict
from tfguard.confirm.workers.checked import as_list as _list
from tfguard.confirm.workers.checked import as_number as _number
from tfguard.confirm.workers.checked import as_text as _text

__all__ = ["ProtocolError"]  # beside what is defined here

_HOW = re.compile(r"(exited|signal) \d{1,3}|time|output|processes|memory|disk|forged")
# What the worker's search writes itself.
_MADE = re.compile(
    r"tf\.ones\(\[[\d, ]*\](, tf\.\w+)?\)|tf\.fill\(\[[\d, ]*\], 'a'\)|tf\.constant\(\[1, 2\]\)"
)
# A probe as it stands in a shadow file; some name a second one.
_PROBED = re.compile(r"\b_tfguard_[a-z]+\((\d{1,9})(?:, (\d{1,9})\b)?")
_NAMES_ERROR = re.compile(r"[\w.]*Error\w*:")
# What is another one in each run of the same code: addresses of objects, and the folders of the run.
_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]{6,}|\b0x[0-9a-fA-F]{8,}\b")
_FOLDER = re.compile(r"(?:/[^\s/'\":;,]+)*/tfguard-\w{8}/(?:(?:code|work)/)?")
_TEMPORARY = re.compile(r"\btmp[a-z0-9_]{8}\b")


def steady(text: str) -> str:
    """Take out of a text what is another one in each run of the same code.

    Args:
        text: one that a run has given.

    Returns:
        The same without addresses of objects and without the folders made for the run.
    """
    return _TEMPORARY.sub("tmp", _FOLDER.sub("", _ADDRESS.sub("", text)))


@dataclass(frozen=True, slots=True)
class Failure:
    """An exception in the user's code.

    Attributes:
        type: class name.
        classes: names of the class and its bases.
        text: its whole text.
        innermost: file (as shipped) and shadow line of the innermost frame of the user's code, or None.
        held: probes whose value was at work when it was raised.
        frames: file and line of the frames of the user's code, outermost first.
    """

    type: str
    classes: tuple[str, ...]
    text: str
    innermost: tuple[str, int] | None
    held: tuple[int, ...]
    frames: tuple[tuple[str, int], ...] = ()

    @property
    def line(self) -> str:
        """Class and the last telling line of the text."""
        lines = [part.strip() for part in self.text.strip().split("\n") if part.strip()]
        telling = [part for part in lines if _NAMES_ERROR.match(part)]
        chosen = (
            telling[-1] if telling and self.text.lstrip().startswith("in user code") else (lines or [""])[0]
        )
        return steady(chosen if chosen.startswith(self.type) else f"{self.type}: {chosen}")


@dataclass(frozen=True, slots=True)
class Sight:
    """What one probe saw in one call; see the worker's ``probes.Sight``."""

    entered: int = 0
    traced: int = 0
    effects: Mapping[str, int] = field(default_factory=dict)
    values: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    run_values: tuple[str, ...] = ()
    owners: tuple[int, ...] = ()
    size: int = 0
    classes: frozenset[str] = frozenset()
    uses: tuple[str, ...] = ()
    left: int = 0


NOTHING = Sight()


@dataclass(frozen=True, slots=True)
class Watched:
    """What a driven run noted of one call that the project's code made.

    Attributes:
        site: the probe of the call.
        functions: traced functions of the subject that it ran: number, traces before, traces after.
        arguments: for each probe around an argument, how tracing tells it apart, and its kind.
        signature: the same for all arguments, by position, then by name.
        dtypes: of the numbers that it returned.
    """

    site: int
    functions: tuple[tuple[int, int, int], ...]
    arguments: Mapping[int, tuple[str, str]]
    signature: tuple[str, ...]
    dtypes: tuple[str, ...]

    @property
    def traces(self) -> int:
        """How often the call traced the subject."""
        return sum(after - before for _, before, after in self.functions)


@dataclass(frozen=True, slots=True)
class Note:
    """A function that was made, or a name that was read in it: probe, number of the function, value."""

    probe: int
    function: int
    value: str


@dataclass(frozen=True, slots=True)
class Call:
    """What one call did.

    Attributes:
        failure: the exception it ended with, or None.
        sights: by probe.
        states: by probe, a text for the state of what it watches, after the call.
        leaks: probes whose target holds a tensor without a value, and the error of using it.
        result: the numbers it returned, as texts.
        returned: class name of what it returned.
        watched: for driven runs, what was noted of the call.
    """

    failure: Failure | None
    sights: Mapping[int, Sight]
    states: Mapping[int, str]
    leaks: Mapping[int, str]
    result: tuple[tuple[str, ...], ...]
    returned: str
    watched: Watched | None = None

    def sight(self, probe: int) -> Sight:
        """What a probe saw, or nothing."""
        return self.sights.get(probe, NOTHING)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a function gave: the numbers of its result, or the exception it ended with."""

    result: tuple[tuple[str, ...], ...]
    failure: Failure | None


@dataclass(frozen=True, slots=True)
class Trial:
    """One set of arguments, given to the live object (eagerly) and to the one loaded from its SavedModel.

    Attributes:
        value: another Python value of the argument in question; empty where the arguments are the program's.
        base: what the loaded function gave for the program's own value, or None.
        live, saved: what the two gave.
    """

    value: str
    base: Answer | None
    live: Answer
    saved: Answer


@dataclass(frozen=True, slots=True)
class Save:
    """One SavedModel that a watched call made, loaded again when the program had done what it does.

    Attributes:
        site: the probe of the call.
        earlier: whether the object was there before the code that was driven.
        name: the attribute that holds the traced function; empty when none does.
        traces: how many traces of it were loaded; -1 when there is no such function.
        synchronous: whether the loaded variables have the live ones' values.
        failure: why it could not be loaded, or None.
        trials: calls of both.
    """

    site: int
    earlier: bool
    name: str
    traces: int
    synchronous: bool
    failure: Failure | None
    trials: tuple[Trial, ...]


@dataclass(frozen=True, slots=True)
class Observation:
    """The report of one run.

    Attributes:
        how: how the child ended: ``exited 0``, ``signal 9``, ``time``, ``output``, ``processes``...
        seconds: wall time.
        memory: bytes that it held at most, TensorFlow's own among them; the worker's word, like ``how``.
        tensorflow: its version there.
        failure: the exception that ended the run, or None.
        step: which step of the plan failed; :data:`CALLS` and more are calls.
        calls: what each call did.
        plan: number of the plan that was used.
        tries: how many sets of arguments were tried.
        values: source texts of all arguments, in the order of the plan's holes.
        arguments: their names and texts.
        variation: how the arguments changed from call to call (0 to 2).
        stubs_made: stand-ins and why they were needed.
        stubs_used: those that the run leaned on.
        rooted: probes whose watched object is reached from what was there before the calls.
        made: files that were made because the code expects them, and their content.
        graph_bytes: size of the traced graph, where it was asked for.
        stopped: what ended a driven run before its own end: ``enough`` calls, ``time``, an ``error`` after
            the calls; empty when it ran through.
        body: whether of a driven function that is traced itself only the Python body was run.
        totals: for driven runs, what each probe saw in all of it.
        making: functions that were made, in order, with the value of the loop's name.
        reads: reads in the traced functions, in order.
        saves: SavedModels that watched calls made.
        given: by probe, the arguments of the first call in which what it watches lies, by position or name.
        built: probes that were traced before any call, while the object was made.
        spoiled: probes in a constructor whose object held a tensor without a value when it was made, before
            any call, and the error of using it.
        hurried: whether some part of it was ended for want of time.
        reported: False when the child said nothing that can be used.
        confined: whether it ran in a sandbox; the parent adds that.
    """

    how: str
    seconds: float = 0.0
    memory: int = 0
    tensorflow: str = ""
    failure: Failure | None = None
    step: int = 0
    calls: tuple[Call, ...] = ()
    plan: int = 0
    tries: int = 0
    values: tuple[str, ...] = ()
    arguments: tuple[tuple[str, str], ...] = ()
    variation: int = 0
    stubs_made: Mapping[str, str] = field(default_factory=dict)
    stubs_used: tuple[str, ...] = ()
    rooted: frozenset[int] = frozenset()
    made: Mapping[str, str] = field(default_factory=dict)
    graph_bytes: int = 0
    stopped: str = ""
    body: bool = False
    totals: Mapping[int, Sight] = field(default_factory=dict)
    making: tuple[Note, ...] = ()
    reads: tuple[Note, ...] = ()
    saves: tuple[Save, ...] = ()
    spoiled: Mapping[int, str] = field(default_factory=dict)
    given: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    built: frozenset[int] = frozenset()
    hurried: bool = False
    reported: bool = True
    confined: bool = False

    def total(self, probe: int) -> Sight:
        """What a probe saw in a driven run, or nothing."""
        return self.totals.get(probe, NOTHING)


CALLS = 1000
MOST_CALLS = 1000  # more than any run makes


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for, as far as the answer has to fit it.

    Attributes:
        run: its id, which must be named.
        probes: the probes of the plan; a report on another one is made up.
        holes: of each plan, for each argument the texts that were proposed.
    """

    run: str
    probes: frozenset[int]
    holes: tuple[tuple[frozenset[str], ...], ...]


def asked(request: Mapping[str, Any]) -> Asked:
    """Read off a request what its answer has to fit."""
    probes = {0, *(int(number) for number in request["probes"])}
    for file in request["files"]:
        for match in _PROBED.finditer(file["text"]):
            probes.update(int(number) for number in match.groups() if number)
    grid = request["grid"]
    holes = tuple(
        tuple(frozenset([*hole["candidates"], *grid]) for hole in plan["holes"]) for plan in request["plans"]
    )
    return Asked(str(request["id"]), frozenset(probes), holes)


def observation(answer: object, asked: Asked) -> Observation:
    """Check a worker's answer.

    Args:
        answer: the parsed line.
        asked: what it answers.

    Raises:
        ProtocolError: the answer is not of the agreed form, or does not fit what was asked.
    """
    found = _read(answer, asked.run)
    strange = _probes_in(found) - asked.probes
    if strange:
        raise ProtocolError(f"probes that nobody placed: {sorted(strange)[:5]}")
    if len(found.calls) > MOST_CALLS:
        raise ProtocolError("more calls than any run makes")
    if found.reported and not _fits(found, asked.holes):
        raise ProtocolError("arguments of another plan")
    return found


def _fits(found: Observation, holes: Sequence[Sequence[frozenset[str]]]) -> bool:
    """Tell whether the arguments are some that were proposed, or that a worker makes of them.

    They are run again, and shown to people who may run them: a report must not bring in other code.
    """
    proposed = holes[found.plan] if 0 <= found.plan < len(holes) else ()
    if len(found.values) != len(proposed) or any(os.path.isabs(n) or ".." in n for n in found.made):
        return False
    return all(
        value in texts or _MADE.fullmatch(value) for value, texts in zip(found.values, proposed, strict=True)
    )


def _probes_in(found: Observation) -> set[int]:
    """Collect every probe that a report speaks of."""
    named = {*found.rooted, *found.totals, *found.spoiled}
    named.update(note.probe for note in (*found.making, *found.reads))
    named.update(save.site for save in found.saves)
    failures = [found.failure, *(save.failure for save in found.saves)]
    for call in found.calls:
        named.update(call.sights, call.states, call.leaks)
        failures.append(call.failure)
        if call.watched is not None:
            named.update(call.watched.arguments, (call.watched.site,))
    for failure in failures:
        named.update(failure.held if failure is not None else ())
    return named


def _read(answer: object, run: str) -> Observation:
    message = _dict(answer)
    if message.get("id") != run:
        raise ProtocolError("an answer to another run")
    how, seconds = _ending(message.get("how")), _number(message.get("seconds"))
    memory = int(_number(message.get("memory", 0)))
    report = message.get("report")
    if report is None:
        return Observation(how, seconds, memory=memory, reported=False)
    report = _dict(report)
    if "too_long" in report:
        return Observation("output", seconds, memory=memory, reported=False)
    if how != "exited 0":
        raise ProtocolError("a report of a process that ended badly")
    return Observation(
        how=how,
        seconds=seconds,
        memory=memory,
        tensorflow=_text(report.get("tensorflow")),
        failure=_failure(report.get("error")),
        step=int(_number(report.get("step"))),
        calls=tuple(_call(item) for item in _list(report.get("calls"))),
        plan=int(_number(report.get("plan"))),
        tries=int(_number(report.get("tries"))),
        values=tuple(_text(item) for item in _list(report.get("values"))),
        arguments=tuple(_named(item) for item in _list(report.get("arguments"))),
        variation=int(_number(report.get("variation"))),
        stubs_made={_text(k): steady(_text(v)) for k, v in _dict(report.get("stubs_made")).items()},
        stubs_used=tuple(_text(item) for item in _list(report.get("stubs_used"))),
        made={_text(k): _text(v) for k, v in _dict(report.get("made", {})).items()},
        rooted=frozenset(int(_number(item)) for item in _list(report.get("rooted"))),
        graph_bytes=int(_number(report.get("graph_bytes", 0))),
        stopped=_text(report.get("stopped", "")),
        body=report.get("body") is True,
        totals={_probe(key): _sight(item) for key, item in _dict(report.get("totals", {})).items()},
        making=tuple(_note(item) for item in _list(report.get("making", []))),
        reads=tuple(_note(item) for item in _list(report.get("reads", []))),
        saves=tuple(_save(item) for item in _list(report.get("saves", []))),
        spoiled={_probe(key): steady(_text(item)) for key, item in _dict(report.get("spoiled", {})).items()},
        built=frozenset(int(_number(item)) for item in _list(report.get("built", []))),
        hurried=report.get("hurried") is True,
        given={
            _probe(key): tuple(_text(one) for one in _list(item))
            for key, item in _dict(report.get("given", {})).items()
        },
    )


def _ending(value: object) -> str:
    how = _text(value)
    if not _HOW.fullmatch(how):
        raise ProtocolError("an unknown way to end")
    return how


def _call(value: object) -> Call:
    data = _dict(value)
    return Call(
        failure=_failure(data.get("error")),
        sights={_probe(key): _sight(item) for key, item in _dict(data.get("probes")).items()},
        states={_probe(key): _text(item) for key, item in _dict(data.get("states")).items()},
        leaks={_probe(key): steady(_text(item)) for key, item in _dict(data.get("leaks")).items()},
        result=_results(data.get("result")),
        returned=_text(data.get("returned")),
        watched=_watched(data.get("watched")),
    )


def _watched(value: object) -> Watched | None:
    if value is None:
        return None
    data = _dict(value)
    arguments = {}
    for item in _list(data.get("arguments")):
        probe, text, kind = _exactly(item, 3)
        arguments[int(_number(probe))] = (_text(text), _text(kind))
    functions = []
    for item in _list(data.get("functions")):
        function, before, after = (int(_number(part)) for part in _exactly(item, 3))
        functions.append((function, before, after))
    return Watched(
        site=int(_number(data.get("site"))),
        functions=tuple(functions),
        arguments=arguments,
        signature=tuple(_text(item) for item in _list(data.get("signature"))),
        dtypes=tuple(_text(item) for item in _list(data.get("dtypes"))),
    )


def _note(value: object) -> Note:
    probe, function, text = _exactly(value, 3)
    return Note(int(_number(probe)), int(_number(function)), _text(text))


def _save(value: object) -> Save:
    data = _dict(value)
    return Save(
        site=int(_number(data.get("site"))),
        earlier=data.get("earlier") is not False,
        name=_text(data.get("name")),
        traces=int(_number(data.get("traces"))),
        synchronous=data.get("synchronous") is True,
        failure=_failure(data.get("error")),
        trials=tuple(_trial(item) for item in _list(data.get("trials"))),
    )


def _trial(value: object) -> Trial:
    data = _dict(value)
    base = data.get("base")
    return Trial(
        value=_text(data.get("value")),
        base=None if base is None else _gave(base),
        live=_gave(data.get("live")),
        saved=_gave(data.get("saved")),
    )


def _gave(value: object) -> Answer:
    data = _dict(value)
    return Answer(_results(data.get("result")), _failure(data.get("error")))


def _results(value: object) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(_text(part) for part in _list(item)) for item in _list(value))


def _exactly(value: object, length: int) -> Sequence[Any]:
    parts = _list(value)
    if len(parts) != length:
        raise ProtocolError(f"{length} entries were expected")
    return parts


def _sight(value: object) -> Sight:
    data = _dict(value)
    return Sight(
        entered=int(_number(data.get("entered"))),
        traced=int(_number(data.get("traced"))),
        effects={_text(key): int(_number(item)) for key, item in _dict(data.get("effects")).items()},
        values=tuple(_text(item) for item in _list(data.get("values"))),
        kinds=tuple(_text(item) for item in _list(data.get("kinds"))),
        run_values=tuple(_text(item) for item in _list(data.get("run_values"))),
        uses=tuple(_text(item) for item in _list(data.get("uses", []))),
        owners=tuple(int(_number(item)) for item in _list(data.get("owners"))),
        size=int(_number(data.get("size", 0))),
        left=int(_number(data.get("left", 0))),
        classes=frozenset(_text(item) for item in _list(data.get("classes", []))),
    )


def _failure(value: object) -> Failure | None:
    if value is None:
        return None
    data = _dict(value)
    innermost = data.get("innermost")
    place = None if innermost is None else _frame(innermost)
    return Failure(
        type=_text(data.get("type")),
        classes=tuple(_text(item) for item in _list(data.get("classes"))),
        text=_text(data.get("text")),
        innermost=place,
        held=tuple(int(_number(item)) for item in _list(data.get("held"))),
        frames=tuple(_frame(item) for item in _list(data.get("frames", []))),
    )


def _frame(value: object) -> tuple[str, int]:
    parts = _list(value)
    if len(parts) < 2:
        raise ProtocolError("a frame without a line")
    return _text(parts[0]), int(_number(parts[1]))


def _named(value: object) -> tuple[str, str]:
    name, text = _exactly(value, 2)
    return _text(name), _text(text)


def _probe(key: object) -> int:
    text = _text(key)
    if not text.isdecimal() or len(text) > 9:
        raise ProtocolError("a probe that is no number")
    return int(text)
