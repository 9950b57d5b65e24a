"""Hostile programs: each costs its own experiment and nothing else, and the next one runs normally."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from confirm.made_findings import make_finding

from tfguard.confirm.run import Pool
from tfguard.confirm.verdict import Outcome, Reason, Verdict

pytestmark = pytest.mark.tensorflow

# What each program does in its traced function, and how its experiment may end.
HOSTILE: dict[str, tuple[str, set[Reason]]] = {
    "endless loop": ("while True: pass", {Reason.TIME_LIMIT}),
    "sleep below Python": ("__import__('select').select([], [], [], 3600)", {Reason.TIME_LIMIT}),
    "os._exit": ("os._exit(0)", {Reason.KILLED}),
    "os._exit 3": ("os._exit(3)", {Reason.KILLED}),
    "sys.exit": ("sys.exit(0)", {Reason.EAGER_FAILS, Reason.NO_ARGUMENTS}),
    "own SIGKILL": ("os.kill(os.getpid(), signal.SIGKILL)", {Reason.KILLED}),
    "segmentation fault": ("ctypes.string_at(0)", {Reason.KILLED}),
    "memory bomb": ("hold = [bytearray(1 << 26) for _ in range(1 << 16)]", {Reason.MEMORY_LIMIT}),
    "fork bomb": ("""
    while True:
        try:
            os.fork()
        except OSError:
            pass""", {Reason.PROCESS_LIMIT, Reason.TIME_LIMIT, Reason.KILLED}),
    "signal to the parent": ("os.kill(os.getppid(), signal.SIGTERM)", {Reason.KILLED, Reason.TIME_LIMIT}),
    "forged report": ("""
    for fd in range(3, 64):
        try:
            os.write(fd, b'{"nonce": "x", "error": null}\\n')
        except OSError:
            pass""", {Reason.KILLED}),
    "forged report and exit": ("os.write(3, b'{\"nonce\": \"0\", \"calls\": []}'); os._exit(0)", {Reason.KILLED}),
    "endless report": ("""
    while True:
        os.write(3, b'x' * 65536)""", {Reason.OUTPUT_LIMIT}),
    "pickle on the channel": ("os.write(3, b\"cos\\nsystem\\n(S'touch pwned'\\ntR.\"); os._exit(0)", {Reason.KILLED}),
    "lone surrogates and NaN": ("raise ValueError('\\ud800 \\x1b[31m', float('nan'))", {Reason.EAGER_FAILS, Reason.NO_ARGUMENTS}),
}  # fmt: skip

# What goes on as if nothing had happened: the verdict is the ordinary one.
HARMLESS = {
    "endless output": "os.write(1, b'x' * (1 << 20)); sys.stdout.write('y' * (1 << 20))",
    "closed streams": "os.close(1); os.close(2)",
    "deleted files": "shutil.rmtree(os.getcwd(), ignore_errors=True)",
    "double fork with its own session": """
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep = None
            __import__('select').select([], [], [], 3600)
        os._exit(0)""",
    "monkey-patched TensorFlow": "tf.constant = None; tf.Tensor.__add__ = None",
    "alarm": "signal.signal(signal.SIGALRM, signal.SIG_IGN)",
}

TEMPLATE = """
import ctypes, os, shutil, signal, sys, time
import tensorflow as tf

@tf.function
def f(x):
    print("flagged")
    {body}
    return x
