"""Samples words from a bigram table while the temperature cools down."""
import numpy as np
import tensorflow as tf

TEMPERATURE = 2.0
FLOOR = 0.1
VOCABULARY = ["the", "cat", "sat", "down"]
BIGRAMS = tf.constant(
    [
        [0.0, 2.0, 1.0, 0.5],
        [0.5, 0.0, 3.0, 1.0],
        [1.0, 0.2, 0.0, 2.0],
        [2.0, 1.0, 0.1, 0.0],
    ]
)


def sharpen(logits):
    """Divides by the temperature; a low one makes the choice greedy."""
    centred = logits - tf.reduce_max(logits)
    return centred / TEMPERATURE  # expect: tf-global-read


@tf.function
def next_word_probabilities(word):
    logits = tf.gather(BIGRAMS, word)
    return tf.nn.softmax(sharpen(logits))


def cool(factor):
    global TEMPERATURE
    TEMPERATURE = max(FLOOR, TEMPERATURE * factor)


def entropy(probabilities):
    return -float(tf.reduce_sum(probabilities * tf.math.log(probabilities)))


def generate(length):
    """Returns a sentence and the entropy of each choice."""
    word = tf.constant(0)
    sentence, entropies = [], []
    for position in range(length):
        probabilities = next_word_probabilities(word)
        entropies.append(entropy(probabilities))
        word = tf.argmax(probabilities, output_type=tf.int32)
        sentence.append(VOCABULARY[int(word)])
        if position % 2 == 1:
            cool(0.5)
    return " ".join(sentence), entropies


if __name__ == "__main__":
    _, stale = generate(6)
    assert next_word_probabilities.experimental_get_tracing_count() == 1
    TEMPERATURE = 2.0
    tf.config.run_functions_eagerly(True)
    _, right = generate(6)
    np.testing.assert_allclose(stale[:2], right[:2], rtol=1e-5)
    assert all(abs(a - b) > 0.05 for a, b in zip(stale[2:], right[2:])), (stale, right)
    print("proved")
