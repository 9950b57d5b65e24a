"""Forced decoding of translations under a small language model, compiled with XLA."""
import tensorflow as tf

STEPS, VOCABULARY = 6, 10


class LanguageModel:
    def __init__(self):
        self.table = tf.Variable(tf.random.stateless_normal([VOCABULARY, VOCABULARY], seed=[2, 8]))
        self.states = tf.Variable(tf.random.stateless_normal([VOCABULARY, 4], seed=[2, 9]))

    @tf.function(jit_compile=True)
    def forced(self, tokens):
        """Log probability of each token after the one before."""
        tf.debugging.assert_rank(tokens, 1)
        scores = tf.TensorArray(tf.float32, size=STEPS)
        before = tf.constant(0)
        for i in tf.range(STEPS):
            logits = tf.linalg.matvec(self.table, tf.one_hot(before, VOCABULARY), transpose_a=True)
            now = tokens[i]
            log_probs = tf.nn.log_softmax(logits)
            scores = scores.write(i, tf.reduce_sum(log_probs * tf.one_hot(now, VOCABULARY)))
            before = now
        return scores.stack()

    @tf.function(jit_compile=True)
    def best(self, context, width):
        logits = tf.linalg.matvec(self.table, tf.one_hot(context, VOCABULARY), transpose_a=True)
        order = tf.argsort(logits, direction="DESCENDING")
        return tf.gather(logits, order) + tf.reduce_max(width)

    @tf.function(jit_compile=True)
    def embed(self, ids):
        safe = tf.clip_by_value(ids, 0, VOCABULARY - 1)
        known = tf.cast(safe == ids, tf.float32)
        return known[:, None] * tf.gather(self.states, safe)

    @tf.function(jit_compile=True)
    def history(self, start):
        state = start
        states = tf.TensorArray(tf.float32, size=STEPS, element_shape=[4])
        for i in tf.range(STEPS):
            state = tf.tanh(state + self.states[i])
            states = states.write(i, state)
        return states.stack()


def checked(tokens):
    tf.debugging.assert_less(tokens, VOCABULARY)
    return tokens


def main():
    model = LanguageModel()
    tokens = checked(tf.constant([1, 4, 2, 9, 0, 3]))
    parts = [model.forced(tokens), model.best(tf.constant(3), tf.constant([1.0, 2.0]))]
    parts += [model.embed(tf.constant([1, 5, 99])), model.history(tf.zeros([4]))]
    return parts


if __name__ == "__main__":
    graph = main()
    tf.config.run_functions_eagerly(True)
    eager = main()
    tf.config.run_functions_eagerly(False)
    for a, b in zip(graph, eager):
        assert a.shape == b.shape and bool(tf.reduce_all(tf.abs(a - b) < 1e-5))
    model = LanguageModel()
    try:
        model.forced(tf.zeros([2, STEPS], tf.int32))
    except ValueError as error:
        assert "must have rank 1" in str(error), error
    else:
        raise AssertionError("the rank was not looked at")
    print("proved")
