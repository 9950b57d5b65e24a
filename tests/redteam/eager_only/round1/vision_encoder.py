"""A patch encoder for images; all sizes come from static shapes and NumPy arithmetic on them."""
import numpy as np
import tensorflow as tf

PATCH = 2


def sinusoids(length, width):
    angles = np.arange(length)[:, None] / np.power(100.0, np.arange(width)[None, :] / width)
    return np.where(np.arange(width) % 2 == 0, np.sin(angles), np.cos(angles)).astype(np.float32)


def flatten_inner(x):
    size = int(np.prod(x.shape[1:]))
    return tf.reshape(x, [-1, size])


def attention(x):
    scale = np.sqrt(x.shape[-1]).astype(np.float32)
    scores = tf.nn.softmax(tf.matmul(x, x, transpose_b=True) / scale)
    mask = np.tril(np.ones([x.shape[1], x.shape[1]], np.float32))
    return tf.matmul(scores * mask, x)


class Encoder(tf.Module):
    def __init__(self, channels, width, outputs):
        super().__init__()
        inputs = PATCH * PATCH * channels
        self.project = tf.Variable(tf.random.stateless_normal([inputs, width], [0, 1]) / np.sqrt(inputs))
        self.head = tf.Variable(tf.random.stateless_normal([4 * width, outputs], [0, 2]))

    def patches(self, images):
        batch, height, width, channels = images.shape
        rows, columns = np.floor_divide([height, width], PATCH)
        x = tf.reshape(images, [batch, rows, PATCH, columns, PATCH, channels])
        x = tf.transpose(x, [0, 1, 3, 2, 4, 5])
        return tf.reshape(x, [batch, int(np.multiply(rows, columns)), -1])

    @tf.function
    def __call__(self, images):
        x = tf.tensordot(self.patches(images), self.project, axes=1)
        x = x + sinusoids(x.shape[1], x.shape[2])
        if np.ndim(x) != 3 or np.isscalar(x) or len(np.shape(x)) != 3:
            raise ValueError(f"tokens of rank 3 expected, got {np.ndim(x)}")
        x = attention(x) + np.zeros(x.shape, x.dtype.as_numpy_dtype)
        return flatten_inner(x) @ self.head


def images():
    return tf.random.stateless_uniform([3, 4, 4, 2], [7, 7])


if __name__ == "__main__":
    encoder = Encoder(channels=2, width=6, outputs=5)
    batch = images()
    graph = encoder(batch).numpy()
    tf.config.run_functions_eagerly(True)
    eager = encoder(batch).numpy()
    tf.config.run_functions_eagerly(False)
    assert graph.shape == (3, 5) and np.allclose(graph, eager, atol=1e-5)
    print("proved")
