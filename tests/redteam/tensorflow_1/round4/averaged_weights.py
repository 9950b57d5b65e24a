"""Polyak averaging of the weights of a regression, with a count of the updates for the bias correction."""
from typing import List, Tuple

import tensorflow as tf


class Averager(tf.Module):
    """Keeps a moving average of some variables."""

    def __init__(self, variables: List[tf.Variable], decay: float = 0.8):
        super().__init__()
        self.live = list(variables)
        self.decay = decay
        self.shadows = [tf.Variable(tf.zeros_like(v), trainable=False) for v in self.live]
        self.count = tf.Variable(0, dtype=tf.int32, trainable=False)

    @tf.function
    def update(self) -> tf.Tensor:
        tick = self.count.assign_add(1)
        moves = [s.assign(self.decay * s + (1.0 - self.decay) * v) for s, v in zip(self.shadows, self.live)]
        with tf.control_dependencies([tick] + moves):  # expect: tf1-control-dependencies
            return self._correction()

    def _correction(self) -> tf.Tensor:
        return 1.0 - tf.pow(self.decay, tf.cast(self.count.read_value(), tf.float32))

    @tf.function
    def averages(self) -> List[tf.Tensor]:
        return [shadow / self._correction() for shadow in self.shadows]


class PlainAverager(Averager):
    @tf.function
    def update(self) -> tf.Tensor:
        self.count.assign_add(1)
        for shadow, live in zip(self.shadows, self.live):
            shadow.assign(self.decay * shadow + (1.0 - self.decay) * live)
        return self._correction()


def descend(kind, steps: int = 6) -> Tuple[list, list]:
    w, b = tf.Variable([1.0, -1.0]), tf.Variable(0.0)
    averager = kind([w, b])
    x = tf.random.stateless_normal([16, 2], [2, 2])
    y = tf.linalg.matvec(x, [0.3, 0.7]) + 1.0
    corrections = []
    for _ in range(steps):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(tf.linalg.matvec(x, w) + b - y))
        dw, db = tape.gradient(loss, [w, b])
        w.assign_sub(0.1 * dw)
        b.assign_sub(0.1 * db)
        corrections.append(float(averager.update()))
    return corrections, [a.numpy().tolist() for a in averager.averages()]


if __name__ == "__main__":
    # The ordering is the same without the block: the function orders its stateful operations itself.
    first, second = descend(Averager), descend(PlainAverager)
    assert first == second, (first, second)
    assert abs(first[0][2] - (1.0 - 0.8**3)) < 1e-6
    plain = PlainAverager([tf.Variable(1.0)])
    graph = plain.update.get_concrete_function().graph
    reads = [op for op in graph.get_operations() if op.type == "ReadVariableOp" and op.control_inputs]
    assert any(c.type == "AssignAddVariableOp" for op in reads for c in op.control_inputs)
    print("proved")
