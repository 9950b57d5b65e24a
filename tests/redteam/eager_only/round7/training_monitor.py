"""Trains on generated waves; callbacks and generators work on values, outside of the graphs."""
import math

import keras
import numpy as np
import tensorflow as tf


class Monitor(keras.callbacks.Callback):
    """Keeps losses, weights and predictions of each epoch."""

    def __init__(self, probe):
        super().__init__()
        self.probe = probe
        self.lines = []
        self.norms = []

    def on_epoch_end(self, epoch, logs=None):
        guess = self.model.predict(self.probe, verbose=0)
        kernel = self.model.get_weights()[0]
        bias = self.model.layers[-1].bias.numpy()
        self.norms.append(float(np.linalg.norm(kernel)) + float(bias[0]))
        text = f"epoch {epoch}: {logs['loss']:.3f}, probe {guess[0, 0]:.2f}"
        self.lines.append(text)

    def on_train_batch_end(self, batch, logs=None):
        rate = float(self.model.optimizer.learning_rate.numpy())
        assert not math.isnan(rate)


def schedule(epoch, rate):
    return rate * math.exp(-0.1 * epoch)


def waves(count=12):
    """Waves of tensors that are read value by value."""
    for i in range(count):
        phase = tf.random.stateless_uniform([], [i, 5])
        wave = np.sin(np.arange(4) + phase.numpy())
        yield wave.astype(np.float32), np.float32(math.cos(phase))


def standardise(wave, target):
    return (wave - tf.reduce_mean(wave)) / (tf.math.reduce_std(wave) + 1e-6), target[None]


def check_batches(dataset):
    """A look at each batch, by a plain loop."""
    sizes = []
    for inputs, targets in dataset:
        assert np.all(np.isfinite(inputs.numpy())) and bool(tf.reduce_all(targets <= 1.0))
        sizes.append(int(inputs.shape[0]))
    return sizes


def shuffled(dataset):
    first = next(iter(dataset))[0].numpy()
    return dataset.shuffle(len(first) + 8, seed=4)


def pipeline():
    spec = tf.TensorSpec([4], tf.float32), tf.TensorSpec([], tf.float32)
    dataset = tf.data.Dataset.from_generator(waves, output_signature=spec)
    return dataset.map(standardise).apply(shuffled).batch(5)


def main(epochs=2):
    dataset = pipeline()
    sizes = check_batches(dataset)
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1)])
    model.compile(keras.optimizers.SGD(0.05), "mse")
    monitor = Monitor(tf.ones([1, 4]))
    callbacks = [monitor, keras.callbacks.LearningRateScheduler(schedule)]
    model.fit(dataset, epochs=epochs, callbacks=callbacks, verbose=0)
    return sizes, monitor, model


if __name__ == "__main__":
    sizes, monitor, model = main()
    assert sizes == [5, 5, 2]
    assert len(monitor.lines) == 2 and monitor.lines[0].startswith("epoch 0: "), monitor.lines
    assert not any("Tensor(" in line for line in monitor.lines)
    assert len(set(monitor.norms)) == 2
    assert abs(float(model.optimizer.learning_rate) - 0.05 * math.exp(-0.1)) < 1e-6
    by_hand = [standardise(tf.constant(w), tf.constant(t)) for w, t in waves(3)]
    mapped = tf.data.Dataset.from_generator(
        waves, output_signature=(tf.TensorSpec([4]), tf.TensorSpec([]))
    ).map(standardise)
    for (a, b), (c, d) in zip(by_hand, mapped):
        assert np.allclose(a, c, atol=1e-5) and np.allclose(b, d)
    print("proved")
