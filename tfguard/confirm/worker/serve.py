"""The worker's loop: import TensorFlow once, fork for each run, tell what the child cannot.

Requests and answers are lines of JSON on the descriptors that were the worker's standard input and
output. The worker itself runs no TensorFlow operation: its thread pools would not survive a fork.

A report is believed to be the child's when it is one message, sealed with a key that the worker made after
the fork: it is in no variable of the child's, but in the state of a hash that the child has begun. Whatever
else is written into the pipe makes the message another one.
"""

from __future__ import annotations

import hmac
import json
import os
import secrets
import select
import subprocess
import sys
import tempfile
import time
from typing import Any, Callable

from . import child, limits, removing, sealing
from .warming import warm

_leave = os._exit  # under a name that the user's code does not know: a child must not get past it
PROCESSES = 64
SELF_TEST_SECONDS = 30.0


def main(arguments: list[str]) -> int:
    """Serve runs until the input ends, or do one run (``child``).

    Args:
        arguments: ``serve`` or ``child``, and the duties that the sandbox leaves to the worker, as JSON.
    """
    channel_in, channel_out = os.dup(0), os.dup(1)
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    os.close(null)
    duties = json.loads(arguments[1]) if len(arguments) > 1 else {}
    if arguments[:1] == ["child"]:
        return _spawned_child(channel_in, channel_out, duties)
    return _serve(channel_in, channel_out, duties)


def _load_tensorflow() -> Any:
    import tensorflow  # noqa: PLC0415 - four seconds that a refusal need not wait for

    warm(tensorflow)
    return tensorflow


def _serve(channel_in: int, channel_out: int, duties: dict[str, Any]) -> int:
    limits.adopt_orphans()
    limits.die_with_parent()
    sealing.seal_worker(duties)
    try:
        tf = _load_tensorflow()
    except Exception as error:  # noqa: BLE001 - a broken installation may raise anything
        _answer(channel_out, {"ready": False, "error": type(error).__name__ + ": " + str(error)[:500]})
        return 1
    start = _fork if _fork_works(duties) else _spawn
    keras = getattr(sys.modules.get("keras"), "__version__", "")
    _answer(
        channel_out,
        {"ready": True, "tensorflow": tf.__version__, "keras": str(keras), "forks": start is _fork},
    )
    for line in _lines(channel_in):
        request = json.loads(line)
        answer, alone = _supervise(request, start, duties)
        _answer(channel_out, answer)
        if not alone:
            # What outlives its run must not meet the next one: the sandbox ends with the worker.
            return 1
    return 0


def _lines(descriptor: int) -> Any:
    pending = b""
    while True:
        data = os.read(descriptor, 1 << 16)
        if not data:
            return
        pending += data
        while b"\n" in pending:
            line, _, pending = pending.partition(b"\n")
            yield line


def _answer(descriptor: int, message: dict[str, Any]) -> None:
    data = json.dumps(message, ensure_ascii=True).encode("ascii") + b"\n"
    while data:
        data = data[os.write(descriptor, data) :]


class Started:
    """A child that was started.

    Attributes:
        process: its id.
        reading: where its report comes from.
        key: what its report is sealed with.
    """

    def __init__(self, process: int, reading: int, key: bytes) -> None:
        self.process = process
        self.reading = reading
        self.key = key


Start = Callable[[Any, str, "dict[str, Any]"], Started]


def _fork(request: Any, folder: str, duties: dict[str, Any]) -> Started:
    """Start a child by forking."""
    reading, writing = os.pipe()
    key_reading, key_writing = os.pipe()
    process = os.fork()
    if process:
        os.close(writing)
        os.close(key_reading)
        key = _hand_over_key(key_writing)
        os.close(key_writing)
        return Started(process, reading, key)
    status = 70
    try:
        os.close(reading)
        os.close(key_writing)
        status = _in_child(request, folder, writing, key_reading, duties)
    finally:
        _leave(status)


def _hand_over_key(descriptor: int) -> bytes:
    """Make a key and write it to a child."""
    key = secrets.token_bytes(child.KEY_BYTES)
    try:
        os.write(descriptor, key)
    except OSError:
        return key  # the child is gone already: there will be no report
    return key


def _in_child(request: Any, folder: str, writing: int, key_reading: int, duties: dict[str, Any]) -> int:
    os.setsid()
    limits.die_with_parent()
    seal = child.begin_seal(os.read(key_reading, child.KEY_BYTES))
    # Everything but the standard streams and the report's pipe: the worker's channel above all.
    os.dup2(writing, 3)
    os.closerange(4, 4096)
    _settle(folder)
    if request is None:
        sealing.seal_run(duties, folder)
        return _self_test(3)
    limits.confine(int(request["memory"]), float(request["seconds"]))
    sealing.seal_run(duties, folder)
    child.run(request, folder, child.sender(3, seal))
    return 0


def _settle(folder: str) -> None:
    """Let the run's own folder be its home."""
    os.environ["TMPDIR"] = os.environ["HOME"] = folder
    tempfile.tempdir = folder


def _self_test(descriptor: int) -> int:
    tf = sys.modules["tensorflow"]
    total = tf.function(lambda x: tf.reduce_sum(x * x))(tf.ones([64, 64]))
    os.write(descriptor, b"ok" if float(total) == 4096.0 else b"no")
    return 0


def _fork_works(duties: dict[str, Any]) -> bool:
    """Prove in one forked child that TensorFlow survives a fork here."""
    if not hasattr(os, "fork"):
        return False
    folder = tempfile.mkdtemp(prefix="tfguard-")
    started = _fork(None, folder, duties)
    data, how, _ = _watch(started, folder, {"seconds": SELF_TEST_SECONDS}, 16)
    limits.end(started.process)
    removing.remove_tree(folder)
    return data == b"ok" and how == "exited 0"


