"""Skip-gram word vectors: the loop around the traced step reads values, the step does not."""
import collections
import json
import os
import tempfile

import numpy as np
import tensorflow as tf

TEXT = "the cat sat on the mat and the dog sat on the rug while the cat ran"
WIDTH = 3


class SkipGram(tf.Module):
    def __init__(self, words, width):
        super().__init__()
        self.words = sorted(set(words))
        size = len(self.words)
        self.inner = tf.Variable(tf.random.stateless_normal([size, width], [1, 0]))
        self.outer = tf.Variable(tf.random.stateless_normal([size, width], [2, 0]))

    @tf.function
    def step(self, centre, context, rate):
        with tf.GradientTape() as tape:
            logits = tf.matmul(tf.gather(self.inner, centre), self.outer, transpose_b=True)
            loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(context, logits))
        for variable, grad in zip([self.inner, self.outer], tape.gradient(loss, [self.inner, self.outer])):
            variable.assign_sub(rate * tf.convert_to_tensor(grad))
        return loss

    def fit(self, pairs, epochs):
        """Trains; returns one loss an epoch and what is worth a log line."""
        centre, context = tf.constant(pairs[:, 0]), tf.constant(pairs[:, 1])
        history, lines = [], []
        for epoch in range(epochs):
            loss = self.step(centre, context, tf.constant(0.5))
            history.append(loss.numpy())
            lines.append(f"epoch {epoch}: loss {loss:.3f}, norm {np.linalg.norm(self.inner.numpy()):.2f}")
        return history, lines

    def nearest(self, word):
        vectors = self.inner.numpy()
        query = vectors[self.words.index(word)]
        order = np.argsort(-vectors @ query)
        return [self.words[i] for i in order if self.words[i] != word]

    def save(self, path):
        with open(path, "w", encoding="utf-8") as file:
            json.dump({word: row.tolist() for word, row in zip(self.words, self.inner.numpy())}, file)


def pairs_of(words, vocabulary, window=1):
    ids = [vocabulary.index(word) for word in words]
    return np.array([(ids[i], ids[j]) for i in range(len(ids)) for j in range(len(ids)) if 0 < abs(i - j) <= window])


def main():
    words = TEXT.split()
    model = SkipGram(words, WIDTH)
    losses, lines = model.fit(pairs_of(words, model.words), epochs=4)
    return model, losses, lines


if __name__ == "__main__":
    trained, graph, report = main()
    target = os.path.join(tempfile.mkdtemp(), "vectors.json")
    trained.save(target)
    assert os.path.getsize(target) > 100
    assert len(report) == 4 and report[0].startswith(f"epoch 0: loss {graph[0]:.3f}, norm")
    assert collections.Counter(trained.nearest("cat")).keys() == set(trained.words) - {"cat"}
    tf.config.run_functions_eagerly(True)
    _, eager, _ = main()
    tf.config.run_functions_eagerly(False)
    assert np.allclose(graph, eager, atol=1e-5) and graph[-1] < graph[0]
    print("proved")
