"""Runs that were made before, from the cache: equal requests to equal interpreters get equal answers.

What is kept is the worker's answer, checked as if it had just come; verdicts are always judged anew. An
answer is kept only if the run would go the same way again, which the worker finds out
(``worker/repeating.py``): never one that a limit ended, or that was refused something.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import tfguard
from tfguard.cache.store import Store, key_of
from tfguard.confirm.workers.interpreter import Interpreter, environment
from tfguard.confirm.workers.process import WORKER
from tfguard.confirm.workers.protocol import Observation, ProtocolError, asked, observation

KIND = "runs"
Answer = Mapping[str, object]


class Memory:
    """Answers of earlier runs.

    Args:
        interpreter: what the worker runs in.
        sandbox: name of the sandbox.
        store: where they are kept.
    """

    def __init__(self, interpreter: Interpreter, sandbox: str, store: Store) -> None:
        self._store = store
        self._about = {
            "tfguard": tfguard.__version__,
            "worker": _worker_code(),
            "interpreter": dict(interpreter.identity),
            "environment": environment(),
            "sandbox": sandbox,
        }

    def key(self, request: Mapping[str, object], seconds: float) -> str:
        """Give the key of a run."""
        return key_of({**self._about, "request": request, "seconds": seconds})

    def find(self, key: str, request: Mapping[str, object]) -> Observation | None:
        """Give what an equal run showed, or None."""
        found = self._store.get(key)
        if not isinstance(found, dict):
            return None
        try:
            seen = observation({**found, "id": key}, asked({**request, "id": key}))
            return replace(seen, confined=self._about["sandbox"] != "none")
        except ProtocolError:
            return None

    def keep(self, key: str, answer: Answer) -> None:
        """Keep an answer if it would be the same again."""
        report = answer.get("report")
        if answer.get("how") == "exited 0" and isinstance(report, dict) and report.get("lasting") is True:
            self._store.put(key, {name: value for name, value in answer.items() if name != "id"})

    def close(self) -> None:
        """End a run of tfguard."""
        self._store.close()


@lru_cache(maxsize=1)
def _worker_code() -> str:
    """Hash what makes the observations."""
    code = hashlib.sha256()
    for path in sorted(Path(WORKER).glob("*.py")):
        code.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return code.hexdigest()
