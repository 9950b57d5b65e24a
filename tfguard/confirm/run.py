"""Confirm findings: the one entry point of confirm mode."""

from __future__ import annotations

import contextlib
import queue
import sys
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial

from tfguard.cache.store import Store
from tfguard.confirm.errors import ConfirmError
from tfguard.confirm.experiments.comparing import Experiment
from tfguard.confirm.experiments.driving import DrivenExperiment, as_root, is_driven
from tfguard.confirm.experiments.plain import PlainExperiment, is_plain
from tfguard.confirm.experiments.task import Task
from tfguard.confirm.experiments.without import CallersExperiment, asks_callers
from tfguard.confirm.subjects.steps import behind_decorator
from tfguard.confirm.verdict import Outcome, Reason, Verdict, as_said, inconclusive
from tfguard.confirm.workers.interpreter import examine
from tfguard.confirm.workers.process import Worker
from tfguard.confirm.workers.protocol import Observation
from tfguard.confirm.workers.remembering import KIND, Memory
from tfguard.confirm.workers.sandbox.choosing import choose
from tfguard.confirm.workers.sandbox.kind import SandboxChoice
from tfguard.rules.finding import Finding
from tfguard.rules.proof import Contrast, Proof
from tfguard.syntax.project import Project
from tfguard.syntax.source import SourceError

__all__ = ["ConfirmError", "SandboxChoice", "Settings", "confirm"]

OnVerdict = Callable[[Finding, Verdict], None]


@dataclass(frozen=True, slots=True)
class Settings:
    """How experiments are run.

    Attributes:
        python: the interpreter that has TensorFlow and what the code imports.
        sandbox: ``auto`` takes the best that works here, ``none`` runs the code as the user.
        time_limit: seconds of wall time for each run (an experiment makes two or more).
        memory_limit: bytes that a run may take on top of what TensorFlow itself takes.
        jobs: worker processes at most.
        trusted: the code is the package's own demo and may run without a sandbox.
        scripts: findings with these outcomes get a stand-alone script, if one can show them.
        cached: keep what runs showed, and use what is kept.
    """

    python: str = sys.executable
    sandbox: SandboxChoice = SandboxChoice.AUTO
    time_limit: float = 30.0
    memory_limit: int = 4 << 30
    jobs: int = 1
    trusted: bool = False
    scripts: frozenset[Outcome] = frozenset()
    cached: bool = False


