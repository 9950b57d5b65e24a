"""Checks of requests to an embedding service, before and inside the graph."""
import tensorflow as tf

MODES = ("mean", "max")


class Pooler:
    """Subclasses pool the vectors of a text."""

    def __init__(self, width, mode="mean", strict=True):
        assert mode in MODES, mode
        self.width = width
        self.mode = mode
        self.strict = strict

    def pool(self, vectors):
        raise NotImplementedError("a pooler says how it pools")

    @tf.function
    def __call__(self, vectors, weights=None):
        assert vectors.shape.rank == 2, f"a matrix is needed, not {vectors.shape}"
        assert vectors.dtype.is_floating and self.width > 0
        assert weights is None or isinstance(weights, tf.Tensor)
        if vectors.shape[-1] != self.width:
            raise ValueError(f"the width is {vectors.shape[-1]}, not {self.width}")
        if self.strict:
            tf.debugging.assert_all_finite(vectors, "vectors with holes")
            tf.debugging.assert_greater(tf.size(vectors), 0)
        if weights is not None:
            if weights.dtype != vectors.dtype:
                raise TypeError("weights of another type")
            with tf.control_dependencies([tf.debugging.assert_non_negative(weights, "negative weights")]):
                vectors = vectors * weights[:, tf.newaxis]
        return self.pool(vectors)


class ModePooler(Pooler):
    def pool(self, vectors):
        if self.mode == "mean":
            return tf.reduce_mean(vectors, axis=0)
        elif self.mode == "max":
            return tf.reduce_max(vectors, axis=0)
        else:
            raise ValueError(self.mode)


@tf.function
def similarity(left, right):
    norm = tf.norm(left) * tf.norm(right)
    tf.Assert(norm > 0.0, [norm])
    return tf.reduce_sum(left * right) / norm


def handle(pooler, request):
    """Eager code: what arrives here has values."""
    vectors = tf.constant(request)
    assert tf.reduce_max(tf.abs(vectors)) < 1e6, "not an embedding"
    if tf.reduce_all(vectors == 0.0):
        raise ValueError("an empty request")
    return pooler(vectors)


def main():
    pooler = ModePooler(2)
    first = handle(pooler, [[1.0, 2.0], [3.0, 4.0]])
    second = handle(pooler, [[0.5, 0.5], [1.5, 0.1]])
    return similarity(first, second)


if __name__ == "__main__":
    assert 0.0 < float(main()) <= 1.0
    averaging, largest = ModePooler(2), ModePooler(2, mode="max")
    vectors, weights = tf.constant([[1.0, 2.0], [3.0, 4.0]]), tf.constant([0.5, 1.0])
    for pooler in (averaging, largest):
        for arguments in ((vectors,), (vectors, weights)):
            eager = Pooler.__call__.python_function(pooler, *arguments)
            assert pooler(*arguments).numpy().tolist() == eager.numpy().tolist()
    failures = 0
    for arguments in ((vectors, -weights), (vectors / 0.0,)):
        try:
            averaging(*arguments)
        except tf.errors.InvalidArgumentError:
            failures += 1
    for function in (similarity, similarity.python_function):
        try:
            function(tf.zeros([2]), tf.ones([2]))
        except tf.errors.InvalidArgumentError:
            failures += 1
    assert failures == 4, failures
    print("proved")
