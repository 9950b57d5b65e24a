"""Picks arrivals on a seismic array with Keras: layers and losses whose choices stay in the graph."""
import keras
import numpy as np
import tensorflow as tf
from keras import ops

SAMPLES = 8


class Gain(keras.layers.Layer):
    """Automatic gain: decorated, so its branch is converted."""

    def __init__(self, target=1.0, **options):
        super().__init__(**options)
        self.target = target

    @tf.function
    def call(self, traces):
        power = tf.reduce_mean(tf.square(traces))
        if power > self.target:
            gain = self.target / power
        else:
            gain = tf.ones_like(power)
        return traces * gain


class Mute(keras.layers.Layer):
    """Mutes before the first break; Python decides by options, TensorFlow by data."""

    def __init__(self, mode="soft", repeats=2, **options):
        super().__init__(**options)
        if mode not in ("soft", "hard"):
            raise ValueError(mode)
        self.mode = mode
        self.repeats = repeats

    def build(self, shape):
        self.scale = self.add_weight(shape=(shape[-1],), initializer="ones")

    def call(self, traces, training=None):
        if training and self.mode == "hard":
            traces = traces * 0.99
        for _ in range(self.repeats):
            traces = traces * self.scale
        if traces.shape[-1] is not None and traces.shape[-1] % 2 == 0:
            traces = traces - ops.mean(traces, axis=-1, keepdims=True)
        quiet = ops.max(ops.abs(traces)) < 1e-3
        return ops.cond(quiet, lambda: traces + 1e-3, lambda: traces)


@tf.function
def clipped(errors, limit):
    while tf.reduce_max(errors) > limit:
        errors = errors * 0.5
    return errors


class Robust(keras.losses.Loss):
    def call(self, y_true, y_pred):
        errors = tf.square(y_true - y_pred)
        if errors.shape.rank == 1:
            errors = errors[:, tf.newaxis]
        return tf.reduce_mean(clipped(errors, 4.0), axis=-1)


class Picker(keras.Model):
    """Its own training step; the branch is on a setting."""

    def __init__(self, clip=None):
        super().__init__()
        self.parts = [Gain(), Mute(), keras.layers.Dense(1)]
        self.clip = clip

    def call(self, traces, training=False):
        for part in self.parts:
            traces = part(traces, training=training) if isinstance(part, Mute) else part(traces)
        return traces

    def train_step(self, data):
        traces, picks = data
        with tf.GradientTape() as tape:
            loss = self.compute_loss(y=picks, y_pred=self(traces, training=True))
        gradients = tape.gradient(loss, self.trainable_weights)
        if self.clip:
            gradients, norm = tf.clip_by_global_norm(gradients, self.clip)
            gradients = tf.cond(norm > 0.0, lambda: gradients, lambda: [0.0 * g for g in gradients])
        self.optimizer.apply(gradients, self.trainable_weights)
        return {"loss": loss}


def history(eagerly, clip):
    keras.utils.set_random_seed(12)
    traces = np.random.default_rng(3).normal(size=(8, SAMPLES)).astype(np.float32) * 2.0
    model = Picker(clip)
    model.compile(keras.optimizers.SGD(0.05), loss=Robust(), run_eagerly=eagerly)
    picks = traces.argmax(axis=1)[:, None].astype(np.float32)
    return model.fit(traces, picks, batch_size=4, epochs=3, shuffle=False, verbose=0).history["loss"]


if __name__ == "__main__":
    for clip in (None, 0.5):
        np.testing.assert_allclose(history(False, clip), history(True, clip), rtol=1e-4)
    for scale in (0.1, 1.0, 50.0):
        x, y = tf.fill([4], scale), tf.zeros([4])
        np.testing.assert_allclose(Robust()(x, y), tf.reduce_mean(clipped.python_function((x - y) ** 2, 4.0)))
        gain = Gain()
        expected = scale * min(1.0, 1.0 / scale**2)
        np.testing.assert_allclose(gain(x), tf.fill([4], expected), rtol=1e-5)
    print("proved")
