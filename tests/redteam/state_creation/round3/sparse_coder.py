"""Dictionary learning by alternating sparse coding (compiled) and dictionary updates (eager)."""
from __future__ import annotations

import numpy as np
import tensorflow as tf


def soft_threshold(value: tf.Tensor, limit: float) -> tf.Tensor:
    return tf.sign(value) * tf.nn.relu(tf.abs(value) - limit)


class SparseCoder:
    def __init__(self, atoms: np.ndarray, sparsity: float = 0.1, rate: float = 0.5) -> None:
        self.sparsity = sparsity
        self.rate = rate
        self.dictionary = tf.Variable(tf.constant(atoms, tf.float32))

    @tf.function
    def encode(self, signals: tf.Tensor) -> tf.Tensor:
        """Ten iterations of ISTA."""
        codes = tf.zeros([signals.shape[0], self.dictionary.shape[0]])
        for _ in range(10):
            residual = signals - tf.matmul(codes, self.dictionary)
            codes += 0.2 * tf.matmul(residual, self.dictionary, transpose_b=True)
            codes = soft_threshold(codes, 0.2 * self.sparsity)
        return codes

    def gradient(self, signals: tf.Tensor, codes: tf.Tensor) -> tf.Tensor:
        residual = tf.matmul(codes, self.dictionary) - signals
        return tf.matmul(codes, residual, transpose_a=True)

    def refresh(self, signals: tf.Tensor, codes: tf.Tensor) -> None:
        """One gradient step on the dictionary, its atoms kept at unit length."""
        moved = self.dictionary - self.rate * self.gradient(signals, codes)
        self.dictionary = tf.math.l2_normalize(moved, axis=1)  # expect: tf-variable-rebound

    def fit(self, signals: tf.Tensor, rounds: int) -> list[float]:
        """Squared reconstruction error after each round."""
        errors = []
        for _ in range(rounds):
            codes = self.encode(signals)
            self.refresh(signals, codes)
            rebuilt = tf.matmul(codes, self.dictionary)
            errors.append(float(tf.reduce_sum(tf.square(signals - rebuilt))))
        return errors


if __name__ == "__main__":
    signals = tf.constant([[1.0, 0.5, 0.0], [0.0, 1.0, 1.0]])
    atoms = np.eye(3)[:2]
    tf.config.run_functions_eagerly(True)
    plain = SparseCoder(atoms)
    plain.fit(signals, 3)
    eager_codes = plain.encode(signals).numpy()
    tf.config.run_functions_eagerly(False)
    compiled = SparseCoder(atoms)
    first = compiled.encode(signals).numpy()
    compiled.fit(signals, 3)
    np.testing.assert_array_equal(compiled.encode(signals), first)
    assert not np.allclose(eager_codes, first, atol=1e-2)
    print("proved")
