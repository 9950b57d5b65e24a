"""The same operations where Keras does not compile: outside of the model's steps, or in a model without XLA."""

import keras
import numpy as np
import tensorflow as tf


def distinct(labels):
    _, _, counts = tf.unique_with_counts(tf.reshape(labels, [-1]))
    return tf.cast(tf.size(counts), tf.float32)


class Count(keras.callbacks.Callback):
    def __init__(self, labels):
        super().__init__()
        self.labels, self.seen = labels, []

    def on_epoch_end(self, epoch, logs=None):
        self.seen.append(float(distinct(self.labels)))


class Shifted(keras.Model):
    def __init__(self):
        super().__init__()
        self.dense = keras.layers.Dense(1)

    def call(self, x):
        return self.dense(x)

    def train_step(self, data):
        x, y = data
        return super().train_step((x, y - tf.reduce_mean(y)))


class Counted(keras.Model):
    def __init__(self):
        super().__init__()
        self.dense = keras.layers.Dense(1)

    def call(self, x):
        return self.dense(x) + distinct(x)


def run():
    keras.utils.set_random_seed(1)
    x, y = np.ones([4, 2], "float32"), np.float32([[0], [1], [1], [0]])
    data = tf.data.Dataset.from_tensor_slices((x, y)).batch(2).map(lambda x, y: (x * distinct(y), y))
    compiled, plain = Shifted(), Counted()
    compiled.compile("sgd", "mse", jit_compile=True)
    plain.compile("sgd", "mse", jit_compile=False)
    count = Count(y)
    fitted = compiled.fit(data, epochs=3, verbose=0, callbacks=[count]).history["loss"]
    losses = [plain.train_on_batch(x, y) for _ in range(2)]
    return [round(float(value), 4) for value in (*fitted, *losses, *count.seen)]
