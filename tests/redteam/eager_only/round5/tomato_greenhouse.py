"""Grows tomatoes in a model: a training step of its own that watches losses, and metrics it keeps."""
import traceback

import keras
import numpy as np
import tensorflow as tf


class GreenhouseModel(keras.Model):
    """Forecasts yield from light and warmth."""

    def __init__(self):
        super().__init__()
        self.hidden = keras.layers.Dense(4, activation="tanh")
        self.out = keras.layers.Dense(1)
        self.mean_loss = keras.metrics.Mean(name="mean_loss")

    @property
    def metrics(self):
        return [self.mean_loss]

    def call(self, inputs):
        return self.out(self.hidden(inputs))

    def weight(self, loss):
        return 1.0

    def guard(self, loss):
        return loss

    def train_step(self, data):
        inputs, harvest = data
        with tf.GradientTape() as tape:
            loss = self.compute_loss(y=harvest, y_pred=self(inputs, training=True))
            loss = self.weight(loss) * self.guard(loss)
        gradients = tape.gradient(loss, self.trainable_variables)
        self.optimizer.apply_gradients(zip(gradients, self.trainable_variables))
        self.mean_loss.update_state(loss)
        return {metric.name: metric.result() for metric in self.metrics}


class Tempered(GreenhouseModel):
    """Large losses weigh less."""

    def weight(self, loss):
        return 1.0 / (1.0 + float(loss))  # expect: tf-python-cast


class StagedTempered(GreenhouseModel):
    def weight(self, loss):
        return 1.0 / (1.0 + tf.stop_gradient(loss))


class Guarded(GreenhouseModel):
    def guard(self, loss):
        return tf.zeros_like(loss) if np.isnan(loss) else loss  # expect: tf-numpy-op


class StagedGuarded(GreenhouseModel):
    def guard(self, loss):
        return tf.where(tf.math.is_nan(loss), tf.zeros_like(loss), loss)


class Journal(keras.callbacks.Callback):
    """Called by Keras between epochs, with numbers."""

    def __init__(self):
        super().__init__()
        self.lines = []

    def on_epoch_end(self, epoch, logs=None):
        bias = self.model.out.bias.numpy()
        self.lines.append(f"{epoch}: {logs['mean_loss']:.4f} {float(bias[0]):.3f}")
        if np.isnan(logs["mean_loss"]):
            self.model.stop_training = True


def train(kind, eagerly=False):
    keras.utils.set_random_seed(21)
    model = kind()
    rng = np.random.default_rng(6)
    inputs = rng.uniform(size=(8, 3)).astype(np.float32)
    model.compile(keras.optimizers.SGD(0.1), loss="mse", run_eagerly=eagerly)
    journal = Journal()
    harvest = inputs.sum(axis=1, keepdims=True)
    model.fit(inputs, harvest, batch_size=4, epochs=3, shuffle=False, verbose=0, callbacks=[journal])
    return journal.lines


def failure(kind):
    try:
        train(kind)
    except (TypeError, NotImplementedError) as error:
        return traceback.format_exc() + str(error)
    raise AssertionError("trained")


if __name__ == "__main__":
    assert train(StagedTempered) == train(Tempered, True)
    assert train(StagedGuarded) == train(Guarded, True) == train(GreenhouseModel)
    text = failure(Tempered)
    assert "1.0 / (1.0 + float(loss))" in text and "float() argument must be" in text, text
    text = failure(Guarded)
    assert "if np.isnan(loss) else loss" in text and "Cannot convert a symbolic tf.Tensor" in text, text
    print("proved")
