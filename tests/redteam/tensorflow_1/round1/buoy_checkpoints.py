"""Keeps the best weights of a wave forecaster; two keepers, one older than the other."""
import os
import tempfile

import tensorflow as tf


class Forecaster(tf.Module):
    def __init__(self, lags):
        super().__init__()
        self.weights = tf.Variable(tf.ones([lags]) / lags)
        self.bias = tf.Variable(0.0)

    @tf.function
    def __call__(self, heights):
        return tf.tensordot(heights, self.weights, 1) + self.bias

    @tf.function
    def learn(self, heights, after, rate):
        error = self(heights) - after
        self.bias.assign_sub(rate * tf.reduce_mean(error))
        self.weights.assign_sub(rate * tf.linalg.matvec(heights, error, transpose_a=True))
        return tf.reduce_mean(error**2)


class OldKeeper:
    def __init__(self, folder, keep=3):
        self.folder = folder
        self.saver = tf.compat.v1.train.Saver(max_to_keep=keep)  # expect: tf1-variables

    def save(self, step):
        self.saver.save(None, os.path.join(self.folder, "model"), global_step=step)


class Keeper:
    def __init__(self, folder, model, keep=3):
        self.checkpoint = tf.train.Checkpoint(model=model)
        self.manager = tf.train.CheckpointManager(self.checkpoint, folder, max_to_keep=keep)

    def save(self, step):
        return self.manager.save(checkpoint_number=step)

    def restore(self):
        self.checkpoint.restore(self.manager.latest_checkpoint).expect_partial()


def waves():
    heights = tf.random.stateless_uniform([6, 3], [8, 1])
    return heights, tf.reduce_mean(heights, axis=1) + 0.2


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        model = Forecaster(3)
        keeper = Keeper(folder, model)
        losses = [float(model.learn(*waves(), tf.constant(0.1))) for _ in range(4)]
        assert losses[-1] < losses[0]
        keeper.save(4)
        kept = float(model.bias)
        model.bias.assign(99.0)
        keeper.restore()
        assert float(model.bias) == kept
        try:
            OldKeeper(folder)
        except RuntimeError as error:
            assert "`var_list` must specify a list or dict of variables to save" in str(error), error
        else:
            raise AssertionError("there was a collection of variables")
    print("proved")
