"""Beam search over a bigram language model for translation output."""
import numpy as np
import tensorflow as tf

BEAMS = 3
LENGTH = 6
END = 0


class BigramBeam(tf.Module):
    def __init__(self, vocabulary=7):
        super().__init__()
        logits = tf.random.stateless_normal([vocabulary, vocabulary], seed=[5, 6])
        self.log_probs = tf.Variable(tf.nn.log_softmax(logits))

    def extend(self, scores, tokens):
        options = scores[:, None] + tf.gather(self.log_probs, tokens)
        vocabulary = options.shape[-1]
        best, flat = tf.math.top_k(tf.reshape(options, [-1]), k=BEAMS)
        return best, flat // vocabulary, flat % vocabulary

    @tf.function
    def search(self, start):
        tokens = tf.fill([BEAMS], start)
        scores = tf.constant([0.0] + [-1e9] * (BEAMS - 1))
        words = tf.TensorArray(tf.int32, size=LENGTH, element_shape=[BEAMS])
        parents = tf.TensorArray(tf.int32, size=LENGTH, element_shape=[BEAMS])
        steps = 0
        for step in tf.range(LENGTH):
            scores, parent, tokens = self.extend(scores, tokens)
            words = words.write(step, tokens)
            parents = parents.write(step, parent)
            steps = step + 1
            if tokens[0] == END:
                break
        return scores, words.stack(), parents.stack(), steps

    @tf.function
    def openings(self, start):
        """The first three greedy words, kept in a Python list of known length."""
        token, words = start, []
        for _ in range(3):
            token = tf.argmax(self.log_probs[token], output_type=tf.int32)
            words.append(token)
        return tf.stack(words)

    @tf.function
    def perplexities(self, sentences):
        counts = {"tokens": tf.constant(0), "unknown": tf.constant(0)}
        total = 0.0
        for sentence in sentences:
            for k in tf.range(tf.shape(sentence)[0] - 1):
                total -= self.log_probs[sentence[k], sentence[k + 1]]
                counts["tokens"] += 1
                if sentence[k + 1] == 6:
                    counts["unknown"] += 1
        return tf.exp(total / tf.cast(counts["tokens"], tf.float32)), counts["unknown"]


def translate():
    model = BigramBeam()
    scores, words, parents, steps = model.search(tf.constant(3))
    perplexity, unknown = model.perplexities(tf.constant([[1, 2, 3, 4], [4, 6, 6, 1]]))
    return [scores, words[:steps], parents[:steps], model.openings(tf.constant(2)), perplexity, unknown]


if __name__ == "__main__":
    graph = translate()
    tf.config.run_functions_eagerly(True)
    eager = translate()
    tf.config.run_functions_eagerly(False)
    for left, right in zip(graph, eager):
        np.testing.assert_allclose(left, right, rtol=1e-5)
    assert graph[3].shape == [3] and int(graph[5]) == 2
    print("proved")
