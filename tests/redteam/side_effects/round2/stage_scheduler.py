"""A staged preprocessing graph with priorities, exported as one concrete function."""

from __future__ import annotations

import heapq

import numpy as np
import tensorflow as tf


class StageScheduler:
    """Runs named stages in order and keeps statistics for a dashboard."""

    STAGES = ("scale", "clip", "center")

    def __init__(self):
        self.offset = tf.Variable(0.5)
        self.visits = np.zeros(len(self.STAGES), dtype=np.int64)
        self.queue: list[tuple[int, str]] = []
        self.seen: set[str] = set()
        self.process = tf.function(self._process).get_concrete_function(tf.TensorSpec([None], tf.float32))

    def _scale(self, x):
        return x / tf.maximum(tf.reduce_max(tf.abs(x)), 1e-6)

    def _clip(self, x):
        return tf.clip_by_value(x, -self.offset, self.offset)

    def _center(self, x):
        return x - tf.reduce_mean(x)

    def _account(self, index: int, name: str):
        self.visits[index] += 1  # expect: tf-container-mutation
        heapq.heappush(self.queue, (index, name))  # expect: tf-container-mutation

    def _process(self, x):
        handlers = {"scale": self._scale, "clip": self._clip, "center": self._center}
        for index, name in enumerate(self.STAGES):
            x = handlers[name](x)
            self._account(index, name)
        return x

    def busiest(self) -> str:
        """The stage that was visited most often, the first among equals."""
        return self.STAGES[int(self.visits.argmax())]

    def drain(self) -> list[str]:
        """Stages in the order of their priority; empties the queue."""
        names = []
        while self.queue:
            names.append(heapq.heappop(self.queue)[1])
        self.seen.update(names)
        return names


def signals(n: int):
    for seed in range(n):
        yield tf.random.stateless_normal([6 + seed], [seed, 2])


if __name__ == "__main__":
    graph, eager = StageScheduler(), StageScheduler()
    eager.drain()
    eager.visits[:] = 0
    for x in signals(4):
        np.testing.assert_allclose(graph.process(x).numpy(), eager._process(x).numpy(), rtol=1e-5, atol=1e-6)
    assert graph.visits.tolist() == [1, 1, 1], graph.visits
    assert eager.visits.tolist() == [4, 4, 4], eager.visits
    assert len(graph.drain()) == 3 and len(eager.drain()) == 12
    assert graph.busiest() == "scale" and graph.seen == {"scale", "clip", "center"}
    print("proved")
