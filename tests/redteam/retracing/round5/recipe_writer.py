"""Greedy and sampled generation of recipe lines with a tiny GRU language model."""
import tensorflow as tf

VOCABULARY = ["<start>", "stir", "the", "soup", "add", "salt", "and", "serve", "<end>"]


class RecipeModel(tf.keras.Model):
    def __init__(self, vocab_size, width=8):
        super().__init__()
        self.embed = tf.keras.layers.Embedding(vocab_size, width)
        self.gru = tf.keras.layers.GRU(width)
        self.head = tf.keras.layers.Dense(vocab_size)

    def call(self, tokens):
        return self.head(self.gru(self.embed(tokens)))


class Writer:
    def __init__(self, model, temperature=1.0):
        self.model = model
        self.temperature = temperature
        self.next_scores = tf.function(self._next_scores)

    def _next_scores(self, tokens):
        return self.model(tokens) / self.temperature

    def pick(self, scores, greedy):
        if greedy:
            return tf.argmax(scores, axis=-1, output_type=tf.int32)[:, None]
        return tf.random.categorical(scores, 1, dtype=tf.int32)

    def extend(self, tokens, greedy):
        scores = self.next_scores(tokens)  # expect: tf-shape-retrace
        return tf.concat([tokens, self.pick(scores, greedy)], axis=1)

    def write(self, max_words=6, greedy=True):
        tokens = tf.zeros([1, 1], tf.int32)
        for _ in range(max_words):
            tokens = self.extend(tokens, greedy)
        return " ".join(VOCABULARY[i] for i in tokens[0].numpy())


def main():
    model = RecipeModel(len(VOCABULARY))
    model(tf.zeros([1, 1], tf.int32))
    writer = Writer(model)
    print(writer.write())
    print(writer.write(greedy=False))
    return writer


if __name__ == "__main__":
    author = main()
    assert author.next_scores.experimental_get_tracing_count() == 6
    for start in range(3):
        author.next_scores(tf.constant([[start]]))
    assert author.next_scores.experimental_get_tracing_count() == 6
    print("proved")
