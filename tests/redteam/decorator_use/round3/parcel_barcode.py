"""Addresses on parcels: a model over characters, compiled by a decorator that the whole depot uses."""
import functools

import tensorflow as tf

compiled = functools.partial(tf.function, jit_compile=True)


class Vocabulary:
    def __init__(self, characters):
        keys = tf.constant([ord(character) for character in characters], tf.int64)
        values = tf.range(1, len(characters) + 1, dtype=tf.int64)
        self.table = tf.lookup.StaticHashTable(tf.lookup.KeyValueTensorInitializer(keys, values), 0)
        self.size = len(characters) + 1

    def encode(self, characters):
        return self.table.lookup(characters)  # expect: tf-jit-incompatible

    def pad(self, codes, lengths):
        ragged = tf.RaggedTensor.from_row_lengths(codes, lengths)
        return ragged.to_tensor(0)  # expect: tf-jit-incompatible


class Reader(tf.Module):
    def __init__(self, vocabulary, width=4):
        super().__init__()
        self.vocabulary = vocabulary
        self.embedding = tf.Variable(tf.random.stateless_normal([vocabulary.size, width], [2, 2]))

    def pool(self, codes):
        mask = tf.cast(codes > 0, tf.float32)[..., None]
        vectors = tf.gather(self.embedding, codes) * mask
        return tf.reduce_sum(vectors, axis=-2) / tf.maximum(tf.reduce_sum(mask, axis=-2), 1.0)

    @compiled
    def from_codes(self, codes):
        return tf.nn.l2_normalize(self.pool(codes), axis=-1)

    @compiled
    def from_characters(self, characters):
        return tf.nn.l2_normalize(self.pool(self.vocabulary.encode(characters)), axis=-1)

    @compiled
    def from_flat(self, codes, lengths):
        return self.pool(self.vocabulary.pad(codes, lengths))


def addresses():
    return tf.cast(tf.strings.unicode_decode(["no 7", "east"], "UTF-8").to_tensor(0), tf.int64)


if __name__ == "__main__":
    vocabulary = Vocabulary("aenost 7")
    reader = Reader(vocabulary)
    codes = vocabulary.encode(addresses())
    for rows in (codes, tf.reverse(codes, [1])):
        gap = reader.from_codes(rows) - Reader.from_codes.python_function(reader, rows)
        assert float(tf.reduce_max(tf.abs(gap))) < 1e-5
    flat, lengths = tf.constant([1, 2, 3], tf.int64), tf.constant([1, 2])
    assert Reader.from_characters.python_function(reader, addresses()).shape == [2, 4]
    assert Reader.from_flat.python_function(reader, flat, lengths).shape == [2, 4]
    for call, op in (
        (lambda: reader.from_characters(addresses()), "LookupTableFindV2"),
        (lambda: reader.from_flat(flat, lengths), "RaggedTensorToTensor"),
    ):
        try:
            call()
        except tf.errors.InvalidArgumentError as error:
            assert "unsupported operations" in str(error) and op in str(error), error
        else:
            raise AssertionError(op)
    print("proved")
