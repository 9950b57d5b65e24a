"""Twin-critic agent on linear features, with soft target updates."""
from __future__ import annotations

import numpy as np
import tensorflow as tf


class SoftTargets:
    """Mixin: targets follow their sources at rate ``tau``."""

    tau = 0.5

    def _follow(self, sources: list[tf.Variable], targets: list[tf.Variable]) -> None:
        for source, target in zip(sources, targets):
            target -= self.tau * (target - source)  # expect: tf-variable-augmented-assignment

    def _copy(self, sources: list[tf.Variable], targets: list[tf.Variable]) -> None:
        for source, target in zip(sources, targets):
            target.assign(source)


class TwinAgent(SoftTargets):
    def __init__(self, width: int) -> None:
        self.critics = [tf.Variable(tf.fill([width], value)) for value in (1.0, 2.0)]
        self.targets = [tf.Variable(tf.zeros([width])) for _ in self.critics]
        self.synced: list[float] = []

    def value(self, states: tf.Tensor) -> tf.Tensor:
        estimates = [tf.linalg.matvec(states, target) for target in self.targets]
        return tf.minimum(*estimates)

    @tf.function
    def evaluate(self, states: tf.Tensor) -> tf.Tensor:
        return tf.reduce_mean(self.value(states))

    @tf.function
    def hard_sync(self) -> tf.Tensor:
        self._copy(self.critics, self.targets)
        self.synced.append(self.tau)  # expect: tf-container-mutation
        return tf.add_n([tf.reduce_sum(target) for target in self.targets])

    @tf.function(jit_compile=False)
    def soft_sync(self) -> tf.Tensor:
        update = self._follow
        update(self.critics, self.targets)
        return tf.add_n([tf.reduce_sum(target) for target in self.targets])


class CautiousAgent(TwinAgent):
    """The same agent, slower."""

    tau = 0.1

    def report(self, states: np.ndarray) -> dict[str, float]:
        return {"value": float(self.evaluate(tf.constant(states, tf.float32)))}


if __name__ == "__main__":
    agent = CautiousAgent(2)
    for _ in range(3):
        assert float(agent.hard_sync()) == 6.0
    assert len(agent.synced) == 1
    reference = CautiousAgent(2)
    for _ in range(3):
        CautiousAgent.hard_sync.python_function(reference)
    assert len(reference.synced) == 3
    assert agent.report(np.ones([3, 2])) == {"value": 2.0}
    for eager in (True, False):
        tf.config.run_functions_eagerly(eager)
        try:
            agent.soft_sync()
        except RuntimeError as error:
            assert "is not supported" in str(error)
        else:
            raise AssertionError("the update ran")
    print("proved")
