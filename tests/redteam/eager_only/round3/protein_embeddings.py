"""Embeds proteins: shapes are Python numbers where they are known, tensors elsewhere."""
import numpy as np
import tensorflow as tf

ACIDS = 5
WIDTH = 4
BATCH = 2


def one_hot(tokens):
    return tf.one_hot(tokens, ACIDS)


class Embedder(tf.Module):
    def __init__(self):
        super().__init__()
        table = np.arange(ACIDS * WIDTH, dtype=np.float32).reshape(ACIDS, WIDTH) / 10.0
        self.table = tf.Variable(table)

    @tf.function(input_signature=[tf.TensorSpec([None, None], tf.int32)])
    def embed(self, tokens):
        vectors = tf.matmul(one_hot(tokens), self.table)
        width = vectors.shape[-1]
        batch, length = tf.shape(tokens)[0], tf.shape(tokens)[1]
        positions = tf.cast(tf.range(length), tf.float32) / width
        scaled = vectors * float(width) ** -0.5 + positions[tf.newaxis, :, tf.newaxis]
        flat = tf.reshape(scaled, [batch, length * width])
        rank = len(vectors.shape)
        return flat, tf.reduce_mean(vectors, axis=list(range(1, rank - 1)))

    @tf.function(input_signature=[tf.TensorSpec([None, WIDTH], tf.float32)])
    def pool(self, vectors):
        dims = vectors.shape.as_list()
        count = dims[0] or tf.shape(vectors)[0]
        padded = tf.concat([vectors, tf.zeros([count, dims[1]])], axis=-1)
        rows = padded.shape[0] if padded.shape[0] is not None else tf.shape(padded)[0]
        total = tf.zeros([2 * dims[1]])
        for i in tf.range(rows):
            total += padded[i]
        return total / tf.cast(rows, tf.float32), tf.zeros_like(vectors)

    @tf.function
    def similarity(self, left, right):
        """Called with one shape; all of it is known."""
        n, m = left.shape[0], right.shape[0]
        scores = tf.zeros([n, m])
        for i in range(n):
            scores += tf.reduce_sum(left[i] * right[i % m]) / (n * m)
        return tf.reshape(scores, [scores.shape[0] * scores.shape[1]])


def families(drop):
    tokens = tf.constant([[0, 1, 2], [3, 4, 0], [1, 1, 1]])
    data = tf.data.Dataset.from_tensor_slices(tokens).batch(BATCH, drop_remainder=drop)
    if drop:
        return data.map(lambda t: tf.reshape(t, [t.shape[0] * t.shape[1]]))
    return data.map(lambda t: tf.reshape(t, [-1, t.shape[1]]))


def observed():
    embedder = Embedder()
    rows = []
    for tokens in families(drop=False):
        flat, mean = embedder.embed(tokens)
        rows += [flat, mean, *embedder.pool(mean)]
    rows += list(families(drop=True))
    vectors = tf.constant(np.eye(3, WIDTH, dtype=np.float32))
    rows.append(embedder.similarity(vectors, vectors[:2]))
    return rows


if __name__ == "__main__":
    graph = observed()
    tf.config.run_functions_eagerly(True)
    eager = observed()
    tf.config.run_functions_eagerly(False)
    assert len(graph) == len(eager)
    for a, b in zip(graph, eager):
        np.testing.assert_allclose(a, b, rtol=1e-5)
    print("proved")
