"""Samples token sequences from a tiny attention model, one token after the other."""
import tensorflow as tf


class TinyModel(tf.Module):
    def __init__(self, vocabulary, width):
        super().__init__()
        init = tf.random.stateless_normal
        self.embedding = tf.Variable(init([vocabulary, width], [1, 2]))
        self.query = tf.Variable(init([width, width], [3, 4]))
        self.end = 0

    @tf.function(jit_compile=False)
    def next_logits(self, tokens):
        """Logits of the token that follows the prefix."""
        keys = tf.gather(self.embedding, tokens)
        query = tf.linalg.matvec(self.query, keys[-1])
        weights = tf.nn.softmax(tf.linalg.matvec(keys, query))
        context = tf.linalg.matvec(keys, weights, transpose_a=True)
        return tf.linalg.matvec(self.embedding, context)


class Sampler:
    """Decoding on top of a model: greedy or at a temperature."""

    def __init__(self, model, temperature=0.0):
        self.model = model
        self.temperature = temperature

    def _pick(self, logits):
        if self.temperature == 0.0:
            return tf.argmax(logits[1:], output_type=tf.int32) + 1
        return tf.random.categorical(logits[None] / self.temperature, 1, dtype=tf.int32)[0, 0]

    def _extend(self, prefix):
        logits = self.model.next_logits(prefix)  # expect: tf-shape-retrace
        return tf.concat([prefix, self._pick(logits)[None]], axis=0)

    def sample(self, prompt, limit):
        tokens = tf.constant(prompt, tf.int32)
        while tokens.shape[0] < limit:
            tokens = self._extend(tokens)
            if int(tokens[-1]) == self.model.end:
                break
        return tokens


def main():
    model = TinyModel(vocabulary=11, width=4)
    sampler = Sampler(model)
    return model, [sampler.sample(prompt, 8).numpy().tolist() for prompt in ([3], [5, 2])]


if __name__ == "__main__":
    model, sentences = main()
    assert [len(sentence) for sentence in sentences] == [8, 8]
    assert model.next_logits.experimental_get_tracing_count() == 7
    control = TinyModel(vocabulary=11, width=4)
    window = tf.constant([3, 5, 2, 7])
    for _ in range(4):
        window = tf.concat([window[1:], [tf.argmax(control.next_logits(window), output_type=tf.int32)]], 0)
    assert control.next_logits.experimental_get_tracing_count() == 1
    print("proved")
