"""Encodes recipes for a language model: a tokenizer in Python, pipelines of tf.data around it."""
import tensorflow as tf

VOCABULARY = {"salt": 1, "stir": 2, "flour": 3, "bake": 4}
SIZE = 4


class Tokenizer:
    """Plain Python: text in, numbers out."""

    def __init__(self, vocabulary, size=SIZE):
        self.vocabulary = vocabulary
        self.size = size

    def encode(self, text):
        numbers = [self.vocabulary.get(word, 0) for word in text.decode().lower().split()]
        return (numbers + [0] * self.size)[: self.size]

    def encode_tensor(self, text):
        return tf.constant(self.encode(text.numpy()), tf.int32)  # expect: tf-numpy-call

    def encode_array(self, text):
        """Called by tf.numpy_function, with bytes."""
        import numpy as np

        return np.array(self.encode(text), np.int32)


class Corpus:
    def __init__(self, lines, tokenizer):
        self.lines = tf.data.Dataset.from_tensor_slices(lines)
        self.tokenizer = tokenizer

    def tokens(self):
        return self.lines.map(self.tokenizer.encode_tensor)

    def staged_tokens(self):
        def encode(line):
            tokens = tf.numpy_function(self.tokenizer.encode_array, [line], tf.int32)
            return tf.ensure_shape(tokens, [self.tokenizer.size])

        return self.lines.map(encode)

    def wrapped_tokens(self):
        return self.lines.map(lambda line: tf.py_function(self.tokenizer.encode_tensor, [line], tf.int32))

    def eager_tokens(self):
        return [self.tokenizer.encode_tensor(line).numpy().tolist() for line in self.lines]

    def long_lines(self, least):
        """Lines with enough words; the limit is a tensor that exists before."""
        limit = int(least.numpy())
        return self.lines.filter(lambda line: tf.size(tf.strings.split(line)) >= limit)


def recipes():
    return ["Salt flour", "stir stir bake", "Bake unknown salt stir salt"]


if __name__ == "__main__":
    corpus = Corpus(recipes(), Tokenizer(VOCABULARY))
    expected = corpus.eager_tokens()
    assert expected == [[1, 3, 0, 0], [2, 2, 4, 0], [4, 0, 1, 2]]
    assert [row.numpy().tolist() for row in corpus.staged_tokens()] == expected
    assert [row.numpy().tolist() for row in corpus.wrapped_tokens()] == expected
    assert len(list(corpus.long_lines(tf.constant(3)))) == 2
    try:
        corpus.tokens()
    except AttributeError as error:
        text = str(error)
        assert "'SymbolicTensor' object has no attribute 'numpy'" in text and "self.encode(text.numpy())" in text
    else:
        raise AssertionError("a line had a value while the pipeline was built")
    print("proved")
