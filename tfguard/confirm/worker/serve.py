"""The worker's loop: import TensorFlow once, fork for each run, tell what the child cannot.

Requests and answers are lines of JSON on the descriptors that were the worker's standard input and
output. The worker itself runs no TensorFlow operation: its thread pools would not survive a fork.
"""

from __future__ import annotations

import json
import os
import secrets
import select
import shutil
import subprocess
import sys
import tempfile
import time
from typing import Any, Callable

from . import child, limits
from .warming import warm

PROCESSES = 64
SELF_TEST_SECONDS = 30.0


def main(arguments: list[str]) -> int:
    """Serve runs until the input ends, or do one run (``child``)."""
    channel_in, channel_out = os.dup(0), os.dup(1)
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    os.close(null)
    if arguments[:1] == ["child"]:
        return _spawned_child(channel_in, channel_out)
    return _serve(channel_in, channel_out)


def _load_tensorflow() -> Any:
    import tensorflow  # noqa: PLC0415 - four seconds that a refusal need not wait for

    warm(tensorflow)
    return tensorflow


def _serve(channel_in: int, channel_out: int) -> int:
    limits.adopt_orphans()
    limits.die_with_parent()
    try:
        tf = _load_tensorflow()
    except Exception as error:  # noqa: BLE001 - a broken installation may raise anything
        _answer(channel_out, {"ready": False, "error": type(error).__name__ + ": " + str(error)[:500]})
        return 1
    start = _fork if _fork_works() else _spawn
    keras = getattr(sys.modules.get("keras"), "__version__", "")
    _answer(
        channel_out,
        {"ready": True, "tensorflow": tf.__version__, "keras": str(keras), "forks": start is _fork},
    )
    for line in _lines(channel_in):
        request = json.loads(line)
        _answer(channel_out, _supervise(request, start))
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


Start = Callable[[Any, str, str], "tuple[int, int]"]


def _fork(request: Any, folder: str, nonce: str) -> tuple[int, int]:
    """Start a child by forking; give its process id and the descriptor of its report."""
    reading, writing = os.pipe()
    process = os.fork()
    if process:
        os.close(writing)
        return process, reading
    status = 70
    try:
        os.close(reading)
        status = _in_child(request, folder, writing, nonce)
    finally:
        os._exit(status)


def _in_child(request: Any, folder: str, writing: int, nonce: str) -> int:
    os.setsid()
    limits.die_with_parent()
    # Everything but the standard streams and the report's pipe: the worker's channel above all.
    os.dup2(writing, 3)
    os.closerange(4, 4096)
    os.environ["TMPDIR"] = folder
    tempfile.tempdir = folder
    if request is None:
        return _self_test(3)
    limits.confine(int(request["memory"]), float(request["seconds"]))
    child.run(request, folder, 3, nonce)
    return 0


def _self_test(descriptor: int) -> int:
    tf = sys.modules["tensorflow"]
    total = tf.function(lambda x: tf.reduce_sum(x * x))(tf.ones([64, 64]))
    os.write(descriptor, b"ok" if float(total) == 4096.0 else b"no")
    return 0


def _fork_works() -> bool:
    """Prove in one forked child that TensorFlow survives a fork here."""
    if not hasattr(os, "fork"):
        return False
    folder = tempfile.mkdtemp(prefix="tfguard-")
    process, reading = _fork(None, folder, "")
    data, how = _watch(process, reading, SELF_TEST_SECONDS, 16)
    limits.end(process)
    shutil.rmtree(folder, ignore_errors=True)
    return data == b"ok" and how == "exited 0"


def _spawn(request: Any, folder: str, nonce: str) -> tuple[int, int]:
    """Start a child as a process of its own: slower, for where a fork does not work."""
    main_file = os.path.join(os.path.dirname(os.path.abspath(__file__)), "__main__.py")
    reading, writing = os.pipe()
    started = subprocess.Popen(
        [sys.executable, "-I", "-B", main_file, "child"],
        stdin=subprocess.PIPE,
        stdout=writing,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    os.close(writing)
    if started.stdin is not None:
        order = {"request": request, "folder": folder, "nonce": nonce}
        started.stdin.write(json.dumps(order).encode("ascii") + b"\n")
        started.stdin.close()
    return started.pid, reading


def _spawned_child(channel_in: int, channel_out: int) -> int:
    order = json.loads(next(_lines(channel_in)))
    os.close(channel_in)
    limits.die_with_parent()
    _load_tensorflow()
    request = order["request"]
    os.environ["TMPDIR"] = order["folder"]
    limits.confine(int(request["memory"]), float(request["seconds"]))
    child.run(request, order["folder"], channel_out, order["nonce"])
    os._exit(0)


def _supervise(request: dict[str, Any], start: Start) -> dict[str, Any]:
    folder = tempfile.mkdtemp(prefix="tfguard-")
    nonce = secrets.token_hex(16)
    started = time.monotonic()
    process, reading = start(request, folder, nonce)
    data, how = _watch(process, reading, float(request["seconds"]), child.MESSAGE_LIMIT)
    limits.end(process)
    _remove(folder)
    report = _checked(data, nonce) if how == "exited 0" else None
    return {
        "id": request["id"],
        "how": how,
        "seconds": round(time.monotonic() - started, 3),
        "report": report,
    }


def _remove(folder: str) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    if os.path.isdir(folder):
        # The child may have taken the permissions of its own folders away.
        for path, folders, _ in os.walk(folder):
            for name in folders:
                os.chmod(os.path.join(path, name), 0o700)
        shutil.rmtree(folder, ignore_errors=True)


def _checked(data: bytes, nonce: str) -> Any:
    """Give the report if it is one message of this child, else None."""
    try:
        report = json.loads(data)
    except ValueError:
        return None
    if not isinstance(report, dict) or report.pop("nonce", None) != nonce:
        return None
    return report


def _watch(process: int, reading: int, seconds: float, limit: int) -> tuple[bytes, str]:
    """Read a child's report until it ends, breaks a limit, or its time is over.

    Returns:
        The report's bytes and how the child ended: ``exited N``, ``signal N``, ``time``, ``output``
        or ``processes``.
    """
    deadline = time.monotonic() + seconds
    data = b""
    opened = True
    how = "time"
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
        ended, status = os.waitpid(process, os.WNOHANG)
        if ended:
            if opened:
                data += _rest(reading, limit)
            how = _ending(status)
            break
        if not opened:
            time.sleep(0.002)
        if time.monotonic() > next_count:
            next_count = time.monotonic() + 0.2
            if len(limits.descendants(os.getpid())) > PROCESSES:
                how = "processes"
                break
    os.close(reading)
    return data[:limit], how


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
