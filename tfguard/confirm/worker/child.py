"""What a child process does: one run, searched or given, from a fresh state, and one message about it."""

from __future__ import annotations

import hashlib
import importlib
import json
import os
import random
import signal
import sys
from typing import Any, Callable, Dict, Iterator

from . import callees, effects, repeating, search, summaries, worldly
from .attempt import CALL_STEP, WIDEST, Attempt, Setting, SlowAttempt
from .clock import Clock
from .driven import DrivenAttempt

MESSAGE_LIMIT = 1 << 20
KEY_BYTES = 32
SEAL_LENGTH = 64  # letters of a seal in front of the message
ENOUGH_CALLS = 3
MAX_MADE_FILES = 6
MAKING_TRIES = 40
CALLING_TRIES = 60
DRIVEN_SHARE = 0.6  # of the time limit
# What a part of a run may take is counted in processor time: whether it has enough must not hang on what
# else the machine does. Code that waits uses none, so that there is an end by the clock too, some way off.
PATIENCE = 2.5
LAST_SHARE = 0.85  # of the time limit; what has been seen until then can still be told

Send = Callable[[Dict[str, Any]], None]


def begin_seal(key: bytes) -> Any:
    """Begin the hash that seals a report; what is known of the key afterwards is known to nobody."""
    return hashlib.blake2b(key=key, digest_size=SEAL_LENGTH // 2)


def sender(descriptor: int, seal: Any) -> Send:
    """Give what writes the one report.

    It holds all that it needs: what the user's code has put in the place of ``json`` or ``os`` is not asked.

    Args:
        descriptor: where the report goes.
        seal: the hash that was begun.
    """
    encode, write = json.JSONEncoder(ensure_ascii=True, allow_nan=False).encode, os.write
    update, digest = seal.update, seal.hexdigest

    def send(report: dict[str, Any]) -> None:
        data = encode(report).encode("ascii")
        if len(data) > MESSAGE_LIMIT:
            data = encode({"too_long": len(data)}).encode("ascii")
        update(data)
        data = digest().encode("ascii") + data
        while data:
            data = data[write(descriptor, data) :]

    return send


def run(request: dict[str, Any], folder: str, send: Send) -> None:
    """Do one run and write its report.

    Args:
        request: the run; see ``tfguard.confirm.workers.protocol``.
        folder: the child's own empty directory.
        send: writes the report.
    """
    clock = Clock(request["seconds"] * LAST_SHARE)
    root = _write_files(request, folder)
    callees.set_root(root)
    tf = sys.modules["tensorflow"]
    outlook = repeating.Outlook(folder)
    outlook.watch()
    if request["mode"] == "script":
        # A program of its own, which does for itself all that is done here for a slice.
        setting = Setting(request, root, tf, _leave_mode, outlook, clock)
        _report(send, _given(setting), setting)
        return
    effects.install()
    summaries.provide(tf)
    _leave_keras_unconverted()
    random.seed(0)
    tf.random.set_seed(0)
    if request["mode"] == "uncompiled":
        vars(tf)["function"] = _without_xla(tf.function)
    if request["mode"] == "eager":
        tf.config.run_functions_eagerly(True)
    # Which mode this run is in is not the code's to say.
    eagerly = tf.config.run_functions_eagerly
    tf.config.run_functions_eagerly = tf.config.experimental_run_functions_eagerly = _leave_mode
    setting = Setting(request, root, tf, eagerly, outlook, clock)
    report = _search(setting) if request["search"] else _given(setting)
    _report(send, report, setting)


def _report(send: Send, report: dict[str, Any], setting: Setting) -> None:
    report["hurried"] = setting.outlook.hurried
    report["lasting"] = setting.outlook.is_lasting(report)
    report["made"] = setting.request["made"]
    report["tensorflow"] = sys.modules["tensorflow"].__version__
    send(report)


def _leave_keras_unconverted() -> None:
    """Let AutoGraph pass over ``tf_keras``, as it does over Keras and as newer TensorFlow does over both.

    Keras converts a layer's ``call`` itself. Its own code is converted in vain, which takes up to a minute.
    """
    try:
        config: Any = importlib.import_module("tensorflow.python.autograph.core.config")
        config.CONVERSION_RULES = (config.DoNotConvert("tf_keras"), *config.CONVERSION_RULES)
    except (ImportError, AttributeError):
        return


def _without_xla(function: Any) -> Any:
    """Give what makes traced functions and lets XLA compile none of them."""

    def without(*arguments: Any, **options: Any) -> Any:
        options.pop("jit_compile", None)
        options.pop("experimental_compile", None)
        return function(*arguments, **options)

    return without


def _leave_mode(_run_eagerly: bool = False) -> None:
    """Stand in for ``tf.config.run_functions_eagerly``."""


def _write_files(request: dict[str, Any], folder: str) -> str:
    root = os.path.join(folder, "code") + os.sep
    for file in request["files"]:
        if not file["path"]:
            continue
        path = os.path.join(root, file["path"])
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8", errors="surrogatepass") as handle:
            handle.write(file["text"])
    work = os.path.join(folder, "work")
    os.makedirs(work, exist_ok=True)
    os.chdir(work)
    return root


def _new_attempt(setting: Setting, plan: dict[str, Any], values: list[str], variation: int) -> Attempt:
    kind = DrivenAttempt if setting.request.get("drive") else Attempt
    return kind(setting, plan, values, variation)


def _given(setting: Setting) -> dict[str, Any]:
    plan = setting.request["plans"][0]
    values = [hole["candidates"][0] for hole in plan["holes"]]
    if setting.request.get("drive"):
        # A loop without end has shown enough by then.
        _set_alarm(setting, setting.request["seconds"] * DRIVEN_SHARE)
    report = _new_attempt(setting, plan, values, setting.request["variation"]).run()
    _set_alarm(setting, 0)
    report.update({"plan": 0, "tries": 1})
    return report


class _Best:
    """The best attempt so far: one that ran through and reached most of what is flagged."""

    def __init__(self, goal: list[str], calls: int) -> None:
        self.goal = goal
        self.calls = calls
        self.report: dict[str, Any] = {}
        self.rank = (-1, -1, -1)

    def offer(self, report: dict[str, Any]) -> bool:
        """Keep the report if it is better; tell whether nothing better can come."""
        seen = {
            probe for call in report["calls"] for probe, sight in call["probes"].items() if sight["entered"]
        }
        reached = sum(probe in seen for probe in self.goal)
        complete = report["error"] is None
        rank = (int(complete), reached if complete else min(report["step"], CALL_STEP), len(report["calls"]))
        if rank > self.rank:
            self.rank, self.report = rank, report
        few = self.calls and len(report["calls"]) < self.calls and not report.get("stopped")
        return complete and reached == len(self.goal) and not few

    @property
    def complete(self) -> bool:
        """Whether some attempt ran through."""
        return self.rank[0] == 1


def _search(setting: Setting) -> dict[str, Any]:
    """Try arguments eagerly until a run goes through and reaches every flagged place."""
    request = setting.request
    drive = request.get("drive")
    enough = min(ENOUGH_CALLS, drive["least"]) if drive else 0
    best = _Best([str(probe) for probe in request["goal"]], enough)
    tries = 0
    for number, plan in enumerate(request["plans"]):
        after_success = 0
        proposals = _Proposals(setting, plan)
        for values, variation in proposals.stream():
            late = tries > 0 and setting.clock.is_over(request["search_seconds"])
            setting.outlook.hurried |= late
            if late or tries >= request["tries"] * (number + 1):
                break
            report = _attempt(setting, plan, values, variation)
            tries += 1
            report.update({"plan": number, "tries": tries})
            if best.offer(report) or (report["error"] or {}).get("type") == "MemoryError":
                return report
            proposals.feedback = report
            after_success += best.complete
            if after_success > request["more_tries"]:
                break
        # One test does not come to all places that another comes to; guesses of arguments are alike.
        if best.complete and not plan.get("module"):
            break
    best.report["tries"] = tries
    return best.report


def _set_alarm(setting: Setting, seconds: float) -> None:
    """End the user's code when it takes too long, where it lets Python's signal handlers run.

    Args:
        setting: what the attempts share.
        seconds: of processor time; 0 for no end.
    """

    def too_slow(*_: Any) -> None:
        if setting.interruptible:
            setting.outlook.hurried = True
            raise SlowAttempt

    if not hasattr(signal, "setitimer"):
        return
    waiting = min(seconds * PATIENCE, max(setting.clock.left(), 0.01)) if seconds else 0
    for sent, timer, length in (
        (signal.SIGPROF, signal.ITIMER_PROF, seconds),
        (signal.SIGALRM, signal.ITIMER_REAL, waiting),
    ):
        signal.signal(sent, too_slow)
        signal.setitimer(timer, length)


def _nothing() -> None:
    """Stand for what is to be done when the modules are loaded."""


def _attempt(setting: Setting, plan: dict[str, Any], values: list[str], variation: int) -> dict[str, Any]:
    """Make one attempt; what the code misses in its folder is made for it, and calls that ran are kept."""
    report = _timed(setting, plan, values, variation)
    for _ in range(MAX_MADE_FILES):
        if not (report["error"] and worldly.provide(setting.request["made"], report["error"])):
            break
        report = _timed(setting, plan, values, variation)
    done = len(report["calls"]) - 1
    if report["error"] and variation == 0 and done >= ENOUGH_CALLS and not setting.request.get("drive"):
        # What is used up by some calls (an iterator, a dict that is emptied) ran while it lasted.
        setting.request["calls"], wanted = done, setting.request["calls"]
        report = _timed(setting, plan, values, variation)
        setting.request["calls"] = wanted
    return report


def _timed(setting: Setting, plan: dict[str, Any], values: list[str], variation: int) -> dict[str, Any]:
    """Run an attempt for no longer than its share of the search."""
    seconds = setting.request["search_seconds"]
    _set_alarm(setting, seconds / 2)
    setting.loaded = lambda: _set_alarm(setting, seconds / 5)
    report = _new_attempt(setting, plan, values, variation).run()
    setting.loaded = _nothing
    _set_alarm(setting, 0)
    return report


class _Proposals:
    """Arguments to try, in order; what a failed run said moves hinted ones to the front."""

    def __init__(self, setting: Setting, plan: dict[str, Any]) -> None:
        self.plan = plan
        self.grid: list[str] = setting.request["grid"]
        self.driven = bool(setting.request.get("drive"))
        self.seen: set[tuple[tuple[str, ...], int]] = set()
        self.dead: list[dict[int, str]] = []
        self.feedback: dict[str, Any] = {}
        self.base: list[str] = []  # values with which the object could be made

    def stream(self) -> Iterator[tuple[list[str], int]]:
        candidates = [hole["candidates"] for hole in self.plan["holes"]]
        first = [options[0] for options in candidates]
        queue: list[tuple[list[str], int]] = []
        for values in self._ordered(candidates, first):
            queue.append((values, 0 if self.driven else WIDEST))
            while queue:
                item = queue.pop(0)
                key = (tuple(item[0]), item[1])
                if key in self.seen or self._is_dead(item[0]):
                    continue
                self.seen.add(key)
                self.feedback = {}
                yield item
                if len(self.seen) < 200:
                    queue = self._reaction(item) + queue

    def _bury(self, report: dict[str, Any]) -> None:
        """Remember what an object could not be made with: other arguments of later steps are no help."""
        holes = [
            argument["hole"]
            for step in self.plan["steps"][: report["step"]]
            for argument in step.get("arguments", ())
        ]
        self.dead.append({hole: report["values"][hole] for hole in holes})

    def _is_dead(self, values: list[str]) -> bool:
        return any(all(values[hole] == text for hole, text in entry.items()) for entry in self.dead)

    def _ordered(self, candidates: list[list[str]], first: list[str]) -> Iterator[list[str]]:
        yield first
        making = {hole["hole"] for step in self.plan["steps"] for hole in step.get("arguments", ())}
        if making:
            yield from self._made_first(candidates, making)
        yield from search.shared_moves(first, self.grid)
        for indexes in search.combinations([len(options) for options in candidates], 120):
            yield [options[index] for options, index in zip(candidates, indexes)]

    def _made_first(self, candidates: list[list[str]], making: set[int]) -> Iterator[list[str]]:
        """Look for arguments that make the object; then keep them, and look for those of the call."""
        options = [texts if hole in making else texts[:1] for hole, texts in enumerate(candidates)]
        for indexes in search.combinations([len(texts) for texts in options], MAKING_TRIES):
            if self.base:
                break
            yield [texts[index] for texts, index in zip(options, indexes)]
        if not self.base:
            return
        base = list(self.base)
        yield from search.shared_moves(base, self.grid, making)
        options = [[base[hole]] if hole in making else texts for hole, texts in enumerate(candidates)]
        for indexes in search.combinations([len(texts) for texts in options], CALLING_TRIES):
            yield [texts[index] for texts, index in zip(options, indexes)]

    def _reaction(self, item: tuple[list[str], int]) -> list[tuple[list[str], int]]:
        report = self.feedback
        error = report.get("error")
        if not error:
            return []
        if report["step"] < CALL_STEP:
            self._bury(report)
        elif not self.base:
            self.base = report["values"]
        values, variation = item
        slow = error["type"] == "SlowAttempt" and report["step"] >= CALL_STEP
        if (report["step"] > CALL_STEP or slow) and variation:
            # The first call went through: it is the other values of later calls that fail.
            return [(values, variation - 1)]
        return [(hinted, variation) for hinted in search.hinted(report["values"], error["text"])]
