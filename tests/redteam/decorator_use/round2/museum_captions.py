"""Captions of paintings: tables and words are remembered, the decoder is compiled."""
import functools

import tensorflow as tf

WORDS = ["<end>", "a", "woman", "reading", "letter", "by", "window"]


remembered = functools.lru_cache(maxsize=128)


@remembered
def embedding_table(width):
    return tf.random.stateless_normal([len(WORDS), width], [width, 0])


@tf.function  # expect: tf-decorator-order
@remembered
def next_word(state):
    logits = tf.linalg.matvec(embedding_table(4), state)
    return tf.argmax(logits, output_type=tf.int32)


@tf.function
def next_word_plain(state, table):
    return tf.argmax(tf.linalg.matvec(table, state), output_type=tf.int32)


@tf.function
def caption(state, table):
    words = tf.TensorArray(tf.int32, size=4)
    for i in tf.range(4):
        word = next_word_plain(state, table)
        words = words.write(i, word)
        state = 0.5 * state - tf.gather(table, word)
    return words.stack()


def text(ids):
    return " ".join(WORDS[i] for i in ids.numpy())


def painting(seed):
    return tf.random.stateless_normal([4], [seed, 1])


if __name__ == "__main__":
    table = embedding_table(4)
    for seed in range(3):
        graph, eager = caption(painting(seed), table), caption.python_function(painting(seed), table)
        assert text(graph) == text(eager)
        plain = next_word_plain(painting(seed), table)
        assert int(plain) == int(next_word.python_function.__wrapped__(painting(seed)))
    try:
        next_word(painting(0))
    except TypeError as error:
        assert "Tensor is unhashable" in str(error), error
    else:
        raise AssertionError("a tensor was a key of the cache")
    print("proved")
