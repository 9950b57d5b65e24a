"""Classify crops by their spectra, with input noise on a schedule."""
import tensorflow as tf
from tensorflow import keras


class SensorNoise(keras.layers.Layer):
    """Adds the noise of a cheap sensor to the bands."""

    def __init__(self, stddev=0.0, **kwargs):
        super().__init__(**kwargs)
        self.stddev = stddev

    def call(self, bands):
        noise = tf.random.stateless_normal(tf.shape(bands), seed=(1, 2))
        return bands + self.stddev * noise  # expect: tf-attribute-read


class CropNet(keras.Model):
    def __init__(self):
        super().__init__()
        self.noise = SensorNoise()
        self.classify = keras.layers.Dense(2, kernel_initializer="ones")

    def call(self, bands):
        return self.classify(self.noise(bands))


def noise_at(epoch):
    return 0.5 * epoch


def train(model, optimizer, bands, crops, epochs):
    @tf.function
    def step(batch, labels):
        with tf.GradientTape() as tape:
            logits = model(batch, training=True)
            loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits))
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(gradients, model.trainable_variables))
        return tf.reduce_mean(logits)

    means = []
    for epoch in range(epochs):
        model.noise.stddev = noise_at(epoch)
        means.append(float(step(bands, crops)))
    return means


def main():
    model = CropNet()
    bands, crops = tf.ones([4, 5]), tf.constant([0, 1, 1, 0])
    model(bands)
    return train(model, keras.optimizers.SGD(0.0), bands, crops, epochs=3)


if __name__ == "__main__":
    graph = main()
    tf.config.run_functions_eagerly(True)
    eager = main()
    assert max(graph) - min(graph) < 1e-5, graph
    assert max(eager) - min(eager) > 1e-2, eager
    print("proved")
