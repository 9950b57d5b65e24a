"""Simulates small quantum circuits; angles are variables, everything else is made and dropped per call."""
from __future__ import annotations

import numpy as np
import tensorflow as tf

PAULI_Z = tf.constant([[1.0, 0.0], [0.0, -1.0]], tf.complex64)


class Gate:
    """A one-qubit rotation with its angle."""

    def __init__(self, angle: tf.Variable | tf.Tensor, qubit: int) -> None:
        self.angle = angle
        self.qubit = qubit
        self.matrix: tf.Tensor | None = None

    def prepare(self) -> Gate:
        half = tf.cast(self.angle, tf.float32) / 2.0
        c, s = tf.cos(half), tf.sin(half)
        self.matrix = tf.cast(tf.stack([[c, -s], [s, c]]), tf.complex64)
        return self


class State:
    """Amplitudes of two qubits; gates replace them."""

    def __init__(self) -> None:
        self.amplitudes = tf.reshape(tf.one_hot(0, 4, dtype=tf.complex64), [2, 2])

    def apply(self, gate: Gate) -> None:
        matrix = gate.prepare().matrix
        if gate.qubit == 0:
            self.amplitudes = tf.matmul(matrix, self.amplitudes)
        else:
            self.amplitudes = tf.matmul(self.amplitudes, matrix, transpose_b=True)

    def entangle(self) -> None:
        first, second = tf.unstack(self.amplitudes)
        self.amplitudes = tf.stack([first, tf.reverse(second, axis=[0])])


class Circuit:
    def __init__(self, angles: list[float]) -> None:
        self.angles = [tf.Variable(angle) for angle in angles]

    def energy(self) -> tf.Tensor:
        state = State()
        queue = [Gate(angle, index % 2) for index, angle in enumerate(self.angles)]
        while queue:
            state.apply(queue.pop(0))
            if len(queue) % 2 == 0:
                state.entangle()
        flipped = tf.matmul(PAULI_Z, state.amplitudes)
        return tf.math.real(tf.reduce_sum(tf.math.conj(state.amplitudes) * flipped))

    @tf.function
    def minimise(self, rate: tf.Tensor) -> tf.Tensor:
        with tf.GradientTape() as tape:
            energy = self.energy()
        angles = self.angles
        gradients = tape.gradient(energy, angles)
        norm = tf.linalg.global_norm(gradients)
        norm += 1e-6
        for angle, gradient in zip(angles, gradients):
            gradient /= tf.maximum(norm, 1.0)
            angle.assign_sub(rate * gradient)
        return energy

    @tf.function
    def rotate(self, by: tf.Tensor) -> tf.Tensor:
        total = sum(angle.assign_add(by) for angle in self.angles)
        total *= 0.5
        return total


def descend(circuit: Circuit, steps: int) -> np.ndarray:
    energies = [float(circuit.minimise(tf.constant(0.3))) for _ in range(steps)]
    return np.array([*energies, *(float(circuit.rotate(tf.constant(0.1))) for _ in range(3))])


if __name__ == "__main__":
    graph = descend(Circuit([0.3, 0.5, 0.2, 0.1]), 4)
    tf.config.run_functions_eagerly(True)
    np.testing.assert_allclose(descend(Circuit([0.3, 0.5, 0.2, 0.1]), 4), graph, rtol=1e-3, atol=1e-5)
    assert graph[3] < graph[0]
    print("proved")
