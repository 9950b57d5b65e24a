"""Scores the next word of a subtitle in another language, with word dropout on the source side."""
import keras
import tensorflow as tf

WORDS, WIDTH = 20, 8


class WordDropout(keras.layers.Layer):
    """Scales the embeddings by the probability that a word is kept."""

    def call(self, embedded):
        keep_prob = tf.compat.v1.placeholder(tf.float32, [], name="keep_prob")  # expect: tf1-placeholder
        return embedded * keep_prob


class FixedScale(keras.layers.Layer):
    def __init__(self, keep, **kwargs):
        super().__init__(**kwargs)
        self.keep = keep

    def call(self, embedded):
        return embedded * self.keep


class Decoder(keras.Model):
    def __init__(self, noise):
        super().__init__()
        self.embedding = keras.layers.Embedding(WORDS, WIDTH)
        self.noise = noise
        self.pool = keras.layers.GlobalAveragePooling1D()
        self.head = keras.layers.Dense(WORDS)

    def call(self, words):
        embedded = self.noise(self.embedding(words))
        return self.head(self.pool(embedded))


def sentences(count=6, length=5):
    words = tf.random.stateless_uniform([count, length], [2, 5], 0, WORDS, tf.int32)
    return words, words[:, -1]


def train(noise):
    keras.utils.set_random_seed(4)
    model = Decoder(noise)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=keras.optimizers.SGD(0.1), loss=loss)
    words, following = sentences()
    return model.fit(words, following, batch_size=3, epochs=1, verbose=0).history["loss"]


if __name__ == "__main__":
    assert len(train(FixedScale(0.9))) == 1
    try:
        train(WordDropout())
    except tf.errors.InvalidArgumentError as error:
        assert "You must feed a value for placeholder tensor" in str(error), error
        assert "keep_prob" in str(error)
    else:
        raise AssertionError("nothing had to be fed")
    print("proved")
