"""A mixture of topics over words; its layers are functions that make their own parameters."""
import tensorflow as tf
import tensorflow.compat.v1 as tf1

WORDS, TOPICS = 12, 3


def projection(x, width, scope):
    with tf1.variable_scope(scope):  # allow: tf1-variables
        kernel = tf1.get_variable(  # expect: tf1-variables
            "kernel", [x.shape[-1], width], initializer=tf.keras.initializers.Ones()
        )
    return tf.matmul(x, kernel)


@tf.function
def topics_of(counts):
    """Distribution over topics for each document."""
    hidden = tf.nn.tanh(projection(counts, 8, "encoder"))
    return tf.nn.softmax(projection(hidden, TOPICS, "topics"))


class Projection(tf.Module):
    def __init__(self, rows, width, name):
        super().__init__(name=name)
        self.kernel = tf.Variable(tf.ones([rows, width]), name="kernel")

    def __call__(self, x):
        return tf.matmul(x, self.kernel)


class TopicModel(tf.Module):
    def __init__(self):
        super().__init__()
        self.encoder = Projection(WORDS, 8, "encoder")
        self.topics = Projection(8, TOPICS, "topics")

    @tf.function
    def __call__(self, counts):
        return tf.nn.softmax(self.topics(tf.nn.tanh(self.encoder(counts))))


def documents():
    return tf.random.stateless_poisson([4, WORDS], [1, 1], 0.3, tf.float32)


if __name__ == "__main__":
    model = TopicModel()
    mixture = model(documents())
    # The helper works as long as nothing is traced, with the same initial values.
    eager = topics_of.python_function(documents())
    assert bool(tf.reduce_all(tf.abs(mixture - eager) < 1e-5)), (mixture, eager)
    try:
        topics_of(documents())
    except AttributeError as error:
        assert "Tensor.op is undefined when eager execution is enabled" in str(error), error
    else:
        raise AssertionError("a variable was made by name while tracing")
    print("proved")
