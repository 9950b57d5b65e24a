"""Counters that survive a restart, restored before anything is compiled."""
from __future__ import annotations

import tempfile
from pathlib import Path

import tensorflow as tf


class Counters(tf.Module):
    def __init__(self, names: list[str]) -> None:
        super().__init__()
        self.counts = {name: tf.Variable(0, dtype=tf.int64, name=name) for name in names}
        self.window = None

    def attach_window(self, size: int) -> None:
        """Adds the ring of the last values; to be called once, before counting."""
        self.window = tf.Variable(tf.zeros([size], tf.int64), trainable=False)

    @tf.function
    def bump(self, name: str, by: tf.Tensor) -> tf.Tensor:
        self.counts[name].assign_add(by)
        if self.window is not None:
            self.window.assign(tf.concat([self.window[1:], [by]], axis=0))
        return self.counts[name].read_value()


class Session:
    """Counts, saves on leaving, and goes on where it stopped."""

    def __init__(self, folder: Path) -> None:
        self.counters = Counters(["clicks", "views"])
        self.counters.attach_window(2)
        self.checkpoint = tf.train.Checkpoint(counters=self.counters)
        self.manager = tf.train.CheckpointManager(self.checkpoint, str(folder), max_to_keep=1)

    def __enter__(self) -> Counters:
        if self.manager.latest_checkpoint:
            self.checkpoint.restore(self.manager.latest_checkpoint)
        return self.counters

    def __exit__(self, *error: object) -> None:
        self.manager.save()


def count(folder: Path) -> list[int]:
    seen = []
    for restart in range(2):
        with Session(folder) as counters:
            for name, by in (("clicks", 1), ("views", 2), ("clicks", 3)):
                seen.append(int(counters.bump(name, tf.constant(by + restart, tf.int64))))
            seen += counters.window.numpy().tolist()
    return seen


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second:
        graph = count(Path(first))
        tf.config.run_functions_eagerly(True)
        assert count(Path(second)) == graph == [1, 2, 4, 2, 3, 6, 5, 10, 3, 4]
    print("proved")
