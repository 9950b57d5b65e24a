"""Which sandbox a run gets: the best that holds on this machine, not the best that is installed."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from tfguard.confirm.errors import ConfirmError
from tfguard.confirm.workers.interpreter import Interpreter, environment
from tfguard.confirm.workers.sandbox import bubblewrap, sandlock
from tfguard.confirm.workers.sandbox.kind import Sandbox, SandboxChoice
from tfguard.confirm.workers.sandbox.none import NoSandbox

_SECONDS = 20.0
_ANSWER = b"shut in"
# Tries what a sandbox is there to stop; says so only when nothing of it went through.
_TRIAL = """
import os, socket, sys
secret, port, parent = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])

def stopped(attempt):
    try:
        attempt()
    except OSError:
        return True
    return False

def connect():
    with socket.socket() as client:
        client.settimeout(5)
        client.connect(("127.0.0.1", port))

attempts = [
    lambda: open(secret).close(),
    lambda: open(secret, "a").close(),
    connect,
    lambda: os.kill(parent, 0),
]
with open(os.path.join(os.environ["HOME"], "own"), "w") as own:
    own.write("own")
if all([stopped(attempt) for attempt in attempts]):
    print("shut in")
"""

_FINDERS: dict[SandboxChoice, Callable[[], Sandbox | None]] = {
    SandboxChoice.BUBBLEWRAP: bubblewrap.find,
    SandboxChoice.SANDLOCK: sandlock.find,
}


def choose(choice: SandboxChoice, interpreter: Interpreter, *, trusted: bool = False) -> Sandbox:
    """Pick the sandbox for a run.

    Args:
        choice: what the user asked for.
        interpreter: the Python that is to run in it; a sandbox is tried with it.
        trusted: the code is tfguard's own demo, which may run without one.

    Raises:
        ConfirmError: there is none, and the user did not say that none is needed.
    """
    if choice is SandboxChoice.NONE:
        return NoSandbox()
    wanted = [choice] if choice in _FINDERS else list(_FINDERS)
    problems = []
    for kind in wanted:
        found = _FINDERS[kind]()
        if found is None:
            problems.append(f"{kind.value} is not installed")
        elif holds(found, interpreter):
            return found
        else:
            problems.append(f"{kind.value} does not work here")
    if trusted:
        return NoSandbox()
    raise ConfirmError(
        f"cannot confirm without a sandbox: {', '.join(problems)}; install one that works, or pass "
        "--no-sandbox to run the code as yourself"
    )


def holds(sandbox: Sandbox, interpreter: Interpreter) -> bool:
    """Try a sandbox: many containers forbid what it needs, and what does not stop a trial is none.

    The trial reads and writes a file that it was not given, connects to a port of this machine, and signals
    this process.
    """
    with contextlib.ExitStack() as stack:
        outside = stack.enter_context(tempfile.TemporaryDirectory(prefix="tfguard-"))
        scratch = stack.enter_context(tempfile.TemporaryDirectory(prefix="tfguard-"))
        secret = Path(outside, "secret")
        secret.write_text("secret", encoding="utf-8")
        server = stack.enter_context(socket.socket())
        server.bind(("127.0.0.1", 0))
        server.listen(1)
        home = sandbox.home(scratch)
        variables = {**environment(), "HOME": home, "TMPDIR": home}
        trial = [interpreter.executable, "-I", "-S", "-c", _TRIAL]
        trial += [str(secret), str(server.getsockname()[1]), str(os.getpid())]
        command = sandbox.command(trial, list(interpreter.folders), variables, home)
        return _output(command, variables, scratch).strip() == _ANSWER


def _output(command: list[str], variables: dict[str, str], folder: str) -> bytes:
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=variables,
            cwd=folder,
            start_new_session=True,
        )
    except OSError:
        return b""
    with process:
        try:
            return process.communicate(timeout=_SECONDS)[0]
        except subprocess.TimeoutExpired:
            process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(5.0)
            with contextlib.suppress(OSError):
                os.killpg(process.pid, signal.SIGKILL)
            return b""
