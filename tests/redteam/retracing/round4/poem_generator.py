"""Word-level poem generator with nucleus sampling over a growing context."""
from __future__ import annotations

import keras
import numpy as np
import tensorflow as tf

POEM = """the moon walks over the quiet sea
the sea walks over the quiet stone
the stone sleeps under the moon"""
WORDS = sorted(set(POEM.split()))
LOOKUP = {word: number for number, word in enumerate(WORDS)}


class Poet:
    def __init__(self, units: int = 10) -> None:
        self.network = keras.Sequential([
            keras.layers.Embedding(len(WORDS), 6),
            keras.layers.LSTM(units, return_sequences=True),
            keras.layers.Dense(len(WORDS)),
        ])
        self.network.build([None, None])
        self.optimizer = keras.optimizers.Adam(0.02)
        self.optimizer.build(self.network.trainable_variables)

    @tf.function(input_signature=[tf.TensorSpec([None, None], tf.int32)])
    def train_step(self, tokens):
        with tf.GradientTape() as tape:
            logits = self.network(tokens[:, :-1], training=True)
            loss = tf.reduce_mean(
                tf.nn.sparse_softmax_cross_entropy_with_logits(tokens[:, 1:], logits))
        weights = self.network.trainable_variables
        self.optimizer.apply_gradients(zip(tape.gradient(loss, weights), weights))
        return loss

    @tf.function(input_signature=[
        tf.TensorSpec([1, None], tf.int32, name="tokens"),
        tf.TensorSpec([], tf.float32, name="top_p"),
    ])
    def next_word(self, tokens, top_p):
        logits = self.network(tokens, training=False)[0, -1]
        order = tf.argsort(logits, direction="DESCENDING")
        ranked = tf.gather(tf.nn.softmax(logits), order)
        keep = tf.cumsum(ranked, exclusive=True) < top_p
        masked = tf.where(keep, tf.math.log(ranked), -1e9)
        choice = tf.random.categorical(masked[None], 1, dtype=tf.int32)[0, 0]
        return order[choice]

    def learn(self, epochs: int) -> float:
        loss = 0.0
        for _ in range(epochs):
            for line in POEM.splitlines():
                tokens = tf.constant([[LOOKUP[word] for word in line.split()]], tf.int32)
                loss = float(self.train_step(tokens))
        return loss

    def write(self, beginning: str, length: int) -> str:
        tokens = tf.constant([[LOOKUP[word] for word in beginning.split()]], tf.int32)
        for position in range(length):
            word = self.next_word(tokens, 0.95 - 0.05 * position)
            tokens = tf.concat([tokens, tf.reshape(word, [1, 1])], axis=1)
        return " ".join(WORDS[token] for token in tokens.numpy()[0])


def main() -> tuple[Poet, str]:
    poet = Poet()
    poet.learn(epochs=4)
    return poet, poet.write("the moon", length=7)


if __name__ == "__main__":
    author, line = main()
    assert len(line.split()) == 9
    assert author.next_word.experimental_get_tracing_count() == 1
    assert author.train_step.experimental_get_tracing_count() == 1
    print("proved")
