"""TensorFlow decides whether the judged programs are labelled truly: each proves its own labels."""

from __future__ import annotations

from pathlib import Path

import pytest
from rules.tensorflow_runs import run_as_program

PROGRAMS = sorted(Path(__file__).parent.glob("*/round*/*.py"))
GROUPS = 2  # fork servers: each imports TensorFlow once, in 4 s


@pytest.mark.tensorflow
@pytest.mark.parametrize(
    "path",
    [
        pytest.param(
            path, id="/".join(path.parts[-3:]), marks=pytest.mark.xdist_group(f"examples-{n % GROUPS}")
        )
        for n, path in enumerate(PROGRAMS)
    ],
)
def test_program_proves_its_labels(path: Path) -> None:
    outcome = run_as_program(path)
    assert outcome.returned, f"{outcome.died or outcome.raised[0]}: {outcome.text} (line {outcome.line})"
    own_print = "import print as print" in path.read_text("utf-8")  # tf.print writes past Python's stdout
    assert own_print or str(outcome.value).rstrip().endswith("proved")
