"""Ranks bindings by how well they last. The trainer was ported; its bookkeeping was only half."""
from __future__ import annotations

import os
import tempfile

import tensorflow as tf
from tensorflow.compat.v1 import train as old_train


class Ranker(tf.Module):
    def __init__(self, features: int) -> None:
        super().__init__()
        self.w = tf.Variable(tf.zeros([features]), name="w")
        self.step = tf.Variable(0, dtype=tf.int64, name="step")

    @tf.function
    def margin(self, better: tf.Tensor, worse: tf.Tensor) -> tf.Tensor:
        return tf.linalg.matvec(better - worse, self.w)

    @tf.function
    def learn(self, better: tf.Tensor, worse: tf.Tensor) -> tf.Tensor:
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.nn.softplus(-self.margin(better, worse)))
        self.w.assign_sub(tape.gradient(loss, self.w))
        self.step.assign_add(1)
        return loss


class Keeper:
    """Saves the best ranker; `saver` is made when it is first asked for."""

    def __init__(self, folder: str, variables: dict[str, tf.Variable] | None = None) -> None:
        self.prefix = os.path.join(folder, "ranker")
        self.variables = variables
        self._saver = None

    @property
    def saver(self):
        if self._saver is None:
            self._saver = old_train.Saver(self.variables, max_to_keep=2)
        return self._saver

    def keep(self, step: int) -> str:
        return self.saver.save(None, self.prefix, global_step=step)

    def back(self, path: str) -> None:
        self.saver.restore(None, path)


class LazyKeeper(Keeper):
    @property
    def saver(self):
        return self._saver or old_train.Saver(max_to_keep=2)  # expect: tf1-variables


def pairs(seed: int) -> tuple[tf.Tensor, tf.Tensor]:
    rows = tf.random.stateless_uniform([4, 2], [seed, 3])
    return rows + [0.3, 0.0], rows


if __name__ == "__main__":
    ranker, reference = Ranker(2), Ranker(2)
    with tempfile.TemporaryDirectory() as folder:
        keeper = Keeper(folder, {"w": ranker.w, "step": ranker.step})
        for seed in range(3):
            loss = ranker.learn(*pairs(seed))
            assert abs(float(loss) - float(Ranker.learn.python_function(reference, *pairs(seed)))) < 1e-6
        path = keeper.keep(int(ranker.step))
        kept = ranker.w.numpy().tolist()
        ranker.learn(*pairs(9))
        keeper.back(path)
        assert ranker.w.numpy().tolist() == kept and int(ranker.step) == 3
        try:
            LazyKeeper(folder).keep(1)
        except RuntimeError as error:
            assert "`var_list` must specify a list or dict" in str(error), error
        else:
            raise AssertionError("the saver found the variables")
    print("proved")
