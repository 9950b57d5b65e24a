"""Greedy decoding of a tiny language model, compiled for speed."""
import tensorflow as tf

VOCABULARY = 12
END = 0


class Bigram(tf.Module):
    def __init__(self, seed):
        super().__init__()
        table = tf.random.stateless_normal([VOCABULARY, VOCABULARY], seed=seed)
        self.table = tf.Variable(table)

    def logits(self, token):
        return tf.linalg.matvec(self.table, tf.one_hot(token, VOCABULARY), transpose_a=True)


model = Bigram(seed=[3, 9])


@tf.function(jit_compile=True)
def decode(start, limit):
    tokens = tf.TensorArray(tf.int32, size=0, dynamic_size=True)  # expect: tf-jit-silent-difference
    token = start
    for i in tf.range(limit):
        token = tf.argmax(model.logits(token), output_type=tf.int32)
        tokens = tokens.write(i, token)  # allow: tf-jit-silent-difference
    return tokens.stack()  # allow: tf-jit-silent-difference


@tf.function(jit_compile=True)
def perplexity(inputs, targets):
    tf.debugging.assert_less(targets, VOCABULARY, message="token out of the vocabulary")  # expect: tf-jit-silent-difference
    logits = tf.one_hot(inputs, VOCABULARY) @ model.table
    log_probs = tf.nn.log_softmax(logits)
    picked = tf.reduce_sum(log_probs * tf.one_hot(targets, VOCABULARY), axis=-1)
    return tf.exp(-tf.reduce_mean(picked))


def main():
    sample = decode(tf.constant(5), tf.constant(6))
    score = perplexity(tf.constant([1, 2, 3]), tf.constant([2, 3, 4]))
    return sample, score


if __name__ == "__main__":
    sample, score = main()
    tf.config.run_functions_eagerly(True)
    eager_sample, eager_score = main()
    tf.config.run_functions_eagerly(False)
    assert abs(float(score) - float(eager_score)) < 1e-3
    assert eager_sample.shape == (6,) and sample.shape == (0,), sample
    wrong = (tf.constant([1, 2]), tf.constant([2, 40]))
    try:
        perplexity.python_function(*wrong)
    except tf.errors.InvalidArgumentError as error:
        assert "token out of the vocabulary" in str(error), error
    else:
        raise AssertionError("eager execution let it pass")
    assert perplexity(*wrong).shape == ()
    print("proved")
