"""Parameter-free image mixing: custom Keras layers without weights may be made wherever they are used."""
import keras
import numpy as np
import tensorflow as tf


class PatchMerge(keras.layers.Layer):
    """Averages non-overlapping patches."""

    def __init__(self, size, **kwargs):
        super().__init__(**kwargs)
        self.size = size

    def call(self, x):
        return tf.nn.avg_pool2d(x, self.size, self.size, "VALID")


class Mish(keras.layers.Layer):
    def call(self, x):
        return x * keras.ops.tanh(keras.ops.softplus(x))


class FourierMixing:
    """Mixes tokens with a Fourier transform, as FNet does."""

    def __init__(self, keep):
        self.keep = keep

    def __call__(self, x):
        spectrum = tf.signal.fft2d(tf.cast(x, tf.complex64))
        return tf.math.real(spectrum)[:, : self.keep]


class ChannelAttention:
    """Softmax over channels; the sharpness is given, nothing is learned."""

    def __init__(self, sharpness):
        self.weight = sharpness

    def __call__(self, x):
        return x * tf.nn.softmax(self.weight * tf.reduce_mean(x, axis=1, keepdims=True), axis=-1)


def tokens(images):
    merged = PatchMerge(2)(images)
    rows = keras.layers.Reshape((-1, images.shape[-1]))(merged)
    return keras.layers.Permute((1, 2))(rows)


@tf.function
def mix(images):
    """Token features of a batch of images."""
    stem = keras.Sequential([keras.layers.ReLU(), keras.layers.Rescaling(2.0)])
    x = FourierMixing(keep=3)(tokens(stem(images)))
    x = ChannelAttention(0.5)(Mish()(x))
    pooled = keras.layers.GlobalAveragePooling1D()(x)
    return keras.layers.Concatenate()([pooled, keras.layers.GlobalMaxPooling1D()(x)])


@tf.function
def similarity(first, second):
    cosine = keras.losses.CosineSimilarity(axis=-1)
    return -cosine(mix(first), mix(second))


def table(images):
    rows = [mix(image).numpy().ravel() for image in images]
    rows.append(np.array([float(similarity(a, b)) for a in images for b in images]))
    return rows


if __name__ == "__main__":
    rng = np.random.default_rng(0)
    pictures = [tf.constant(rng.normal(size=(1, 4, 4, 2)), tf.float32) for _ in range(3)]
    graph = table(pictures)
    tf.config.run_functions_eagerly(True)
    for eager_row, row in zip(table(pictures), graph):
        np.testing.assert_allclose(eager_row, row, rtol=1e-3, atol=1e-4)
    print("proved")
