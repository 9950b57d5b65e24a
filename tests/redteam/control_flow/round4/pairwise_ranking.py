"""A two-tower recommender trained with a pairwise ranking loss."""
import traceback

import keras
import numpy as np
import tensorflow as tf


def all_pairs(scores):
    return scores[:, tf.newaxis] - scores[tf.newaxis, :]


def bpr(y_true, y_pred):
    """Bayesian personalised ranking over the pairs of the batch whose order is known."""
    truth = tf.reshape(y_true, [-1])
    margin = all_pairs(tf.reshape(y_pred, [-1]))
    ordered = tf.cast(all_pairs(truth) > 0, margin.dtype)
    return normalise(tf.reduce_sum(ordered * tf.nn.softplus(-margin)), tf.reduce_sum(ordered))


def normalise(total, count):
    if count > 0:  # expect: tf-keras-call-control-flow
        return total / count
    return total


class TwoTower(keras.Model):
    def __init__(self, users, items, width=4, normalised=False):
        super().__init__()
        self.users = keras.layers.Embedding(users, width)
        self.items = keras.layers.Embedding(items, width)
        self.normalised = normalised

    def call(self, inputs):
        user, item = self.users(inputs["user"]), self.items(inputs["item"])
        if self.normalised:
            user, item = tf.math.l2_normalize(user, axis=-1), tf.math.l2_normalize(item, axis=-1)
        return tf.reduce_sum(user * item, axis=-1, keepdims=True)


def interactions(count=32, seed=0):
    rng = np.random.default_rng(seed)
    inputs = {"user": rng.integers(0, 10, count), "item": rng.integers(0, 20, count)}
    return inputs, (inputs["item"] % 5).astype(np.float32)[:, None]


def train(epochs=1):
    keras.utils.set_random_seed(0)
    model = TwoTower(10, 20)
    model.compile(optimizer=keras.optimizers.Adam(0.05), loss=bpr)
    inputs, ratings = interactions()
    history = model.fit(inputs, ratings, batch_size=16, epochs=epochs, shuffle=False, verbose=0)
    return history.history["loss"]


if __name__ == "__main__":
    ranked = bpr(tf.constant([[1.0], [2.0]]), tf.constant([[0.0], [0.0]]))
    equal = bpr(tf.constant([[1.0], [1.0]]), tf.constant([[0.0], [0.0]]))
    assert abs(float(ranked) - np.log(2.0)) < 1e-6 and equal == 0.0
    try:
        train()
    except tf.errors.OperatorNotAllowedInGraphError as error:
        assert "Using a symbolic `tf.Tensor` as a Python `bool` is not allowed" in str(error), error
        assert "if count > 0:" in traceback.format_exc() + str(error)
    else:
        raise AssertionError("the loss was converted")
    print("proved")
