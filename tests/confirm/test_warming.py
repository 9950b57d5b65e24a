"""What a worker does once: it starts no thread, and what it names is there in this TensorFlow."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from tfguard.confirm.workers.interpreter import environment
from tfguard.confirm.workers.process import WORKER

SECOND = os.environ.get("TFGUARD_SECOND_PYTHON", "")
PROGRAM = """
import importlib, json, os, sys
import tensorflow
sys.path.insert(0, sys.argv[1])
from worker import warming
importlib.import_module("tensorflow.python.framework.kernels").get_registered_kernels_for_op
importlib.import_module("tensorflow.python.util.pywrap_xla_ops").get_cpu_kernel_names
warming.warm(tensorflow)
context = importlib.import_module("tensorflow.python.eager.context").context()
print(json.dumps({
    "threads": len(os.listdir("/proc/self/task")),
    "initialized": context._initialized,
    "missing": [
        module + "." + name
        for module, names in (*warming._CLASSES, *warming._KINDS)
        for name in names
        if not hasattr(sys.modules.get(module), name)
    ],
}))
"""

pytestmark = [
    pytest.mark.tensorflow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="threads are counted in /proc"),
]


@pytest.mark.parametrize(
    "python",
    [
        sys.executable,
        pytest.param(
            SECOND,
            marks=pytest.mark.skipif(not SECOND, reason="TFGUARD_SECOND_PYTHON names no interpreter"),
        ),
    ],
    ids=["this", "second"],
)
def test_nothing_is_started_and_everything_is_found(python: str) -> None:
    ran = subprocess.run(
        [python, "-c", PROGRAM, str(WORKER.parent)],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    said = json.loads(ran.stdout.splitlines()[-1])
    assert said == {"threads": 1, "initialized": False, "missing": []}
