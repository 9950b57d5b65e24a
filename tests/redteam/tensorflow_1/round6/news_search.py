"""Orders news for a query with term weights; written for the old names, run by the new machinery."""
import tensorflow.compat.v1 as tf

tf.enable_v2_behavior()

DOCUMENTS = [[3, 0, 1, 0], [0, 2, 2, 1], [1, 1, 0, 4]]


@tf.function(input_signature=[tf.TensorSpec([None, 4], tf.int32)])
def inverse_frequency(counts):
    present = tf.to_float(tf.greater(counts, 0))
    documents = tf.to_float(tf.shape(counts)[0])
    return tf.log(documents / tf.maximum(tf.reduce_sum(present, axis=0), 1.0)) + 1.0


@tf.function
def bm25(counts, query, k=1.2, b=0.75):
    frequency = tf.to_float(counts)
    length = tf.reduce_sum(frequency, axis=1, keepdims=True)
    scale = k * (1.0 - b + b * tf.div(length, tf.reduce_mean(length)))
    weighted = frequency * (k + 1.0) / (frequency + scale)
    return tf.reduce_sum(weighted * inverse_frequency(counts) * query, axis=1)


def search(counts, query, best=2):
    scores = bm25(counts, query)
    values, places = tf.nn.top_k(scores, best)
    return list(zip(places.numpy().tolist(), values.numpy().tolist()))


def main():
    counts = tf.constant(DOCUMENTS)
    queries = {"storm": [0.0, 1.0, 0.0, 0.0], "harbour": [1.0, 0.0, 0.0, 1.0]}
    return {word: search(counts, tf.constant(query)) for word, query in queries.items()}


if __name__ == "__main__":
    assert tf.executing_eagerly()
    found = main()
    assert [place for place, _ in found["storm"]] == [1, 2]
    assert len(found["harbour"]) == 2
    counts, query = tf.constant(DOCUMENTS), tf.constant([0.0, 1.0, 0.0, 0.0])
    eager = bm25.python_function(counts, query)
    assert float(tf.reduce_max(tf.abs(eager - bm25(counts, query)))) < 1e-5
    frequency = inverse_frequency.python_function(counts)
    assert float(tf.reduce_max(tf.abs(frequency - inverse_frequency(counts)))) < 1e-6
    assert bm25.experimental_get_tracing_count() == 1
    print("proved")
