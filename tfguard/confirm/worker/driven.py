"""A driven attempt: the project's own code runs, until enough of the calls it makes have been seen."""

from __future__ import annotations

import functools
import importlib
from typing import Any

from . import cases
from .attempt import CALL_STEP, Attempt, SlowAttempt, keep_full_tracebacks
from .calls import CallRuntime, Enough
from .probes import Runtime
from .saved import SavedLog

_ORIGINAL = "_tfguard_original"
FEW = 2  # calls after which an error elsewhere does not matter any more


class DrivenAttempt(Attempt):
    """One run of the code that makes the calls, instead of calls that tfguard makes."""

    stopped = ""
    body = False

    def _make_runtime(self, specs: dict[int, dict[str, Any]]) -> Runtime:
        request = self.setting.request
        runtime = CallRuntime(
            specs, bool(self.plan.get("abort")), self.setting.tensorflow, request["drive"], self.setting.root
        )
        runtime.names["_tfguard_stub"] = self.stubs.stand_in
        runtime.begun = self._begun
        runtime.seen_call = self._seen_call
        self.watching = runtime
        self._watch_saving(specs)
        self.stubs_then: list[str] | None = None
        _watch_functions(self.setting.tensorflow, runtime)
        return runtime

    def _watch_saving(self, specs: dict[int, dict[str, Any]]) -> None:
        claims = {site: spec["saved"] for site, spec in specs.items() if spec.get("saved")}
        self.saving = SavedLog(claims, self.setting.tensorflow, self.setting.eagerly, self.setting.root)
        self.watching.seen_function = self.saving.called
        self.watching.seen_site = self.saving.site_called

    def _begun(self) -> None:
        self.saving.begin()
        # From here on a stand-in that is touched is used, and an error ends the run.
        self.stubs.loading, self.stubs.strict = False, True

    def _seen_call(self) -> None:
        self.stubs_then = sorted(self.stubs.used)

    def run(self) -> dict[str, Any]:
        """Do it all; what went wrong is part of the report."""
        report = super().run()
        report.update(self.watching.report())
        calls = report["calls"]
        in_call = bool(calls) and calls[-1]["error"] is not None
        few = min(FEW, self.setting.request["drive"]["least"])
        if self.error is not None and len(calls) >= few and not in_call:
            # The code has done what is of interest; that it cannot go on here changes nothing of it.
            self.stopped, report["error"] = "error", None
        if self.stubs_then is not None and report["error"] is None:
            report["stubs_used"] = self.stubs_then
        report["stopped"], report["body"] = self.stopped, self.body
        report["saves"] = self.saving.reports
        return report

    def _go(self) -> None:
        try:
            self._run_code()
        finally:
            self.saving.examine()

    def _run_code(self) -> None:
        try:
            keep_full_tracebacks(self.setting.tensorflow)
            self.namespace = vars(importlib.import_module(self.setting.request["main"]))
            cases.mark_flags_parsed()
            self.stubs.loading = False
            if self.plan["steps"]:
                subject = self._obtain()
                if self.plan["steps"][-1]["do"] != "construct":
                    self._drive(subject)
            if self.setting.request["drive"]["rest"]:
                self.watching.run_the_rest([self._evaluate(text) for text in self.setting.request["grid"]])
        except Enough:
            self.stopped = "enough"
        except SlowAttempt:
            if not self.watching.calls:
                raise
            self.stopped = "time"

    def _drive(self, subject: Any) -> None:
        positional, keywords = self._parameters(self.plan["call"])
        self.kept += [subject, positional, keywords]
        self.step = CALL_STEP
        self.saving.begin()
        self._body_of(subject)(*positional, **keywords)

    def _body_of(self, subject: Any) -> Any:
        """The Python body of a traced function that calls the watched one.

        A call made while tracing has symbolic arguments, and its traces end up inside another graph. What is
        asked is how often the inner function is traced, and that depends on the same arguments when Python
        runs the outer one.
        """
        body = getattr(subject, "python_function", None)
        if body is None or not self.setting.request["drive"]["body"]:
            return subject
        self.body = not self.setting.tensorflow.config.functions_run_eagerly()
        return body


def _watch_functions(tf: Any, runtime: CallRuntime) -> None:
    """Let a run's log see every call of a ``tf.function``; its class is had from one that is made."""
    kind: Any = type(tf.function(_nothing))
    original = getattr(kind.__call__, _ORIGINAL, kind.__call__)

    @functools.wraps(original)
    def call(self: Any, *arguments: Any, **keywords: Any) -> Any:
        return runtime.function_called(original, self, arguments, keywords)

    setattr(call, _ORIGINAL, original)
    kind.__call__ = call


def _nothing() -> None:
    """Stand for a function to trace; it is never called."""
