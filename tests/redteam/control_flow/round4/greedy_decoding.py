"""Greedy decoding with a bigram language model, a whole batch in one graph."""
import numpy as np
import tensorflow as tf

PAD, EOS = 0, 1


class BigramModel(tf.Module):
    def __init__(self, vocabulary, max_new=8, name=None):
        super().__init__(name=name)
        self.max_new = max_new
        self.table = tf.Variable(tf.zeros([vocabulary, vocabulary]), name="table")

    def fit(self, sentences):
        counts = np.zeros(self.table.shape, np.float32)
        for sentence in sentences:
            for left, right in zip(sentence, sentence[1:]):
                counts[left, right] += 1
        self.table.assign(counts)

    def next_token(self, token):
        return tf.argmax(tf.gather(self.table, token), axis=-1, output_type=tf.int32)

    @tf.function(input_signature=[tf.TensorSpec([None, None], tf.int32)])
    def generate(self, prompt):
        length = tf.shape(prompt)[1]
        width = length + self.max_new
        tokens = tf.pad(prompt, [[0, 0], [0, self.max_new]], constant_values=PAD)
        done = tf.zeros_like(prompt[:, 0], dtype=tf.bool)
        for position in tf.range(length, width):  # allow: tf-branch-return
            token = tf.where(done, PAD, self.next_token(tokens[:, position - 1]))
            tokens = tf.where(tf.range(width) == position, token[:, tf.newaxis], tokens)
            done = done | (token == EOS)
            if tf.reduce_all(done):  # allow: tf-branch-return
                return tokens[:, : position + 1]  # expect: tf-branch-return
        return tokens


def decode(model, prompts):
    rows = model.generate(tf.constant(prompts, tf.int32))
    return [[int(token) for token in row if token != PAD] for row in rows]


def main():
    model = BigramModel(vocabulary=7)
    model.fit([[2, 3, 4, 1], [5, 6, 3, 4, 1]])
    return decode(model, [[2], [5]])


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    assert main() == [[2, 3, 4, 1], [5, 6, 3, 4, 1]], main()
    tf.config.run_functions_eagerly(False)
    try:
        main()
    except NotImplementedError as error:
        assert "a return statement cannot be placed inside this TensorFlow loop" in str(error), error
    else:
        raise AssertionError("the loop was left by return")
    print("proved")
