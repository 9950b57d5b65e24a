"""Samples sentences from a bigram table: temperature, nucleus truncation and a stop token."""
import numpy as np
import tensorflow as tf

STOP = 0


class Sampler:
    def __init__(self, table, limit=10, verbose=False, truncation=None):
        self.table = tf.constant(table, tf.float32)
        self.limit = limit
        self.verbose = verbose
        self.truncation = truncation

    def report(self, position, token):
        if not self.verbose:
            return
        tf.print("token", token, "at", position)

    def truncate(self, logits):
        """Keeps what the table calls likely; a flat row stays as it is."""
        for name, threshold in (("hard", 0.0), ("soft", -1.0)):
            if self.truncation == name:
                return tf.where(logits > threshold, logits, -1e9)
        return logits

    def choose(self, logits, temperature, seed):
        if temperature <= 0.0:
            return tf.argmax(logits, output_type=tf.int32)
        noise = tf.random.stateless_uniform(tf.shape(logits), seed=seed, minval=1e-6, maxval=1.0)
        return tf.argmax(logits / temperature - tf.math.log(-tf.math.log(noise)), output_type=tf.int32)

    def verdict(self, length):
        if length < 2:
            return tf.constant("short")
        elif length < self.limit:
            return tf.constant("whole")
        else:
            return tf.constant("cut")

    @tf.function
    def sample(self, first, temperature, seed):
        tokens = tf.TensorArray(tf.int32, size=self.limit, element_shape=[])
        tokens = tokens.write(0, first)
        token, length = first, 1
        for position in tf.range(1, self.limit):
            token = self.choose(self.truncate(self.table[token]), temperature, seed + position)
            if token == STOP:
                break
            tokens = tokens.write(position, token)
            length += 1
            if position % 2 == 0:
                continue
            self.report(position, token)
        return tokens.stack(), self.verdict(length)


def main():
    table = np.full((5, 5), -4.0)
    for left, right in [(1, 2), (2, 3), (3, STOP), (4, 4)]:
        table[left, right] = 3.0
    sampler = Sampler(table, truncation="soft")
    results = []
    for first in (1, 3, 4):
        tokens, verdict = sampler.sample(tf.constant(first), tf.constant(0.0), tf.constant([first, 1]))
        results.append((tokens.numpy().tolist(), verdict.numpy().decode()))
    tokens, _ = sampler.sample(tf.constant(1), tf.constant(5.0), tf.constant([0, 1]))
    return results, tokens.numpy().tolist()


if __name__ == "__main__":
    traced, warm = main()
    tf.config.run_functions_eagerly(True)
    eager, expected = main()
    tf.config.run_functions_eagerly(False)
    assert traced == eager and warm == expected
    assert [verdict for _, verdict in traced] == ["whole", "short", "cut"], traced
    print("proved")
