"""Fine-tunes a regression eagerly, for debugging: Python looks at every value."""
import keras
import numpy as np
import tensorflow as tf


def check(batch, loss):
    assert tf.reduce_all(tf.math.is_finite(batch)), "a feature is missing"
    if tf.math.is_nan(loss):
        raise FloatingPointError("the loss is not a number")


def clip(gradients, limit):
    norm = tf.linalg.global_norm(gradients)
    if norm > limit:
        scale = limit / norm
    else:
        scale = 1
    return [scale * gradient for gradient in gradients]


def invert(matrix):
    try:
        return tf.linalg.inv(matrix)
    except tf.errors.InvalidArgumentError:
        return tf.linalg.pinv(matrix)


class Patience(keras.callbacks.Callback):
    """Stops when the loss does not fall by itself."""

    def __init__(self, model, x, y, patience=2):
        super().__init__()
        self.network, self.x, self.y, self.patience = model, x, y, patience
        self.seen = []

    def on_epoch_end(self, epoch, logs=None):
        loss = tf.reduce_mean(tf.square(self.network(self.x) - self.y))
        recent = [value for value in self.seen if value <= loss]
        self.seen.append(loss)
        if len(recent) >= self.patience:
            self.model.stop_training = True


def rank(scores):
    """Runs as Python inside the graph of the pipeline."""
    best, total = 0.0, 0
    for score in scores:
        if score > best:
            best = float(score)
            total += 1
        assert score < 100.0
    return np.int32(total)


def with_ranks(scores):
    steps = tf.py_function(rank, [scores], tf.int32)
    steps.set_shape([])
    return scores, steps


def train(steps=120):
    rng = np.random.default_rng(0)
    x = tf.constant(rng.normal(size=(16, 2)), tf.float32)
    y = x @ [[1.0], [-2.0]]
    kernel, losses = tf.Variable(tf.zeros([2, 1])), []
    for _ in range(steps):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(x @ kernel - y))
        check(x, loss)
        losses.append(loss)
        kernel.assign_sub(0.2 * clip([tape.gradient(loss, kernel)], limit=1.0)[0])
        if loss < 1e-6:
            break
    else:
        raise RuntimeError("not converged")
    return losses, kernel, invert(tf.ones([2, 2]))


def fit():
    x, y = np.ones((8, 2), np.float32), np.zeros((8, 1), np.float32)
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, kernel_initializer="zeros")])
    model.compile(optimizer="sgd", loss="mse")
    stopper = Patience(model, x, y)
    model.fit(x, y, epochs=9, verbose=0, callbacks=[stopper])
    return len(stopper.seen)


if __name__ == "__main__":
    history, weights, pseudo_inverse = train()
    assert len(history) < 120 and history[-1] < 1e-6
    np.testing.assert_allclose(pseudo_inverse, np.full((2, 2), 0.25), atol=1e-5)
    assert fit() == 3
    data = tf.data.Dataset.from_tensor_slices([[1.0, 3.0, 2.0], [3.0, 2.0, 1.0]]).map(with_ranks)
    assert [int(total) for _, total in data] == [2, 1]
    print("proved")
