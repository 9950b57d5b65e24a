"""Reply generation with a rolling context of fixed length."""
import tensorflow as tf

CONTEXT = 6
WORDS = ["_", "hello", "how", "are", "you", "fine", "thanks", "bye"]


class NextWord(tf.Module):
    def __init__(self, size, width=4):
        super().__init__()
        self.table = tf.Variable(tf.random.stateless_normal([size, width], [7, 7]))
        self.decay = tf.constant([0.5**k for k in reversed(range(CONTEXT))])

    @tf.function
    def logits(self, context, temperature):
        vectors = tf.gather(self.table, context) * self.decay[None, :, None]
        summary = tf.reduce_sum(vectors, axis=1)
        return tf.matmul(summary, self.table, transpose_b=True) / temperature


def encode(prompt):
    ids = [WORDS.index(word) for word in prompt.split()]
    padded = [0] * CONTEXT + ids
    return padded[-CONTEXT:]


def reply(model, prompt, length=5):
    tokens = encode(prompt)
    for _ in range(length):
        context = tf.constant([tokens[-CONTEXT:]])
        scores = model.logits(context, temperature=0.8)
        tokens.append(int(tf.argmax(scores[0])))
    return " ".join(WORDS[t] for t in tokens[CONTEXT:])


def main():
    model = NextWord(len(WORDS))
    for prompt in ("hello", "how are you", "fine thanks", "hello how are you fine thanks bye"):
        print(f"> {prompt}\n  {reply(model, prompt)}")
    return model


if __name__ == "__main__":
    bot = main()
    assert bot.logits.experimental_get_tracing_count() == 1
    print("proved")
