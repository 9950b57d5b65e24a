"""Files and buffers that were opened long before the flagged place is come to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from confirm.made_findings import make_finding

from tfguard.confirm.verdict import Verdict
from tfguard.rules import registry

PROOFS = {rule.id: rule.proof for rule in registry.all_rules()}
PROGRAM = """
import csv
import gzip
import io
import tensorflow as tf

log = open("log.txt", "w")
table = csv.writer(log)
packed = gzip.open("log.gz", "wb")
memory = io.StringIO()

class Journal:
    def __init__(self):
        self.file = open("journal.txt", "w")

    @tf.function
    def step(self, x):
        self.file.write("step")
        return x + 1.0

@tf.function
def step(x):
    log.write("step")
    table.writerow([1])
    packed.write(b"step")
    print("step", file=log)
    print("step", file=memory)
    memory.write("step")
    text = log.name
    tf.print("step", output_stream="file://log.txt")
    return x + 1.0
"""
CASES = [
    ("W7207", 'log.write("step")', "step", "confirmed"),
    ("W7207", "table.writerow([1])", "step", "confirmed"),
    ("W7207", 'packed.write(b"step")', "step", "confirmed"),
    ("W7207", 'self.file.write("step")', "Journal.step", "confirmed"),
    ("W7207", 'memory.write("step")', "step", "refuted"),
    ("W7207", "log.name", "step", "refuted"),
    ("W7201", 'print("step", file=log)', "step", "confirmed"),
    ("W7201", 'print("step", file=memory)', "step", "confirmed"),
    ("W7201", 'tf.print("step", output_stream="file://log.txt")', "step", "refuted"),
    ("W7203", 'memory.write("step")', "step", "confirmed"),
]


@pytest.mark.tensorflow
@pytest.mark.parametrize(("rule", "text", "root", "expected"), CASES)
def test_what_is_written(
    rule: str, text: str, root: str, expected: str,
    judged: Callable[..., list[Verdict]], program: Callable[..., Path],
) -> None:  # fmt: skip
    finding = make_finding(program(PROGRAM), rule, text, root)
    (verdict,) = judged([finding], proofs=PROOFS)
    assert verdict.outcome.value == expected, verdict
