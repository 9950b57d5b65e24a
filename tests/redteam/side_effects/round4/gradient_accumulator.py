"""Accumulates gradients over micro-batches before an update."""

from __future__ import annotations

import tensorflow as tf


class Accumulator:
    """Base: collects gradients in some place and averages them."""

    def __init__(self, variables, every: int):
        self.variables = list(variables)
        self.every = every

    def push(self, grads):
        raise NotImplementedError

    def ready(self) -> bool:
        raise NotImplementedError

    def mean(self):
        raise NotImplementedError


class ListAccumulator(Accumulator):
    """Keeps the gradients themselves."""

    def __init__(self, variables, every):
        super().__init__(variables, every)
        self.grads = []

    def push(self, grads):
        self.grads += [grads]  # expect: tf-container-mutation  allow: tf-tensor-leak

    def ready(self):
        return len(self.grads) >= self.every

    def mean(self):
        return [tf.add_n(list(parts)) / len(self.grads) for parts in zip(*self.grads)]


class VariableAccumulator(Accumulator):
    """Keeps sums in variables."""

    def __init__(self, variables, every):
        super().__init__(variables, every)
        self.sums = [tf.Variable(tf.zeros_like(v), trainable=False) for v in variables]
        self.count = tf.Variable(0, trainable=False)

    def push(self, grads):
        for total, grad in zip(self.sums, grads):
            total.assign_add(grad)
        self.count.assign_add(1)

    def ready(self):
        return int(self.count) >= self.every

    def mean(self):
        return [total / tf.cast(self.count, total.dtype) for total in self.sums]


class Trainer:
    def __init__(self, accumulator_class, every: int = 3):
        self.w = tf.Variable([1.0, 1.0])
        self.accumulator = accumulator_class([self.w], every)
        self.micro_step = tf.function(self.micro_step)

    def gradients(self, x):
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum((self.w * x) ** 2)
        return loss, tape.gradient(loss, self.accumulator.variables)

    def micro_step(self, x):
        loss, grads = self.gradients(x)
        self.accumulator.push(grads)
        return loss


def accumulate(trainer: Trainer, steps: int = 3):
    for i in range(steps):
        trainer.micro_step(tf.constant([1.0, float(i)]))
    return trainer.accumulator


if __name__ == "__main__":
    means = {}
    for eager in (True, False):
        tf.config.run_functions_eagerly(eager)
        accumulator = accumulate(Trainer(VariableAccumulator))
        assert accumulator.ready()
        means[eager] = accumulator.mean()[0].numpy().tolist()
    assert means[True] == means[False]
    tf.config.run_functions_eagerly(True)
    accumulator = accumulate(Trainer(ListAccumulator))
    assert accumulator.ready() and accumulator.mean()[0].numpy().tolist() == means[True]
    tf.config.run_functions_eagerly(False)
    trainer = Trainer(ListAccumulator)
    accumulator = accumulate(trainer)
    assert len(accumulator.grads) == 1 and not accumulator.ready()
    try:
        accumulator.mean()[0] + 1.0
        raise AssertionError("no leak")
    except TypeError as error:
        assert "out of scope" in str(error)
    print("proved")
