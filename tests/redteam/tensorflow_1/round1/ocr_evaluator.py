"""Evaluates a reader of meter digits: character accuracy, and the confusion of the worst pairs."""
import numpy as np
import tensorflow as tf

DIGITS = 10


class Reader(tf.Module):
    def __init__(self):
        super().__init__()
        self.kernel = tf.Variable(tf.random.stateless_normal([16, DIGITS], [3, 3]))

    @tf.function
    def __call__(self, patches):
        flat = tf.reshape(patches, [-1, 16])
        return tf.argmax(flat @ self.kernel, axis=-1, output_type=tf.int32)


@tf.function
def matches(predicted, labels):
    return tf.cast(tf.equal(predicted, labels), tf.float32)


def accuracy(predicted, labels):
    mean = tf.reduce_mean(matches(predicted, labels))
    return float(mean.eval())  # expect: tf1-session


def accuracy_now(predicted, labels):
    return float(tf.reduce_mean(matches(predicted, labels)))


def worst_pairs(predicted, labels, count=2):
    confusion = tf.math.confusion_matrix(labels, predicted, DIGITS)
    confusion = tf.linalg.set_diag(confusion, tf.zeros([DIGITS], tf.int32))
    order = np.argsort(confusion.numpy(), axis=None)[::-1][:count]
    return [tuple(int(i) for i in np.unravel_index(place, confusion.shape)) for place in order]


def meters():
    patches = tf.random.stateless_uniform([12, 4, 4], [1, 0])
    return patches, tf.constant([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1])


if __name__ == "__main__":
    patches, labels = meters()
    reader = Reader()
    predicted = reader(patches)
    eager = Reader.__call__.python_function(reader, patches)
    assert predicted.numpy().tolist() == eager.numpy().tolist()
    assert 0.0 <= accuracy_now(predicted, labels) <= 1.0
    assert accuracy_now(labels, labels) == 1.0 and len(worst_pairs(predicted, labels)) == 2
    try:
        accuracy(predicted, labels)
    except NotImplementedError as error:
        assert "eval is not supported when eager execution is enabled" in str(error), error
    else:
        raise AssertionError("an eager tensor was evaluated")
    print("proved")