def _spawn(request: Any, folder: str, duties: dict[str, Any]) -> Started:
    """Start a child as a process of its own: slower, for where a fork does not work."""
    main_file = os.path.join(os.path.dirname(os.path.abspath(__file__)), "__main__.py")
    reading, writing = os.pipe()
    started = subprocess.Popen(
        [sys.executable, "-s", "-B", main_file, "child", json.dumps(duties)],
        stdin=subprocess.PIPE,
        stdout=writing,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    os.close(writing)
    key = b""
    if started.stdin is not None:
        key = _hand_over_key(started.stdin.fileno())
        try:
            order = {"request": request, "folder": folder}
            started.stdin.write(json.dumps(order).encode("ascii") + b"\n")
            started.stdin.close()
        except OSError:
            return Started(started.pid, reading, key)  # it is gone already
    return Started(started.pid, reading, key)


def _spawned_child(channel_in: int, channel_out: int, duties: dict[str, Any]) -> int:
    seal = child.begin_seal(os.read(channel_in, child.KEY_BYTES))
    order = json.loads(next(_lines(channel_in)))
    os.close(channel_in)
    limits.die_with_parent()
    _load_tensorflow()
    request = order["request"]
    _settle(order["folder"])
    limits.confine(int(request["memory"]), float(request["seconds"]))
    sealing.seal_run(duties, order["folder"])
    child.run(request, order["folder"], child.sender(channel_out, seal))
    _leave(0)


def _supervise(request: dict[str, Any], start: Start, duties: dict[str, Any]) -> tuple[dict[str, Any], bool]:
    """Do one run; give the answer, and whether nothing of the run is left."""
    folder = tempfile.mkdtemp(prefix="tfguard-")
    begun = time.monotonic()
    started = start(request, folder, duties)
    data, how, memory = _watch(started, folder, request, child.MESSAGE_LIMIT + child.SEAL_LENGTH)
    alone = limits.end(started.process)
    removing.remove_tree(folder)
    _tidy()
    report = None
    if how == "exited 0" and data:
        report = _checked(data, started.key)
        how = how if report is not None else "forged"
    answer = {
        "id": request["id"],
        "how": how,
        "seconds": round(time.monotonic() - begun, 3),
        "memory": memory,
        "report": report,
    }
    return answer, alone


def _tidy() -> None:
    """Empty the worker's own folder: without Landlock, a run may have left something there for the next."""
    home = os.environ.get("TMPDIR", "")
    made_for_this = os.path.basename(home).startswith("tfguard") and home == os.environ.get("HOME")
    if made_for_this and home == tempfile.gettempdir():
        removing.empty(home)


def _checked(data: bytes, key: bytes) -> Any:
    """Give the report if it is one message of this child, else None."""
    seal, message = data[: child.SEAL_LENGTH], data[child.SEAL_LENGTH :]
    expected = child.begin_seal(key)
    expected.update(message)
    if not hmac.compare_digest(seal, expected.hexdigest().encode("ascii")):
        return None
    try:
        report = json.loads(message)
    except (ValueError, RecursionError):
        return None
    return report if isinstance(report, dict) else None


def _watch(started: Started, folder: str, request: dict[str, Any], limit: int) -> tuple[bytes, str, int]:
    """Read a child's report until it ends, breaks a limit, or its time is over.

    Returns:
        The report's bytes; how the child ended: ``exited N``, ``signal N``, ``time``, ``output``, ``memory``,
        ``disk`` or ``processes``; and the bytes of memory that it took at most.
    """
    reading = started.reading
    deadline = time.monotonic() + float(request["seconds"])
    data = b""
    opened = True
    how, memory = "time", 0
    next_count = time.monotonic() + 0.2
    while time.monotonic() < deadline:
        if opened:
            ready, _, _ = select.select([reading], [], [], 0.05)
            if ready:
                part = os.read(reading, 1 << 16)
                opened = bool(part)
                data += part
                if len(data) > limit:
                    how = "output"
                    break
        ended, status, usage = _waited(started.process)
        if ended:
            memory = max(memory, usage)
            if opened:
                data += _rest(reading, limit)
            how = _ending(status)
            break
        if not opened:
            time.sleep(0.002)
        if time.monotonic() > next_count:
            next_count = time.monotonic() + 0.2
            broken = _broken_limit(folder, int(request.get("memory", 0)))
            if broken:
                how = broken
                break
    os.close(reading)
    return data[: limit + 1], how, memory


def _waited(process: int) -> tuple[int, int, int]:
    """Ask whether a child has ended: its id or 0, its status, and its peak of memory in bytes."""
    if not hasattr(os, "wait4"):
        ended, status = os.waitpid(process, os.WNOHANG)
        return ended, status, 0
    ended, status, usage = os.wait4(process, os.WNOHANG)
    return ended, status, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _broken_limit(folder: str, memory: int) -> str:
    """Name the limit that the processes of a run break together; empty when none."""
    below = limits.descendants(os.getpid())
    if len(below) > PROCESSES:
        return "processes"
    if memory and limits.takes_more(below, memory):
        return "memory"
    return "disk" if removing.is_large(folder) else ""


def _rest(reading: int, limit: int) -> bytes:
    data = b""
    while len(data) <= limit:
        ready, _, _ = select.select([reading], [], [], 0)
        part = os.read(reading, 1 << 16) if ready else b""
        if not part:
            break
        data += part
    return data


def _ending(status: int) -> str:
    if os.WIFSIGNALED(status):
        return "signal " + str(os.WTERMSIG(status))
    return "exited " + str(os.WEXITSTATUS(status))
