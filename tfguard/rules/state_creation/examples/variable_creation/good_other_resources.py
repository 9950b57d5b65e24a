"""Tables, TensorArrays, datasets and checkpoints hold no variable and may be made in traced code."""

import tensorflow as tf


@tf.function
def lookup(words):
    initializer = tf.lookup.KeyValueTensorInitializer(["a", "b"], tf.constant([1, 2], tf.int64))
    table = tf.lookup.StaticHashTable(initializer, default_value=-1)
    return table.lookup(words)


@tf.function
def number(words):
    table = tf.lookup.experimental.DenseHashTable(tf.string, tf.int64, -1, empty_key="", deleted_key="-")
    table.insert(words, tf.constant([1, 2], tf.int64))
    return table.lookup(words)


@tf.function
def squares(count):
    array = tf.TensorArray(tf.int64, size=0, dynamic_size=True)
    for number in tf.data.Dataset.range(count):
        array = array.write(tf.cast(number, tf.int32), number * number)
    return array.stack()


@tf.function
def noise_like(value):
    tf.train.Checkpoint()
    return value + 0.0 * tf.random.get_global_generator().normal([])


def run():
    found = [lookup(tf.constant(words)).numpy() for words in (["a", "c"], ["b", "b"])]
    numbered = [number(tf.constant(words)).numpy() for words in (["a", "b"], ["c", "a"])]
    counted = squares(tf.constant(4, tf.int64)).numpy()
    return found, numbered, counted, [noise_like(tf.constant(value)).numpy() for value in (1.0, 2.0)]
