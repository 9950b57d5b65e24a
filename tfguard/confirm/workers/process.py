"""Worker processes: start one, give it runs, end it."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import selectors
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path

from tfguard.confirm.errors import ConfirmError
from tfguard.confirm.worker.removing import remove_tree
from tfguard.confirm.workers.interpreter import Interpreter, environment
from tfguard.confirm.workers.protocol import Observation, ProtocolError, asked, observation
from tfguard.confirm.workers.sandbox.kind import Sandbox

WORKER = Path(__file__).parent.parent / "worker"
START_SECONDS = 120.0
SLACK_SECONDS = 20.0  # what a worker needs beside the run itself: forking, reading, cleaning up
ENDING_SECONDS = 15.0
ANSWER_LIMIT = 2 << 20
_CRASHES = ("signal 6", "signal 7", "signal 11")
# Not isolated (-I): Python would leave the variables of the environment aside, the seed of hashes among them,
# and sets of texts would have another order in each worker. The environment is ours, and the folder of the
# program is taken off the path by the program itself.
ALONE = ("-s", "-B")

Answer = Mapping[str, object]
_runs = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Ready:
    """What a worker says of itself when it has imported TensorFlow.

    Attributes:
        tensorflow, keras: versions.
        forks: whether it forks for each run, or starts a process for each.
    """

    tensorflow: str
    keras: str
    forks: bool


class Worker:
    """One worker process; replaced when it dies.

    Args:
        interpreter: the Python it runs in.
        sandbox: what it runs in.
        starter: the thread that starts processes: the kernel ends a worker with the thread that
            started it (parent-death signal), so that must be one that stays.
    """

    def __init__(self, interpreter: Interpreter, sandbox: Sandbox, starter: Executor) -> None:
        self.interpreter = interpreter
        self.sandbox = sandbox
        self._starter = starter
        self.ready: Ready | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._pending = b""
        self._scratch = ""

    def start(self) -> Ready:
        """Start the process and wait until TensorFlow is imported.

        Raises:
            ConfirmError: it did not come up.
        """
        self._scratch = tempfile.mkdtemp(prefix="tfguard-")
        home = self.sandbox.home(self._scratch)
        variables = {**environment(), "HOME": home, "TMPDIR": home}
        readable = [*self.interpreter.folders, str(WORKER)]
        duties = json.dumps(self.sandbox.duties(readable))
        arguments = [self.interpreter.executable, *ALONE, str(WORKER / "__main__.py"), "serve", duties]
        command = self.sandbox.command(arguments, readable, variables, home)
        self._pending = b""
        self._process = self._starter.submit(
            subprocess.Popen[bytes],
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=variables,
            cwd=self._scratch,
            start_new_session=True,
            close_fds=True,
        ).result()
        answer = self._answer(START_SECONDS)
        if answer is None:
            self.stop()
            raise ConfirmError(f"cannot confirm: the worker in {self.interpreter.executable} did not start")
        if not answer.get("ready"):
            self.stop()
            raise ConfirmError(
                f"cannot confirm: TensorFlow cannot be imported in {self.interpreter.executable}: "
                f"{_one_line(answer.get('error'))}"
            )
        self.ready = Ready(
            str(answer.get("tensorflow")), str(answer.get("keras")), answer.get("forks") is True
        )
        return self.ready

    def run(
        self, request: Mapping[str, object], seconds: float, heard: Callable[[Answer], None] | None = None
    ) -> Observation:
        """Do one run; whatever happens to the worker, an observation comes back.

        Args:
            request: the run, without its id.
            seconds: time limit of the run itself.
            heard: given the answer, if it has the agreed form.

        Raises:
            ConfirmError: the worker is gone and cannot be started again.
        """
        name = f"run-{next(_runs)}"
        order = {**request, "id": name, "seconds": seconds}
        begun = time.monotonic()
        answer = self._asked(order, seconds)
        lost = answer is None and time.monotonic() - begun < seconds
        if lost or (answer is not None and answer.get("how") in _CRASHES):
            # It may have been the run before that the worker was lost with, or the machine that was short of
            # memory, or one of the few times in thousands that TensorFlow crashes after a fork: what does it
            # by itself does it again.
            answer = self._asked(order, seconds)
        if answer is None:
            return Observation("worker lost", seconds, reported=False)
        try:
            found = replace(observation(answer, asked(order)), confined=self.sandbox.name != "none")
        except ProtocolError:
            return Observation("forged", reported=False)
        if heard is not None:
            heard(answer)
        return found

    def _asked(self, order: Mapping[str, object], seconds: float) -> dict[str, object] | None:
        """Have a worker do a run; None when it is lost, and then it is ended."""
        if self._process is None:
            self.start()
        try:
            self._send(json.dumps(order, ensure_ascii=True).encode("ascii") + b"\n")
            answer = self._answer(seconds + SLACK_SECONDS)
        except OSError:
            answer = None
        if answer is None:
            self.stop()
        return answer

    def _send(self, data: bytes) -> None:
        process = self._process
        if process is None or process.stdin is None:
            raise BrokenPipeError
        process.stdin.write(data)
        process.stdin.flush()

    def _answer(self, seconds: float) -> dict[str, object] | None:
        """Read one line within a time and a size; None when the worker is lost."""
        process = self._process
        if process is None or process.stdout is None:
            return None
        deadline = time.monotonic() + seconds
        with selectors.DefaultSelector() as selector:
            selector.register(process.stdout, selectors.EVENT_READ)
            while b"\n" not in self._pending:
                left = deadline - time.monotonic()
                if left <= 0 or len(self._pending) > ANSWER_LIMIT or not selector.select(left):
                    return None
                data = os.read(process.stdout.fileno(), 1 << 16)
                if not data:
                    return None
                self._pending += data
        line, _, self._pending = self._pending.partition(b"\n")
        try:
            answer = json.loads(line)
        except (ValueError, RecursionError):
            return None
        return answer if isinstance(answer, dict) else None

    def stop(self) -> None:
        """End the process with everything it started, and its folder."""
        process, self._process = self._process, None
        if process is not None:
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    try:
                        stream.close()
                    except OSError:
                        continue
            _end(process)
        if self._scratch:
            remove_tree(self._scratch)
            self._scratch = ""


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a worker: politely first, so that its keeper can end what the worker has left behind."""
    process.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(ENDING_SECONDS)
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except OSError:
        process.kill()
    process.wait()


def _one_line(value: object) -> str:
    text = str(value).strip().split("\n")[0][:300]
    return "".join(c for c in text if c.isprintable())
