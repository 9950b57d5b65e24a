"""Scores a stream of clicks: a hashed key of page and hour looks up learned weights."""
import tensorflow as tf

BUCKETS = 16


def crossed_key(page, hour):
    """One feature of two: the page and the hour at which it was opened."""
    text = tf.strings.join([tf.strings.as_string(page), tf.strings.as_string(hour)], "@")  # expect: tf-jit-incompatible
    return tf.strings.to_hash_bucket_fast(text, BUCKETS)


def mixed_key(page, hour):
    return tf.math.floormod(page * 31 + hour * 7, BUCKETS)


class ClickModel:
    def __init__(self, make_key):
        self.make_key = make_key
        self.weights = tf.Variable(tf.linspace(-1.0, 1.0, BUCKETS))
        self.bias = tf.Variable(-0.5)

    def logits(self, page, hour):
        return self.bias + tf.gather(self.weights, self.make_key(page, hour))


text_model = ClickModel(crossed_key)


@tf.function(jit_compile=True)
def score_text(page, hour):
    keys = crossed_key(page, hour)
    return tf.sigmoid(text_model.bias + tf.gather(text_model.weights, keys))


@tf.function(jit_compile=True)
def score_mixed(page, hour):
    keys = mixed_key(page, hour)
    return tf.sigmoid(text_model.bias + tf.gather(text_model.weights, keys))


@tf.function
def score_slowly(page, hour):
    return tf.sigmoid(text_model.logits(page, hour))


def clicks():
    return tf.constant([3, 14, 15, 92]), tf.constant([6, 5, 23, 0])


if __name__ == "__main__":
    page, hour = clicks()
    eager = score_text.python_function(page, hour)
    assert bool(tf.reduce_all(tf.abs(score_slowly(page, hour) - eager) < 1e-6))
    fast = score_mixed(page, hour)
    assert bool(tf.reduce_all(tf.abs(fast - score_mixed.python_function(page, hour)) < 1e-6))
    try:
        score_text(page, hour)
    except tf.errors.InvalidArgumentError as error:
        assert "unsupported operations" in str(error) and "AsString" in str(error), error
    else:
        raise AssertionError("XLA made text")
    print("proved")
