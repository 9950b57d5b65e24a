"""Follows a satellite on its orbit with an adaptive step."""
import dataclasses
import functools

import numpy as np
import tensorflow as tf

SCALAR = tf.TensorSpec([], tf.float32)
compiled = functools.partial(tf.function, autograph=False)


@dataclasses.dataclass
class Clock:
    time: float = 0.0
    step: float = 0.1
    rejected: int = 0


class Solver:
    """Heun's method; the difference to Euler's is the error estimate."""

    def __init__(self, tolerance):
        self.tolerance = tolerance
        self.attempt = compiled(self._attempt, input_signature=[tf.TensorSpec([4], tf.float32), SCALAR, SCALAR])

    def _field(self, state, time):
        position, velocity = state[:2], state[2:]
        pull = -position / tf.norm(position) ** 3
        drag = 0.01 * tf.exp(-time) * velocity
        return tf.concat([velocity, pull - drag], axis=0)

    def _attempt(self, state, time, step):
        first = self._field(state, time)
        euler = state + step * first
        second = self._field(euler, time + step)
        heun = state + 0.5 * step * (first + second)
        return heun, tf.reduce_max(tf.abs(heun - euler))

    def _adapt(self, clock, error):
        if error > self.tolerance:
            clock.step *= 0.5
            clock.rejected += 1
            return False
        clock.time += clock.step
        clock.step = min(0.25, clock.step * 1.3)
        return True

    def solve(self, state, horizon):
        clock = Clock()
        while clock.time < horizon:
            candidate, error = self.attempt(state, clock.time, clock.step)
            if self._adapt(clock, float(error)):
                state = candidate
        return state.numpy(), clock


def main(horizon=2.0):
    solver = Solver(5e-3)
    state, clock = solver.solve(tf.constant([1.0, 0.0, 0.0, 1.0]), horizon)
    return solver, state, clock


if __name__ == "__main__":
    solver, state, clock = main()
    assert clock.time >= 2.0 and clock.rejected > 0
    assert solver.attempt.experimental_get_tracing_count() == 1
    tf.config.run_functions_eagerly(True)
    np.testing.assert_allclose(main()[1], state, rtol=1e-4)
    print("proved")
