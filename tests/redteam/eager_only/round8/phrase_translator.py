"""Greedy translation of phrases: the step is a graph, the loop around it is ordinary Python."""
import tensorflow as tf

TARGET = ["<pad>", "<end>", "the", "cat", "sleeps", "here"]
END = TARGET.index("<end>")
LIMIT = 6


class Decoder(tf.Module):
    def __init__(self):
        super().__init__()
        size = len(TARGET)
        chain = [(0, 2), (2, 3), (3, 4), (4, 5), (5, END), (END, END)]
        self.table = tf.Variable(tf.scatter_nd([list(pair) for pair in chain], tf.ones(len(chain)), [size, size]))

    @tf.function(input_signature=[tf.TensorSpec([], tf.int32)])
    def step(self, token):
        logits = tf.gather(self.table, token)
        best = tf.argmax(logits, output_type=tf.int32)
        tf.debugging.assert_less(best, len(TARGET), message=f"only {len(TARGET)} words are known")
        return best, tf.nn.log_softmax(logits)[best]

    @tf.function(input_signature=[tf.TensorSpec([], tf.int32)])
    def whole(self, token):
        """The same loop within the graph; words are joined with string operations."""
        words = tf.TensorArray(tf.int32, size=LIMIT)
        length = 0
        for i in tf.range(LIMIT):
            token, _ = self.step(token)
            if token == END:
                break
            words = words.write(i, token)
            length += 1
        text = tf.strings.reduce_join(tf.gather(TARGET, words.stack()[:length]), separator=" ")
        return tf.strings.format("{} ({} words)", (text, length))


def greedy(decoder):
    token, words, total = tf.constant(0), [], 0.0
    for _ in range(LIMIT):
        token, score = decoder.step(token)
        if token.numpy() == END:
            break
        total += float(score)
        words.append(TARGET[int(token)])
    return " ".join(words), f"{total:.2f}"


def main():
    decoder = Decoder()
    sentence, score = greedy(decoder)
    print(sentence, score, decoder.whole(tf.constant(0)).numpy().decode())


if __name__ == "__main__":
    model = Decoder()
    graph = greedy(model), model.whole(tf.constant(0)).numpy()
    tf.config.run_functions_eagerly(True)
    assert graph == (greedy(model), model.whole(tf.constant(0)).numpy())
    tf.config.run_functions_eagerly(False)
    assert graph[0][0] == "the cat sleeps here" and b"(4 words)" in graph[1]
    main()
    print("proved")
