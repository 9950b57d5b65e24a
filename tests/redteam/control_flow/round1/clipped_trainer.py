"""A Keras model whose train step clips gradients when their norm explodes."""
import traceback

import keras
import numpy as np
import tensorflow as tf


class ClippedModel(keras.Model):
    """Counts clipped steps; subclasses choose how a step is clipped."""

    def __init__(self, limit=1.0):
        super().__init__()
        self.dense = keras.layers.Dense(1, kernel_initializer="ones")
        self.limit = limit
        self.clipped = keras.metrics.Sum(name="clipped")

    def call(self, inputs, training=False):
        if training and self.limit <= 0:
            inputs = keras.ops.zeros_like(inputs)
        return self.dense(inputs)

    def clip(self, gradients):
        norm = tf.linalg.global_norm(gradients)
        if norm > self.limit:  # expect: tf-keras-call-control-flow
            self.clipped.update_state(1.0)
            gradients = [g * self.limit / norm for g in gradients]
        return gradients

    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            loss = self.compute_loss(x, y, self(x, training=True))
        weights = self.trainable_variables
        gradients = self.clip(tape.gradient(loss, weights))
        self.optimizer.apply_gradients(zip(gradients, weights))
        return {"loss": loss, "clipped": self.clipped.result()}


class WhereClippedModel(ClippedModel):
    def clip(self, gradients):
        norm = tf.linalg.global_norm(gradients)
        exploded = norm > self.limit
        self.clipped.update_state(tf.cast(exploded, tf.float32))
        factor = tf.where(exploded, self.limit / norm, 1.0)
        return [g * factor for g in gradients]


class TracedClippedModel(ClippedModel):
    """Converted, because its step carries the decorator itself."""

    @tf.function
    def train_step(self, data):
        return self.guarded(data)

    def guarded(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            loss = self.compute_loss(x, y, self(x, training=True))
        norm = tf.reduce_sum(tf.square(tape.gradient(loss, self.dense.kernel)))
        if norm > self.limit:
            self.clipped.update_state(1.0)
        return {"loss": loss, "norm": norm, "clipped": self.clipped.result()}


def fitted(kind):
    keras.utils.set_random_seed(1)
    model = kind(0.5)
    model.compile(optimizer=keras.optimizers.SGD(0.1), loss="mse")
    x = np.arange(8, dtype=np.float32).reshape(4, 2)
    return model.fit(x, x[:, :1] * 5.0, batch_size=2, epochs=1, verbose=0).history


if __name__ == "__main__":
    assert fitted(WhereClippedModel)["clipped"] == [2.0]
    traced = fitted(TracedClippedModel)
    assert traced["norm"][0] > 0.0 and traced["clipped"] == [2.0]
    eager = ClippedModel(1.0)
    kept = eager.clip([tf.constant([0.3])])
    cut = eager.clip([tf.constant([3.0])])
    assert abs(float(kept[0][0]) - 0.3) < 1e-6 and float(cut[0][0]) == 1.0 and float(eager.clipped.result()) == 1.0
    try:
        fitted(ClippedModel)
    except tf.errors.OperatorNotAllowedInGraphError as error:
        assert "if norm > self.limit:" in traceback.format_exc() + str(error)
    else:
        raise AssertionError("the helper of the train step was converted")
    print("proved")