class Pool:
    """Workers that stay up over several calls of :func:`confirm`; the first is started when it is needed.

    Args:
        settings: how they run.

    Raises:
        ConfirmError: no interpreter, no TensorFlow, or no sandbox.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.interpreter = examine(settings.python)
        self.sandbox = choose(settings.sandbox, self.interpreter, trusted=settings.trusted)
        store = Store(KIND) if settings.cached else None
        self.memory = None if store is None else Memory(self.interpreter, self.sandbox.name, store)
        self._idle: queue.SimpleQueue[Worker] = queue.SimpleQueue()
        self._all: list[Worker] = []
        self._starter = ThreadPoolExecutor(1, thread_name_prefix="tfguard-start")
        self._lock = threading.Lock()

    def worker(self) -> Worker:
        """Take a worker that is idle, or make one."""
        try:
            return self._idle.get_nowait()
        except queue.Empty:
            worker = Worker(self.interpreter, self.sandbox, self._starter)
            with self._lock:
                self._all.append(worker)
            return worker

    def give_back(self, worker: Worker) -> None:
        """Say that a worker is idle."""
        self._idle.put(worker)

    def close(self) -> None:
        """End all workers."""
        with self._lock:
            for worker in self._all:
                worker.stop()
        self._starter.shutdown()
        if self.memory is not None:
            self.memory.close()


class Runner:
    """Does runs one after the other; takes a worker when the first has to be made.

    Args:
        pool: where workers are had from.
        seconds: time limit of a run.
    """

    def __init__(self, pool: Pool, seconds: float) -> None:
        self._pool = pool
        self._seconds = seconds
        self._worker: Worker | None = None

    def run(self, request: Mapping[str, object]) -> Observation:
        """Do a run, or remember one."""
        memory = self._pool.memory
        if memory is None:
            return self._made(request, None)
        key = memory.key(request, self._seconds)
        known = memory.find(key, request)
        return known if known is not None else self._made(request, partial(memory.keep, key))

    def _made(
        self, request: Mapping[str, object], heard: Callable[[Mapping[str, object]], None] | None
    ) -> Observation:
        if self._worker is None:
            self._worker = self._pool.worker()
        return self._worker.run(request, self._seconds, heard)

    def close(self) -> None:
        """Give the worker back."""
        worker, self._worker = self._worker, None
        if worker is not None:
            self._pool.give_back(worker)


def confirm(
    findings: Sequence[Finding],
    settings: Settings,
    on_verdict: OnVerdict | None = None,
    *,
    proofs: Mapping[str, Proof] | None = None,
    project: Project | None = None,
    pool: Pool | None = None,
) -> list[Verdict]:
    """Give each finding a verdict by running its code under TensorFlow.

    Args:
        findings: what the analysis found.
        settings: how to run.
        on_verdict: called for each verdict when it is there, from one thread at a time.
        proofs: by rule id; those of the rules when not given.
        project: files that are read already.
        pool: workers to use; made and ended here when not given.

    Returns:
        The verdicts, in the order of the findings.

    Raises:
        ConfirmError: nothing can be confirmed here; one line says why.
        KeyboardInterrupt: the user has broken it off; ``on_verdict`` has had what there was.
    """
    if not findings:
        return []
    if pool is None:
        with contextlib.closing(Pool(settings)) as own:
            return confirm(findings, settings, on_verdict, proofs=proofs, project=project, pool=own)
    known = _rule_proofs() if proofs is None else proofs
    crew = _Crew(findings, settings, known, project or Project(), pool, on_verdict)
    return crew.work()


def _rule_proofs() -> Mapping[str, Proof]:
    from tfguard.rules import registry  # noqa: PLC0415 - rules load only when their proofs are asked for

    return {rule.id: rule.proof for rule in registry.all_rules()}


class _Crew:
    """Threads that each drive one worker; the first error of a worker that cannot start ends all."""

    def __init__(
        self,
        findings: Sequence[Finding],
        settings: Settings,
        proofs: Mapping[str, Proof],
        project: Project,
        pool: Pool,
        on_verdict: OnVerdict | None,
    ) -> None:
        self.findings = findings
        self.settings = settings
        self.proofs = proofs
        self.project = project
        self.pool = pool
        self.on_verdict = on_verdict
        self.verdicts: dict[int, Verdict] = {}
        self._waiting: queue.SimpleQueue[list[tuple[int, Finding]]] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._error: BaseException | None = None

    def work(self) -> list[Verdict]:
        """Do all groups; give the verdicts in order."""
        parts = groups(self.findings, self.proofs, self.project)
        for part in sorted(parts, key=len, reverse=True):  # the longest first: all workers end together
            self._waiting.put(part)
        count = max(1, min(self.settings.jobs, len(parts)))
        threads = [threading.Thread(target=self._drive, daemon=True) for _ in range(count)]
        for thread in threads:
            thread.start()
        try:
            for thread in threads:
                thread.join()
        except KeyboardInterrupt as interrupt:
            with self._lock:  # nothing is reported any more
                self._error = interrupt
        if self._error is not None:
            raise self._error
        missing = inconclusive(Reason.INTERNAL)
        return [self.verdicts.get(index, missing) for index in range(len(self.findings))]

    def _drive(self) -> None:
        runner = Runner(self.pool, self.settings.time_limit)
        try:
            while self._error is None:
                try:
                    part = self._waiting.get_nowait()
                except queue.Empty:
                    break
                self._keep(part, self._guarded(part, runner))
        except BaseException as error:  # noqa: BLE001 - raised again by the thread that waits
            self._error = self._error or error
        finally:
            runner.close()

    def _guarded(self, part: list[tuple[int, Finding]], runner: Runner) -> Mapping[int, Verdict]:
        """Judge, whatever the code has made its report look like: one experiment costs no other's verdict."""
        try:
            return self._judged(part, runner)
        except ConfirmError:
            raise
        except Exception as error:  # noqa: BLE001 - a defect of ours, or a report that nobody thought of
            verdict = inconclusive(Reason.INTERNAL, f"{type(error).__name__}: {error}")
            return {index: verdict for index, _ in part}

    def _judged(self, part: list[tuple[int, Finding]], runner: Runner) -> Mapping[int, Verdict]:
        seconds = self.settings.time_limit
        finding = part[0][1]
        proof = self.proofs.get(finding.rule_id)
        kind: type[PlainExperiment | DrivenExperiment | CallersExperiment | Experiment] = Experiment
        if is_plain(proof):
            kind = PlainExperiment
        elif is_driven(proof):
            kind = DrivenExperiment
        elif asks_callers(proof):
            kind = CallersExperiment
        memory, scripts = self.settings.memory_limit, self.settings.scripts
        task = Task(self.project, part, self.proofs, runner.run, seconds, memory, scripts)
        return {index: as_said(verdict) for index, verdict in kind(task).verdict_all().items()}

    def _keep(self, part: list[tuple[int, Finding]], verdicts: Mapping[int, Verdict]) -> None:
        with self._lock:
            if self._error is not None:
                return
            for index, _ in part:
                verdict = verdicts.get(index) or inconclusive(Reason.INTERNAL)
                self.verdicts[index] = verdict
                if self.on_verdict is not None:
                    self.on_verdict(self.findings[index], verdict)


def groups(
    findings: Iterable[Finding], proofs: Mapping[str, Proof], project: Project
) -> list[list[tuple[int, Finding]]]:
    """Put together the findings of one traced function; those about its calls by the code that makes them."""
    found: dict[object, list[tuple[int, Finding]]] = {}
    for index, each in enumerate(findings):
        finding = _run_around(each, proofs.get(each.rule_id))
        proof = proofs.get(finding.rule_id)
        driven = is_driven(proof) or is_plain(proof)
        if not driven:
            with contextlib.suppress(SourceError):  # the experiment itself says so
                finding = behind_decorator(project, finding)
        root = finding.root
        code = (finding.drive or finding.place) if driven else None
        key = (root.path, root.line, root.qualname, root.wrapped_at, driven, code, asks_callers(proof))
        found.setdefault(key, []).append((index, finding))
    return list(found.values())


def _run_around(finding: Finding, proof: Proof | None) -> Finding:
    """What is wrong where a traced function is used, and not in it, is seen by running the code around it."""
    if finding.drive is None or proof is None or proof.contrast is not Contrast.DEFINITION:
        return finding
    root = as_root(finding.drive)
    return replace(finding, root=root, chain=())
