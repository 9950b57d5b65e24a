"""A churn classifier with its own training step; callbacks read values between the epochs."""
import math
import os
import tempfile

import keras
import numpy as np
import tensorflow as tf


class ChurnModel(keras.Model):
    def __init__(self):
        super().__init__()
        self.hidden = keras.layers.Dense(6, activation="tanh")
        self.out = keras.layers.Dense(1)
        self.loss_mean = keras.metrics.Mean(name="loss")

    @property
    def metrics(self):
        return [self.loss_mean]

    def call(self, x):
        return self.out(self.hidden(x))

    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            logits = self(x, training=True)
            loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(y, logits))
        variables = self.trainable_variables
        self.optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
        self.loss_mean.update_state(loss)
        return {"loss": self.loss_mean.result(), "rate": tf.identity(self.optimizer.learning_rate)}


class Watcher(keras.callbacks.Callback):
    """Measures lift on held-out rows and keeps the best weights."""

    def __init__(self, x, y):
        super().__init__()
        self.x, self.y = x, y
        self.best, self.kept, self.lines = -math.inf, None, []

    def on_epoch_end(self, epoch, logs=None):
        scores = self.model.predict(self.x, verbose=0)[:, 0]
        top = np.argsort(-scores)[: len(scores) // 4]
        lift = float(np.mean(self.y[top]) / np.mean(self.y))
        rate = self.model.optimizer.learning_rate.numpy()
        self.lines.append(f"epoch {epoch}: loss {logs['loss']:.3f} lift {lift:.2f} rate {rate:.4f}")
        if lift > self.best:
            self.best, self.kept = lift, self.model.get_weights()

    def on_train_end(self, logs=None):
        self.model.set_weights(self.kept)


def half_cosine(epoch, rate):
    return 0.05 * (1.0 + math.cos(math.pi * epoch / 4)) / 2


def main(folder):
    rng = np.random.default_rng(9)
    x = rng.normal(size=(64, 4)).astype("float32")
    y = (x[:, :1] + 0.3 * rng.normal(size=(64, 1)) > 0.5).astype("float32")
    model = ChurnModel()
    model.compile(optimizer=keras.optimizers.Adam(0.05))
    watcher = Watcher(x[:32], y[:32])
    model.fit(
        x, y, batch_size=16, epochs=3, verbose=0,
        callbacks=[watcher, keras.callbacks.LearningRateScheduler(half_cosine)],
    )
    path = os.path.join(folder, "churn.weights.h5")
    model.save_weights(path)
    return model, watcher, path


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        model, watcher, path = main(place)
        assert os.path.getsize(path) > 0
    assert len(watcher.lines) == 3 and watcher.lines[0].startswith("epoch 0: loss")
    for kept, now in zip(watcher.kept, model.get_weights()):
        np.testing.assert_array_equal(kept, now)
    traced = tf.function(model)
    np.testing.assert_allclose(traced(watcher.x), model.predict(watcher.x, verbose=0), atol=1e-5)
    print("proved")
