"""Encodes phrases of sub-word codes for a translation model and scores pairs of phrases."""
import tensorflow as tf

CODES = [0, 1407, 2210, 318, 977, 4102, 5120, 6001, 7044]


def make_table():
    keys = tf.constant(CODES, tf.int64)
    values = tf.range(len(CODES), dtype=tf.int64)
    pairs = tf.lookup.KeyValueTensorInitializer(keys, values)
    return tf.lookup.StaticHashTable(pairs, default_value=0)


class PhraseEncoder(tf.Module):
    def __init__(self, size):
        super().__init__()
        self.table = make_table()
        self.vectors = tf.Variable(tf.random.stateless_normal([len(CODES), size], seed=[4, 2]))

    def ids(self, codes):
        known = self.table.lookup(codes)  # expect: tf-jit-incompatible
        return tf.stop_gradient(known)

    def embed(self, codes):
        vectors = tf.gather(self.vectors, self.ids(codes))
        return tf.math.l2_normalize(tf.reduce_mean(vectors, axis=1), axis=-1)


def similarity(encoder, left, right):
    return tf.matmul(encoder.embed(left), encoder.embed(right), transpose_b=True)


class PairScorer:
    def __init__(self, encoder, temperature=0.1):
        self.encoder = encoder
        self.temperature = temperature
        self.run = tf.function(self._score, jit_compile=True)

    def _score(self, left, right):
        return tf.nn.log_softmax(similarity(self.encoder, left, right) / self.temperature)


def corpus():
    english = tf.constant([[1407, 2210], [318, 977]], tf.int64)
    german = tf.constant([[4102, 5120], [6001, 7044]], tf.int64)
    return english, german


def main():
    scorer = PairScorer(PhraseEncoder(size=6))
    return scorer.run(*corpus())


if __name__ == "__main__":
    scorer = PairScorer(PhraseEncoder(size=6))
    plain = scorer._score(*corpus())
    uncompiled = tf.function(scorer._score)(*corpus())
    assert bool(tf.reduce_all(tf.abs(plain - uncompiled) < 1e-5))
    try:
        main()
    except (tf.errors.InvalidArgumentError, tf.errors.UnimplementedError) as error:
        text = str(error)
        assert "Detected unsupported operations" in text and "LookupTable" in text, text
    else:
        raise AssertionError("XLA looked up a code")
    print("proved")
