"""Squeeze-and-excitation blocks whose sublayers appear in ``build``; the first traced step builds all."""
import keras
import numpy as np
import tensorflow as tf


class SqueezeExcite(keras.layers.Layer):
    """Rescales channels by what their means say."""

    def __init__(self, reduction=2, **kwargs):
        super().__init__(**kwargs)
        self.reduction = reduction

    def build(self, input_shape):
        channels = input_shape[-1]
        ones = keras.initializers.Constant(0.1)
        self.squeeze = keras.layers.Dense(channels // self.reduction, "relu", kernel_initializer=ones)
        self.excite = keras.layers.Dense(channels, "sigmoid", kernel_initializer=ones)
        self.gain = self.add_weight(shape=(), initializer="ones", name="gain")
        self.squeeze.build((None, channels))
        self.excite.build((None, channels // self.reduction))

    def call(self, x):
        means = keras.ops.mean(x, axis=(1, 2))
        scales = self.excite(self.squeeze(means))
        return x * self.gain * scales[:, None, None, :]


class Classifier(keras.Model):
    def __init__(self, classes):
        super().__init__()
        self.block = SqueezeExcite()
        self.pool = keras.layers.GlobalAveragePooling2D()
        self.head = keras.layers.Dense(classes, kernel_initializer=keras.initializers.Constant(0.2))

    def call(self, x):
        return self.head(self.pool(self.block(x)))


class Trainer:
    """Model and optimizer are constructed here and built by the first step."""

    def __init__(self, classes):
        self.model = Classifier(classes)
        self.optimizer = keras.optimizers.SGD(0.5, momentum=0.9)
        self.criterion = keras.losses.MeanSquaredError()
        self.train = tf.function(self._train, reduce_retracing=True)

    def _train(self, images, targets):
        with tf.GradientTape() as tape:
            loss = self.criterion(targets, self.model(images, training=True))
        variables = self.model.trainable_variables
        self.optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
        return loss


def losses(steps):
    trainer = Trainer(classes=2)
    images = tf.reshape(tf.linspace(0.0, 1.0, 2 * 2 * 2 * 4), [2, 2, 2, 4])
    targets = tf.eye(2)
    return [float(trainer.train(images, targets)) for _ in range(steps)], len(trainer.model.weights)


if __name__ == "__main__":
    graph, weights = losses(4)
    tf.config.run_functions_eagerly(True)
    eager, eager_weights = losses(4)
    np.testing.assert_allclose(graph, eager, rtol=1e-4)
    assert weights == eager_weights == 7 and graph[0] > graph[-1]
    print("proved")
