"""Looks up neighbours of words in an embedding table; evaluation helpers are those of the session days."""
import tensorflow as tf

VOCABULARY = ["king", "queen", "man", "woman", "apple"]


def fetch(*tensors):
    """The values of tensors in the session of the caller."""
    session = tf.compat.v1.get_default_session()  # allow: tf1-session
    return session.run(list(tensors))  # expect: tf1-session


def initialise():
    starter = tf.compat.v1.global_variables_initializer()  # expect: tf1-variables
    starter.run()  # allow: tf1-session


class Embeddings(tf.Module):
    def __init__(self, dimension=4):
        super().__init__()
        self.table = tf.Variable(tf.random.stateless_normal([len(VOCABULARY), dimension], [9, 9]))

    def unit(self):
        return tf.math.l2_normalize(self.table, axis=1)

    @tf.function
    def similarities(self, word_ids):
        unit = self.unit()
        return tf.matmul(tf.gather(unit, word_ids), unit, transpose_b=True)

    @tf.function
    def analogy(self, a, b, c):
        unit = self.unit()
        wanted = unit[b] - unit[a] + unit[c]
        (direction,) = fetch(tf.math.l2_normalize(wanted))
        return tf.argmax(tf.linalg.matvec(unit, direction))


def neighbours(embeddings, word):
    row = embeddings.similarities(tf.constant([VOCABULARY.index(word)]))[0]
    order = tf.argsort(row, direction="DESCENDING")
    return [VOCABULARY[i] for i in order.numpy()[1:3]]


def solve(embeddings, *words):
    a, b, c = (tf.constant(VOCABULARY.index(word)) for word in words)
    return VOCABULARY[int(embeddings.analogy(a, b, c))]


def main(fresh):
    embeddings = Embeddings()
    if fresh:
        initialise()
    print(neighbours(embeddings, "king"))
    print(solve(embeddings, "man", "king", "woman"))


if __name__ == "__main__":
    embeddings = Embeddings()
    graph = embeddings.similarities(tf.constant([0, 2]))
    eager = Embeddings.similarities.python_function(embeddings, tf.constant([0, 2]))
    assert bool(tf.reduce_all(tf.abs(graph - eager) < 1e-6))
    try:
        main(fresh=False)
    except AttributeError as error:
        assert "'NoneType' object has no attribute 'run'" in str(error), error
        assert "in fetch" in str(error), error
    else:
        raise AssertionError("there was a session")
    assert tf.compat.v1.global_variables_initializer() is None
    try:
        main(fresh=True)
    except AttributeError as error:
        assert "'NoneType' object has no attribute 'run'" in str(error), error
    else:
        raise AssertionError("there was something to initialise")
    print("proved")
