"""Attention for sequences of any length, served with a fixed signature."""
import tensorflow as tf

DEPTH = 4
SPEC = tf.TensorSpec([None, None, DEPTH], tf.float32)


def causal_mask(x):
    """Ones on and below the diagonal, for each pair of positions."""
    return tf.linalg.band_part(tf.ones((x.shape[1], x.shape[1])), -1, 0)  # expect: tf-static-shape


def staged_causal_mask(x):
    length = tf.shape(x)[1]
    return tf.linalg.band_part(tf.ones((length, length)), -1, 0)


def attend(x, mask):
    scale = x.shape[-1] ** -0.5
    scores = tf.matmul(x, x, transpose_b=True) * scale
    scores += (1.0 - mask) * -1e9
    return tf.matmul(tf.nn.softmax(scores), x)


class Attention(tf.Module):
    """Heads of equal depth."""

    def __init__(self, heads=2):
        super().__init__()
        self.heads = heads
        self.projection = tf.Variable(tf.eye(DEPTH))

    def split(self, x):
        return tf.reshape(x, [x.shape[0], x.shape[1], self.heads, DEPTH // self.heads])  # expect: tf-static-shape

    def staged_split(self, x):
        shape = tf.shape(x)
        return tf.reshape(x, [shape[0], shape[1], self.heads, x.shape[-1] // self.heads])

    @tf.function(input_signature=[SPEC])
    def mixed(self, x):
        projected = x @ self.projection
        return attend(projected, causal_mask(projected))

    @tf.function(input_signature=[SPEC])
    def staged_mixed(self, x):
        projected = x @ self.projection
        return attend(projected, staged_causal_mask(projected))

    @tf.function(input_signature=[SPEC])
    def by_head(self, x):
        return tf.reduce_mean(self.split(x), axis=2)

    @tf.function(input_signature=[SPEC])
    def staged_by_head(self, x):
        return tf.reduce_mean(self.staged_split(x), axis=2)


def text(length):
    return tf.reshape(tf.range(2.0 * length * DEPTH), [2, length, DEPTH]) / 10.0


def fails(method, *needles):
    try:
        method(text(3))
    except (TypeError, ValueError) as error:
        assert all(needle in str(error) for needle in needles), error
        return True
    return False


if __name__ == "__main__":
    layer = Attention()
    tf.config.run_functions_eagerly(True)
    expected = [(layer.mixed(text(n)), layer.by_head(text(n))) for n in (2, 3)]
    tf.config.run_functions_eagerly(False)
    for n, (mixed, heads) in zip((2, 3), expected):
        assert float(tf.reduce_max(tf.abs(layer.staged_mixed(text(n)) - mixed))) < 1e-5
        assert float(tf.reduce_max(tf.abs(layer.staged_by_head(text(n)) - heads))) < 1e-5
    assert fails(layer.mixed, "in causal_mask", "tf.ones((x.shape[1], x.shape[1]))")
    assert fails(layer.by_head, "Failed to convert elements of [None, None", "tf.reshape(x, [x.shape[0], x.shape[1]")
    print("proved")
