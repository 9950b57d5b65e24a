"""Input pipeline of a language model: documents are thinned out until they fit into the context."""
import tensorflow as tf

CONTEXT = 8
PAD = 0


def documents():
    lengths = [5, 11, 30, 8]
    for number, length in enumerate(lengths, start=1):
        yield [number] * length


def fit_to_context(tokens, weights):
    """Keeps every second token as long as there are too many of them."""
    if tf.size(tokens) <= CONTEXT:
        return tokens, weights
    return fit_to_context(tokens[::2], 2.0 * weights[::2])  # expect: tf-recursion


def prepare(tokens):
    tokens, weights = fit_to_context(tokens, tf.ones_like(tokens, tf.float32))
    missing = CONTEXT - tf.size(tokens)
    return tf.pad(tokens, [[0, missing]], constant_values=PAD), tf.pad(weights, [[0, missing]])


def make_dataset(batch_size=2):
    raw = tf.data.Dataset.from_generator(documents, output_signature=tf.TensorSpec([None], tf.int32))
    return raw.map(prepare, num_parallel_calls=1).batch(batch_size)


@tf.function(input_signature=[tf.TensorSpec([None, None], tf.int32), tf.TensorSpec([None, None], tf.float32)])
def weighted_count(tokens, weights):
    real = tf.cast(tokens != PAD, tf.float32)
    return tf.reduce_sum(real * weights, axis=1)


def main():
    return [weighted_count(tokens, weights) for tokens, weights in make_dataset()]


if __name__ == "__main__":
    rows = [prepare(tf.constant(document)) for document in documents()]
    assert [tokens.shape[0] for tokens, _ in rows] == [CONTEXT] * 4
    assert [int(tf.math.count_nonzero(tokens)) for tokens, _ in rows] == [5, 6, 8, 8]
    try:
        main()
    except Exception as error:
        assert "maximum recursion depth exceeded" in str(error), error
        assert "in fit_to_context" in str(error), str(error)[:500]
    else:
        raise AssertionError("the recursion ended")
    print("proved")
