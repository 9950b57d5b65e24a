"""A bigram language model: training, perplexity and sampling with a temperature schedule."""
import math

import tensorflow as tf

TEXT = "the cat saw the dog and the dog saw the cat and the bird sang".split()
VOCAB = sorted(set(TEXT))
IDS = [VOCAB.index(w) for w in TEXT]
TEMPERATURES = [1.5, 1.0, 0.7, 0.5]

logits_table = tf.Variable(tf.zeros([len(VOCAB), len(VOCAB)]))


def cross_entropy(current, following):
    logits = tf.nn.embedding_lookup(logits_table, current)
    return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(following, logits))


@tf.function
def train_on(current, following, rate):
    with tf.GradientTape() as tape:
        loss = cross_entropy(current, following)
    gradient = tf.convert_to_tensor(tape.gradient(loss, logits_table))
    logits_table.assign_sub(rate * gradient)
    return loss


@tf.function
def evaluate(current, following):
    loss = cross_entropy(current, following)
    ppl = math.exp(loss)  # expect: tf-python-cast
    return loss, ppl


@tf.function
def sharpen(logits, stage):
    """Probabilities of the next word; later stages are colder."""
    temperature = TEMPERATURES[int(stage)]  # expect: tf-python-cast
    return tf.nn.softmax(logits / temperature)


def main():
    x, y = tf.constant(IDS[:-1]), tf.constant(IDS[1:])
    rate = tf.constant(2.0)
    for epoch in range(4):
        train_on(x, y, rate)
    _, ppl = evaluate(x, y)
    stage = tf.constant(2)
    return ppl, sharpen(logits_table[0], stage)


if __name__ == "__main__":
    x, y = tf.constant(IDS[:-1]), tf.constant(IDS[1:])
    _, before = evaluate.python_function(x, y)
    assert abs(before - len(VOCAB)) < 1e-3
    cold = sharpen.python_function(tf.constant([1.0, 0.0]), tf.constant(2))
    assert cold.numpy()[0] > tf.nn.softmax([1.0, 0.0]).numpy()[0]
    try:
        main()
    except TypeError as e:
        assert "must be real number, not SymbolicTensor" in str(e) and "math.exp(loss)" in str(e)
    else:
        raise AssertionError("evaluate")
    try:
        sharpen(tf.constant([1.0, 0.0]), tf.constant(2))
    except TypeError as e:
        assert "list indices must be integers or slices, not SymbolicTensor" in str(e)
    else:
        raise AssertionError("sharpen")
    print("proved")
