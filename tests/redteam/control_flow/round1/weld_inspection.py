"""Inspects welds: custom training with masks, ternaries and TensorFlow's own conditionals."""
import keras
import numpy as np
import tensorflow as tf


class HuberOrSquared(keras.losses.Loss):
    """The form of the loss is chosen by Python when it is made, the rest is masked."""

    def __init__(self, robust=True, delta=1.0, name="weld"):
        super().__init__(name=name)
        self.robust = robust
        self.delta = delta

    def call(self, y_true, y_pred):
        error = y_true - y_pred
        squared = 0.5 * tf.square(error)
        if not self.robust:
            return tf.reduce_mean(squared, axis=-1)
        linear = self.delta * tf.abs(error) - 0.5 * self.delta**2
        return tf.reduce_mean(tf.where(tf.abs(error) <= self.delta, squared, linear), axis=-1)


class Inspector(keras.Model):
    """Freezes its extractor for the first steps, by tf.cond on a counter that is a variable."""

    def __init__(self, freeze=2, noise=0.0):
        super().__init__()
        self.extract = keras.layers.Dense(3, activation="relu", kernel_initializer="ones")
        self.judge = keras.layers.Dense(1, kernel_initializer="ones")
        self.steps = self.add_weight(shape=(), dtype="int32", initializer="zeros", trainable=False, name="steps")
        self.freeze = freeze
        self.noise = noise

    def call(self, inputs, training=None):
        x = inputs
        if training and self.noise > 0.0:
            x = x + self.noise
        return self.judge(self.extract(x))

    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            loss = self.compute_loss(x=x, y=y, y_pred=self(x, training=True))
        gradients = tape.gradient(loss, self.trainable_variables)
        self.steps.assign(self.steps + 1)
        frozen = tf.convert_to_tensor(self.steps) <= self.freeze
        scale = tf.cond(frozen, lambda: 0.0, lambda: 1.0)
        kept = []
        for variable, gradient in zip(self.trainable_variables, gradients):
            if gradient is None:
                continue
            kept.append((gradient * scale if "dense" in variable.path else gradient, variable))
        self.optimizer.apply_gradients(kept)
        return {"loss": loss, "frozen": tf.cast(frozen, tf.float32)}


def welds():
    rng = np.random.default_rng(1)
    x = rng.uniform(size=(6, 2)).astype(np.float32)
    return x, x.sum(axis=1, keepdims=True)


def train(robust, eagerly):
    keras.utils.set_random_seed(0)
    model = Inspector()
    model.compile(optimizer=keras.optimizers.SGD(0.05), loss=HuberOrSquared(robust), run_eagerly=eagerly)
    x, y = welds()
    history = model.fit(x, y, batch_size=2, epochs=2, shuffle=False, verbose=0).history
    return history["loss"], history["frozen"], [w.numpy().tolist() for w in model.weights], int(model.steps)


if __name__ == "__main__":
    for robust in (True, False):
        graph, eager = train(robust, False), train(robust, True)
        np.testing.assert_allclose(graph[0], eager[0], rtol=1e-5)
        assert graph[1] == eager[1] and graph[3] == eager[3] == 6
        for a, b in zip(graph[2], eager[2]):
            np.testing.assert_allclose(a, b, rtol=1e-5)
    print("proved")
