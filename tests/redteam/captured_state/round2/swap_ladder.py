"""A ladder of interest-rate swaps, repriced under shifted markets."""
from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field

import numpy as np
import tensorflow as tf


@dataclass
class Curve:
    level: float = 0.03
    slope: float = 0.01
    notes: list[str] = field(default_factory=list)

    def as_tensors(self) -> tuple[tf.Tensor, tf.Tensor]:
        return tf.constant(self.level), tf.constant(self.slope)


@dataclass(frozen=True)
class Terms:
    """What a contract fixes for good."""

    coupon: float
    payments: int

    @property
    def times(self) -> np.ndarray:
        return np.arange(1, self.payments + 1, dtype=np.float32)


class Swap:
    def __init__(self, terms: Terms, curve: Curve) -> None:
        self.terms = terms
        self.curve = curve
        self._value = tf.function(self._value_of)

    def _discounts(self, level: tf.Tensor, slope: tf.Tensor) -> tf.Tensor:
        times = self.terms.times
        return tf.exp(-(level + slope * times / 10.0) * times)

    def _value_of(self, level: tf.Tensor, slope: tf.Tensor) -> tf.Tensor:
        discounts = self._discounts(level, slope)
        return 1.0 - discounts[-1] - self.terms.coupon * tf.reduce_sum(discounts)

    def value(self) -> float:
        return float(self._value(*self.curve.as_tensors()))

    def shift(self, **changes: float) -> None:
        self.curve = dataclasses.replace(self.curve, **changes)

    def bump(self, name: str, by: float) -> None:
        setattr(self.curve, name, getattr(self.curve, name) + by)
        self.curve.notes.append(f"{name} {by:+}")


def ladder(swap: Swap) -> list[float]:
    """Values after a parallel shift, two bumps and a twist."""
    values = [swap.value()]
    swap.shift(level=0.05)
    values.append(swap.value())
    for name in ("level", "slope"):
        swap.bump(name, 0.01)
        values.append(swap.value())
    swap.shift(slope=-0.02)
    return values + [swap.value()]


if __name__ == "__main__":
    contract = Terms(coupon=0.03, payments=5)
    tf.config.run_functions_eagerly(True)
    eager = ladder(Swap(contract, Curve()))
    tf.config.run_functions_eagerly(False)
    swap = Swap(contract, Curve())
    np.testing.assert_allclose(ladder(swap), eager, rtol=1e-4)
    assert len(set(eager)) == 5
    assert swap._value.experimental_get_tracing_count() == 1
    print("proved")
