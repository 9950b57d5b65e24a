"""Churn prediction with an asymmetric loss and a top-decile metric, trained by Keras."""
import traceback

import keras
import numpy as np
import tensorflow as tf


def asymmetric_loss(y_true, y_pred):
    """Missing a churner costs more than a needless call, when churners are rare in the batch."""
    y_true = tf.cast(y_true, y_pred.dtype)
    error = y_true - y_pred
    rate = tf.reduce_mean(y_true)
    if rate < 0.5:  # expect: tf-keras-call-control-flow
        error = tf.where(error > 0.0, 2.0 * error, error)
    return tf.reduce_mean(tf.square(error), axis=-1)


def asymmetric_loss_where(y_true, y_pred):
    y_true = tf.cast(y_true, y_pred.dtype)
    error = y_true - y_pred
    rare = tf.reduce_mean(y_true) < 0.5
    weighted = tf.where(error > 0.0, 2.0 * error, error)
    return tf.reduce_mean(tf.square(tf.where(rare, weighted, error)), axis=-1)


class CallbackFreeSchedule(keras.optimizers.schedules.LearningRateSchedule):
    """A constant rate after a short linear warm-up."""

    def __init__(self, peak, warmup):
        self.peak = peak
        self.warmup = warmup

    def __call__(self, step):
        fraction = tf.minimum(tf.cast(step, tf.float32) / self.warmup, 1.0)
        return self.peak * fraction

    def get_config(self):
        return {"peak": self.peak, "warmup": self.warmup}


def build(loss):
    keras.utils.set_random_seed(5)
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1, activation="sigmoid")])
    model.compile(optimizer=keras.optimizers.SGD(CallbackFreeSchedule(0.1, 2.0)), loss=loss)
    return model


def customers():
    rng = np.random.default_rng(0)
    features = rng.normal(size=(8, 3)).astype(np.float32)
    churned = (features[:, :1] > 0.7).astype(np.float32)
    return features, churned


if __name__ == "__main__":
    x, y = customers()
    outputs = tf.constant(np.linspace(0.1, 0.9, 8, dtype=np.float32)[:, None])
    eager = asymmetric_loss(tf.constant(y), outputs)
    np.testing.assert_allclose(eager, asymmetric_loss_where(tf.constant(y), outputs))
    history = build(asymmetric_loss_where).fit(x, y, batch_size=4, epochs=2, verbose=0).history
    assert len(history["loss"]) == 2 and np.isfinite(history["loss"]).all()
    model = build(asymmetric_loss)
    try:
        model.fit(x, y, batch_size=4, epochs=1, verbose=0)
    except tf.errors.OperatorNotAllowedInGraphError as error:
        assert "as a Python `bool` is not allowed" in str(error)
        assert "if rate < 0.5:" in traceback.format_exc()
    else:
        raise AssertionError("the loss was converted")
    print("proved")
