"""Before a finding is refuted with arguments that are guesses, other types and ranks are tried."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from confirm.made_findings import make_finding

from tfguard.confirm.subjects.arguments import other_kinds
from tfguard.confirm.verdict import Outcome, Verdict
from tfguard.rules import registry

PROOFS = {rule.id: rule.proof for rule in registry.all_rules()}


def test_types_come_before_ranks() -> None:
    assert other_kinds(["tf.ones([4, 4])", "3"], [True, True]) == [
        ("tf.ones([4, 4], tf.float64)", "3"),
        ("tf.ones([4, 4], tf.int32)", "3"),
        ("tf.ones([4])", "3"),
        ("tf.ones([2, 4, 4])", "3"),
    ]


def test_what_the_project_passes_stays() -> None:
    assert not other_kinds(["tf.ones([4, 4])", "x"], [False, True])
    assert other_kinds(["tf.ones([4])", "tf.ones([], tf.int32)"], [False, True])[0] == (
        "tf.ones([4])",
        "tf.ones([], tf.int64)",
    )


CAST = """
import tensorflow as tf

class Scaler(tf.Module):
    def __init__(self):
        super().__init__()
        self.scale = tf.constant([1.0, 2.0, 3.0, 4.0])

    @tf.function
    def apply(self, x):
        self.scale = tf.cast(self.scale, x.dtype)
        return x * self.scale
"""
KEPT = """
import tensorflow as tf

class Scaler(tf.Module):
    def __init__(self):
        super().__init__()
        self.rank = 0

    @tf.function
    def apply(self, x):
        self.rank = 2
        return x * 2.0
"""


@pytest.mark.tensorflow
@pytest.mark.parametrize("rule", ["W7204", "E7211"])
def test_a_cast_that_changes_nothing_refutes_nothing(
    rule: str, judged: Callable[..., list[Verdict]], program: Callable[..., Path]
) -> None:
    place = "self.scale = tf.cast(self.scale, x.dtype)"
    finding = make_finding(program(CAST), rule, place, "Scaler.apply", target="self.scale")
    (verdict,) = judged([finding], proofs=PROOFS)
    assert verdict.outcome is Outcome.CONFIRMED, verdict
    assert dict(verdict.details)["arguments"].endswith("tf.float64)")


@pytest.mark.tensorflow
def test_what_is_refuted_says_with_what(
    judged: Callable[..., list[Verdict]], program: Callable[..., Path]
) -> None:
    finding = make_finding(program(KEPT), "E7211", "self.rank = 2", "Scaler.apply", target="self.rank")
    (verdict,) = judged([finding], proofs=PROOFS)
    assert verdict.outcome is Outcome.REFUTED, verdict
    assert "also with x = tf.ones([4, 4], tf.float64); x = " in verdict.evidence
