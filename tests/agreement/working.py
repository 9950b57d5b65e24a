"""Judge many programs on several processes, each forked from one that has imported TensorFlow."""

from __future__ import annotations

import multiprocessing
import os
import tempfile
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from agreement.blocks import GRAMMAR
from agreement.programs import draw
from agreement.running import Seen, run
from agreement.truth import Judge, Truth
from rules.tensorflow_runs import Mode, _environment, _silence, _stand_in_for_tensorboard

PRELOADED = ("tensorflow", "keras", "pytest", "agreement.truth", "agreement.blocks")
CHUNK = 16  # programs that one forked process judges
TIME_LIMIT = 60.0  # seconds for one program; the slowest take three


def _context() -> multiprocessing.context.ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([*PRELOADED])
    return context


def _start(target: Callable[..., None], *arguments: object) -> tuple[BaseProcess, Connection]:
    context = _context()
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=target, args=(*arguments, sender), daemon=True)
    with _environment():
        process.start()
    sender.close()
    return process, receiver


def _prepare() -> None:
    os.chdir(tempfile.gettempdir())
    _silence()
    _stand_in_for_tensorboard()


def _judge_chunk(seed: int, numbers: Sequence[int], sender: Connection) -> None:
    _prepare()
    judge = Judge()
    for number in numbers:
        try:
            sender.send((number, judge.judge(draw(seed, number, GRAMMAR))))
        except Exception:  # of the test, not of the program: judging catches those
            sender.send(traceback.format_exc())
    sender.close()


def _run_one(text: str, mode: Mode, name: str, sizes: bool, sender: Connection) -> None:
    _prepare()
    sender.send(run(text, mode, name, sizes))
    sender.close()


def run_in_own_process(text: str, mode: Mode, name: str, sizes: bool = False) -> Seen:
    """Like :func:`agreement.running.run`, in a process of its own."""
    process, receiver = _start(_run_one, text, mode, name, sizes)
    try:
        if not receiver.poll(TIME_LIMIT):
            return Seen(raised=("TimeoutError",), text="the run takes too long")
        answer = receiver.recv()
        assert isinstance(answer, Seen)
        return answer
    except EOFError:
        return Seen(raised=("SystemError",), text="the run ended its process")
    finally:
        process.kill()
        process.join()
        receiver.close()


def judge_alone(seed: int, number: int) -> Truth:
    """Judge one program with a fresh process for each of its runs."""
    return Judge(run_in_own_process).judge(draw(seed, number, GRAMMAR))


def judge_all(seed: int, numbers: Sequence[int], workers: int) -> Iterator[tuple[int, Truth]]:
    """Judge programs.

    Args:
        seed: of the programs.
        numbers: which of them.
        workers: processes at a time.

    Yields:
        Number and verdicts, in the order in which they are known.
    """
    alone = [number for number in numbers if any(b.form.alone for b in draw(seed, number, GRAMMAR).blocks)]
    shared = deque(sorted(set(numbers) - set(alone)))
    active: dict[Connection, tuple[BaseProcess, deque[int], float]] = {}

    def refill() -> None:
        while shared and len(active) < workers:
            chunk = [shared.popleft() for _ in range(min(CHUNK, len(shared)))]
            process, receiver = _start(_judge_chunk, seed, chunk)
            active[receiver] = (process, deque(chunk), time.monotonic())

    refill()
    while active:
        ready = wait(list(active), timeout=1.0)
        for receiver in list(active):
            process, left, since = active[receiver]
            reason = ""
            if receiver in ready:
                try:
                    answer = receiver.recv()  # type: ignore[union-attr]
                except EOFError:
                    reason = "ended its process"
                else:
                    if isinstance(answer, str):
                        raise RuntimeError(answer)  # noqa: TRY004 - the child's traceback
                    number, truth = answer
                    left.remove(number)
                    active[receiver] = (process, left, time.monotonic())
                    yield number, truth
                    continue
            elif time.monotonic() - since > TIME_LIMIT:
                reason = "takes too long"
            if reason:
                del active[receiver]
                process.kill()
                process.join()
                receiver.close()
                if left:
                    yield left.popleft(), Truth(discarded=reason)
                    shared.extendleft(reversed(left))
        refill()
    with ThreadPoolExecutor(workers) as pool:
        yield from zip(alone, pool.map(partial(judge_alone, seed), alone), strict=True)