"""


def _finding(path: Path):  # type: ignore[no-untyped-def]
    return make_finding(path, "W7201", 'print("flagged")', "f")


@pytest.fixture
def healthy(program: Callable[..., Path], judged: Callable[..., list[Verdict]]) -> Callable[[], None]:
    """Check that an ordinary experiment still gets its ordinary verdict."""

    def check() -> None:
        path = program(TEMPLATE.format(body="pass"), "healthy.py")
        assert judged([_finding(path)])[0].outcome is Outcome.CONFIRMED

    return check


@pytest.mark.parametrize("name", HOSTILE)
def test_costs_only_itself(
    name: str, program: Callable[..., Path], judged: Callable[..., list[Verdict]], healthy: Callable[[], None]
) -> None:
    body, reasons = HOSTILE[name]
    verdict = judged([_finding(program(TEMPLATE.format(body=body.strip())))], seconds=4.0, memory=1 << 28)[0]
    assert verdict.outcome is Outcome.INCONCLUSIVE, verdict
    assert verdict.why in reasons, verdict
    assert verdict.reason.isprintable()
    verdict.reason.encode("utf-8")
    healthy()


@pytest.mark.parametrize("name", HARMLESS)
def test_goes_on(
    name: str, program: Callable[..., Path], judged: Callable[..., list[Verdict]], healthy: Callable[[], None]
) -> None:
    path = program(TEMPLATE.format(body=HARMLESS[name].strip()))
    verdict = judged([_finding(path)], seconds=15.0)[0]
    assert verdict.outcome in (Outcome.CONFIRMED, Outcome.INCONCLUSIVE), verdict
    healthy()


def test_code_at_import_is_limited_too(
    program: Callable[..., Path], judged: Callable[..., list[Verdict]], healthy: Callable[[], None]
) -> None:
    path = program(TEMPLATE.format(body="pass").replace("def f(x):", "def f(x, y=os._exit(0)):"))
    verdict = judged([_finding(path)])[0]
    assert verdict.why is Reason.KILLED
    healthy()


def test_processes_left_behind_are_ended(
    program: Callable[..., Path], judged: Callable[..., list[Verdict]], pool: Pool
) -> None:
    judged([_finding(program(TEMPLATE.format(body=HARMLESS["double fork with its own session"].strip())))])
    # In a sandbox they end with their namespace and are not to be seen from here at all.
    mine = os.getpid()
    assert not [process for process in _below(mine) if b"select" in _command(process)]


def _below(process: int) -> list[int]:
    from tfguard.confirm.worker import limits

    return limits.descendants(process)


def _command(process: int) -> bytes:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""


READS = """
import os, socket
import tensorflow as tf

seen = []

@tf.function
def f(x):
    print("flagged")
    {body}
    return x
"""


def _raised(verdict: Verdict) -> str:
    return verdict.reason + " ".join(text for _, text in verdict.details)


@pytest.mark.parametrize(
    "body",
    [
        "raise RuntimeError('LEAK ' + open({secret!r}).read())",
        "raise RuntimeError('LEAK ' + os.environ['TFGUARD_TEST_SECRET'])",
        "files = [e.name for e in os.scandir({home!r}) if e.is_file()]; raise RuntimeError('LEAK' if files else '')",
        "open({outside!r}, 'w').write('x'); raise RuntimeError('LEAK wrote')",
        "socket.create_connection(('127.0.0.1', {port})); raise RuntimeError('LEAK connected')",
    ],
)
def test_sandbox_keeps_secrets(
    body: str,
    program: Callable[..., Path],
    judged: Callable[..., list[Verdict]],
    pool: Pool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if pool.sandbox.name == "none":
        pytest.skip("no sandbox on this machine")
    secret = tmp_path / ".env"
    secret.write_text("token", encoding="utf-8")
    monkeypatch.setenv("TFGUARD_TEST_SECRET", "token")
    outside = tmp_path / "outside"
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(1)
        accepted: list[object] = []
        thread = threading.Thread(target=lambda: accepted.append(server.accept()), daemon=True)
        thread.start()
        text = body.format(
            secret=str(secret), home=str(Path.home()), outside=str(outside), port=server.getsockname()[1]
        )
        verdict = judged([_finding(program(READS.format(body=text)))])[0]
        assert verdict.outcome is Outcome.INCONCLUSIVE
        assert "LEAK" not in _raised(verdict), verdict
        assert not outside.exists()
        assert not accepted


def test_environment_is_scrubbed_without_a_sandbox_too(monkeypatch: pytest.MonkeyPatch) -> None:
    from tfguard.confirm.workers.interpreter import environment

    monkeypatch.setenv("TFGUARD_TEST_SECRET", "token")
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    assert "TFGUARD_TEST_SECRET" not in environment()
    assert "PYTHONPATH" not in environment()


def test_script_named_like_a_library(
    program: Callable[..., Path], judged: Callable[..., list[Verdict]]
) -> None:
    """Neither the script's own name nor a neighbour's may stand for what the worker imports."""
    program("raise SystemExit", "json.py")
    for name in ("random.py", "tensorflow.py"):
        path = program(TEMPLATE.format(body="pass"), name)
        assert judged([_finding(path)])[0].outcome is Outcome.CONFIRMED


def test_every_kind_of_bad_module_ends_in_a_verdict(
    program: Callable[..., Path], judged: Callable[..., list[Verdict]]
) -> None:
    path = program(TEMPLATE.format(body="pass"))
    finding = _finding(path)
    path.write_text("def f(:\n", encoding="utf-8")
    assert judged([finding])[0].why is Reason.SOURCE_CHANGED
    path.write_text("x = 1\n", encoding="utf-8")
    assert judged([finding])[0].why is Reason.SUBJECT_NOT_FOUND
    path.unlink()
    os.mkfifo(path)
    assert judged([finding])[0].why is Reason.SOURCE_CHANGED
