"""Masked attention whose inputs are checked inside the compiled function."""
import tensorflow as tf

NEGATIVE = -1e9


def checks(queries, keys, mask):
    """The assertions that the old graph code made, one operation each."""
    return [
        tf.debugging.assert_equal(tf.shape(queries)[-1], tf.shape(keys)[-1], message="depths differ"),
        tf.debugging.assert_greater(tf.reduce_min(tf.reduce_sum(mask, axis=-1)), 0.0, message="nothing to attend to"),
    ]


@tf.function
def attention_weights(queries, keys, mask):
    with tf.control_dependencies(checks(queries, keys, mask)):
        scores = tf.matmul(queries, keys, transpose_b=True)
    scores /= tf.sqrt(tf.cast(tf.shape(keys)[-1], tf.float32))
    return tf.nn.softmax(scores + (1.0 - mask)[..., tf.newaxis, :] * NEGATIVE)


class Reader(tf.Module):
    def __init__(self, depth):
        super().__init__()
        self.query = tf.Variable(tf.random.stateless_normal([depth, depth], [8, 8], stddev=0.3))

    @tf.function(input_signature=[tf.TensorSpec([None, None, 4]), tf.TensorSpec([None, None])])
    def read(self, memory, mask):
        finite = tf.Assert(tf.reduce_all(tf.math.is_finite(memory)), ["memory is not finite", memory])
        with tf.control_dependencies([finite]):
            memory = tf.identity(memory)
        weights = attention_weights(tf.matmul(memory, self.query), memory, mask)
        return tf.matmul(weights, memory)


def memories():
    memory = tf.random.stateless_normal([2, 3, 4], [1, 5])
    return memory, tf.constant([[1.0, 1.0, 0.0], [1.0, 0.0, 0.0]])


def main():
    reader = Reader(4)
    return tf.reduce_sum(reader.read(*memories()))


if __name__ == "__main__":
    reader = Reader(4)
    memory, mask = memories()
    tf.config.run_functions_eagerly(True)
    eager, total = reader.read(memory, mask), main()
    tf.config.run_functions_eagerly(False)
    assert bool(tf.reduce_all(tf.abs(eager - reader.read(memory, mask)) < 1e-5))
    assert abs(float(total - main())) < 1e-4
    for wrong, text in (((memory, tf.zeros_like(mask)), "nothing to attend to"), ((memory / 0.0, mask), "not finite")):
        for eagerly in (True, False):
            tf.config.run_functions_eagerly(eagerly)
            try:
                reader.read(*wrong)
            except tf.errors.InvalidArgumentError as error:
                assert text in str(error), error
            else:
                raise AssertionError(text)
    print("proved")
