"""Pay-offs of structured notes from a term sheet, one compiled function a note."""
from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import tensorflow as tf

TERM_SHEET = [
    {"note": "cautious", "strike": "90", "share": 0.5},
    {"note": "even", "strike": "100", "share": 1.0},
    {"note": "bold", "strike": "120", "share": 2.0},
]


def compile_notes(sheet: list[dict[str, Any]]) -> SimpleNamespace:
    """Reads the term sheet; every note becomes a function of the final price."""
    notes = SimpleNamespace()
    for terms in sheet:
        strike = float(terms["strike"])

        def gain(price: tf.Tensor) -> tf.Tensor:
            return tf.nn.relu(price - strike)  # expect: tf-loop-capture

        def payoff(price: tf.Tensor, share: float = terms["share"], gain=gain) -> tf.Tensor:
            return 100.0 + share * gain(price)

        setattr(notes, terms["note"], tf.function(payoff))  # allow: tf-function-in-loop
    return notes


class Desk:
    """Values a book of notes on a few scenarios."""

    def __init__(self, sheet: list[dict[str, Any]]) -> None:
        self.notes = compile_notes(sheet)
        self.order = [terms["note"] for terms in sheet]

    def value(self, scenarios: tf.Tensor) -> dict[str, list[float]]:
        table = {}
        for name in self.order:
            payoff = getattr(self.notes, name)
            table[name] = payoff(scenarios).numpy().tolist()
        return table


def valuation() -> dict[str, list[float]]:
    return Desk(TERM_SHEET).value(tf.constant([80.0, 110.0, 130.0]))


if __name__ == "__main__":
    values = valuation()
    prices = (80.0, 110.0, 130.0)
    for terms in TERM_SHEET:
        right = [100.0 + terms["share"] * max(p - float(terms["strike"]), 0.0) for p in prices]
        as_last = [100.0 + terms["share"] * max(p - 120.0, 0.0) for p in prices]
        assert values[terms["note"]] == as_last
        assert (right == as_last) == (terms["note"] == "bold")
    print("proved")
