"""Reads sums from receipts; text operations are traced, and the arithmetic is compiled further."""
import tensorflow as tf


def compiled(xla=False, **options):
    """The project's decorator."""

    def decorate(function):
        return tf.function(function, jit_compile=xla, **options)

    return decorate


@compiled()
def split_lines(receipt):
    lines = tf.strings.split(receipt, "\n")
    return tf.strings.strip(lines)


@compiled(input_signature=[tf.TensorSpec([None], tf.string)])
def amounts(lines):
    found = tf.strings.regex_replace(lines, r"^.*?(\d+\.\d\d)?$", r"\1")
    kept = tf.boolean_mask(found, tf.strings.length(found) > 0)
    return tf.strings.to_number(kept)


@compiled(xla=True)
def statistics(values):
    return tf.reduce_sum(values), tf.reduce_max(values), tf.argsort(values)


@compiled(xla=False)
def label(total):
    words = tf.constant(["small", "large"])
    return tf.gather(words, tf.cast(total > 20.0, tf.int32))


class Vocabulary:
    def __init__(self, words):
        table = tf.lookup.KeyValueTensorInitializer(words, tf.range(len(words)))
        self.table = tf.lookup.StaticHashTable(table, -1)
        self.lookup = compiled()(self._lookup)

    def _lookup(self, lines):
        words = tf.strings.regex_replace(lines, r"\W.*$", "")
        return self.table.lookup(words)


RECEIPT = """milk 2.40
bread 3.10
thank you
coffee 18.00"""


if __name__ == "__main__":
    vocabulary = Vocabulary(["bread", "milk"])

    def read(receipt):
        lines = split_lines(receipt)
        total, largest, order = statistics(amounts(lines))
        return label(total), total, largest, order, vocabulary.lookup(lines)

    graph = read(tf.constant(RECEIPT))
    tf.config.run_functions_eagerly(True)
    eager = read(tf.constant(RECEIPT))
    tf.config.run_functions_eagerly(False)
    for a, b in zip(graph, eager, strict=True):
        assert bool(tf.reduce_all(a == b)), (a, b)
    assert graph[0].numpy() == b"large" and graph[4].numpy().tolist() == [1, 0, -1, -1]
    print("proved")
