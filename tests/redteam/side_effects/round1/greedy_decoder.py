"""Greedy decoding of a tiny recurrent language model into fixed-size token buffers."""

from __future__ import annotations

import tensorflow.compat.v2 as tf


class TinyLM(tf.Module):
    """An Elman cell with tied embeddings."""

    def __init__(self, vocab: int = 11, dim: int = 6, seed: int = 0):
        super().__init__()
        self.embedding = tf.Variable(tf.random.stateless_normal([vocab, dim], [seed, 1]))
        self.recurrent = tf.Variable(0.5 * tf.random.stateless_normal([dim, dim], [seed, 2]))
        self.dim = dim

    def initial_state(self, batch):
        return tf.zeros([batch, self.dim])

    def __call__(self, token, state):
        state = tf.tanh(tf.gather(self.embedding, token) + tf.matmul(state, self.recurrent))
        return tf.matmul(state, self.embedding, transpose_b=True), state


class GreedyDecoder:
    """Always takes the best next token."""

    def __init__(self, model: TinyLM, max_length: int = 7):
        self.model = model
        self.max_length = max_length

    @tf.function
    def decode(self, start):
        """Token ids [batch, max_length] and the log probability of each choice."""
        batch = tf.shape(start)[0]
        state = self.model.initial_state(batch)
        token = start
        tokens = tf.TensorArray(tf.int32, size=self.max_length, element_shape=[None])
        scores = tf.TensorArray(tf.float32, size=self.max_length, element_shape=[None])
        for i in tf.range(self.max_length):
            logits, state = self.model(token, state)
            token = tf.argmax(logits, axis=-1, output_type=tf.int32)
            best = tf.reduce_max(tf.nn.log_softmax(logits), axis=-1)
            tokens = tokens.write(i, token)
            scores.write(i, best)  # expect: tf-tensorarray-write-dropped
        return tf.transpose(tokens.stack()), tf.transpose(scores.stack())


if __name__ == "__main__":
    start = tf.constant([1, 4, 9])
    decoder = GreedyDecoder(TinyLM())
    graph_tokens, graph_scores = decoder.decode(start)
    tf.config.run_functions_eagerly(True)
    eager_tokens, eager_scores = decoder.decode(start)
    tf.debugging.assert_equal(graph_tokens, eager_tokens)
    assert bool(tf.reduce_all(eager_scores < 0.0))
    assert bool(tf.reduce_all(graph_scores == 0.0)), graph_scores
    print("proved")
