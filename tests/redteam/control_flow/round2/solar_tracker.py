"""Steers solar panels: traced under a distribution strategy, with typed Python and small state machines."""
from __future__ import annotations

import tensorflow as tf

strategy = tf.distribute.get_strategy()


class Tracker(tf.Module):
    def __init__(self):
        super().__init__()
        self.angle = tf.Variable(0.0)
        self.moves = tf.Variable(0)

    def _aim(self, sun: tf.Tensor) -> tf.Tensor:
        """The angle to aim at: flat at night."""
        if sun > 0.0:
            aim: tf.Tensor = tf.minimum(sun, 1.2)  # expect: tf-autograph-unconverted
        else:
            aim = tf.zeros_like(sun)
        return aim

    def _staged_aim(self, sun: tf.Tensor) -> tf.Tensor:
        limit: tf.Tensor = tf.constant(1.2)
        if sun > 0.0:
            aim = tf.minimum(sun, limit)
        else:
            aim = tf.zeros_like(sun)
        return aim

    def _move(self, aim: tf.Tensor) -> tf.Tensor:
        """Moves when it is worth it, in few steps."""
        difference = aim - self.angle
        count = 0
        while tf.abs(difference) > 0.1:
            step = tf.clip_by_value(difference, -0.3, 0.3)
            self.angle.assign_add(step)
            difference -= step
            count += 1
        self.moves.assign_add(count)
        return self.angle.read_value()

    def _step(self, sun: tf.Tensor) -> tf.Tensor:
        return self._move(self._aim(sun))

    def _staged_step(self, sun: tf.Tensor) -> tf.Tensor:
        return self._move(self._staged_aim(sun))

    @tf.function
    def run(self, sun: tf.Tensor) -> tf.Tensor:
        return strategy.run(self._step, args=(sun,))

    @tf.function
    def staged_run(self, sun: tf.Tensor) -> tf.Tensor:
        return strategy.run(self._staged_step, args=(sun,))


DAY = (-0.2, 0.4, 0.9, 1.5, 0.7, -0.1)


def followed(tracker, run):
    return [round(float(run(tf.constant(sun))), 4) for sun in DAY] + [int(tracker.moves)]


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    first, second = Tracker(), Tracker()
    eager, staged_eager = followed(first, first.run), followed(second, second.staged_run)
    tf.config.run_functions_eagerly(False)
    third = Tracker()
    graph = followed(third, third.staged_run)
    assert eager == staged_eager == graph, (eager, graph)
    assert graph[-1] >= 6
    fourth = Tracker()
    try:
        fourth.run(tf.constant(0.5))
    except tf.errors.OperatorNotAllowedInGraphError as error:
        assert "as a Python `bool` is not allowed" in str(error) and "self._aim(sun)" in str(error), error
    else:
        raise AssertionError("an annotated branch was converted")
    print("proved")
