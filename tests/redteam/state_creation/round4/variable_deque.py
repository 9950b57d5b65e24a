"""A fixed-size queue of transitions in TensorFlow variables, with the interface of a Python deque."""
from __future__ import annotations

import tensorflow as tf


class VariableDeque(tf.Module):
    """First in, first out; the oldest rows are overwritten.

    Args:
        capacity: number of rows.
        width: length of a row.
    """

    def __init__(self, capacity: int, width: int) -> None:
        super().__init__()
        self.capacity = capacity
        self._rows = tf.Variable(tf.zeros([capacity, width]))
        self._end = tf.Variable(0)

    def append(self, row: tf.Tensor) -> None:
        self._rows.scatter_nd_update([[self._end % self.capacity]], row[None])
        self._end.assign_add(1)

    def extend(self, rows: tf.Tensor) -> None:
        for row in tf.unstack(rows):
            self.append(row)

    def clear(self) -> None:
        self._end.assign(0)

    def pop(self) -> tf.Tensor:
        self._end.assign_sub(1)
        return tf.gather(self._rows, self._end % self.capacity)

    def update(self, **columns: tf.Tensor) -> None:
        for name, value in columns.items():
            index = int(name.removeprefix("column"))
            self._rows[:, index].assign(value)

    def __len__(self) -> int:
        return int(tf.minimum(self._end, self.capacity))

    def mean(self) -> tf.Tensor:
        count = tf.minimum(self._end, self.capacity)
        return tf.reduce_sum(self._rows, axis=0) / tf.cast(tf.maximum(count, 1), tf.float32)


class Recorder:
    def __init__(self, capacity: int) -> None:
        self.history = VariableDeque(capacity, 2)

    @tf.function
    def record(self, observation: tf.Tensor, reward: tf.Tensor) -> tf.Tensor:
        self.history.append(tf.stack([observation, reward]))
        return self.history.mean()

    @tf.function
    def record_many(self, rows: tf.Tensor) -> tf.Tensor:
        append_all = self.history.extend
        append_all(rows)
        return self.history.pop()

    @tf.function
    def relabel(self, rewards: tf.Tensor) -> tf.Tensor:
        self.history.update(column1=rewards)
        return self.history.mean()

    @tf.function
    def restart(self) -> None:
        self.history.clear()


def episode(capacity: int) -> list[list[float]]:
    recorder = Recorder(capacity)
    outputs = [recorder.record(tf.constant(float(i)), tf.constant(1.0)) for i in range(4)]
    outputs += [recorder.record_many(tf.constant([[5.0, 2.0], [6.0, 3.0 + i]])) for i in range(3)]
    outputs.append(recorder.relabel(tf.range(float(capacity))))
    outputs.append(tf.constant([float(len(recorder.history))]))
    recorder.restart()
    return [output.numpy().tolist() for output in outputs] + [[float(len(recorder.history))]]


if __name__ == "__main__":
    graph = episode(3)
    tf.config.run_functions_eagerly(True)
    assert episode(3) == graph and graph[0] == [0.0, 1.0] and graph[5] == [6.0, 4.0]
    print("proved")
