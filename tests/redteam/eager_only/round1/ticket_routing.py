"""Routes support tickets to queues and writes the line that the desk sees."""
import tensorflow as tf

QUEUES = ("billing", "technical", "sales")
WORDS = ("invoice", "crash", "price", "refund", "error", "offer")
DESK = "desk-%d"


class Router(tf.Module):
    def __init__(self, desk):
        super().__init__()
        self.desk = desk
        table = [[2.0, 0.0, 0.0], [0.0, 3.0, 0.0], [0.0, 0.0, 2.0], [1.0, 0.0, 0.5], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]
        self.weights = tf.Variable(table)

    def scores(self, counts):
        return tf.linalg.matvec(self.weights, counts, transpose_a=True)

    @tf.function
    def route(self, counts):
        """The queue's name and a line for the log."""
        best = tf.argmax(self.scores(counts), output_type=tf.int32)
        name = tf.gather(tf.constant(QUEUES), best)
        return name, self._line(name)

    def _line(self, name):
        head = DESK % self.desk
        return head + ": " + "sent to %s" % name  # expect: tf-string-format

    @tf.function
    def urgency(self, counts):
        total = tf.cast(tf.reduce_sum(counts), tf.int32)
        marks = tf.strings.reduce_join(tf.repeat(tf.constant("!"), total))
        return tf.strings.join([marks, "(" + str(total) + ")"])  # expect: tf-string-format

    @tf.function
    def summary(self, counts):
        best = tf.argmax(self.scores(counts), output_type=tf.int32)
        return tf.strings.format("queue {} of {}", (best, len(QUEUES)))


def count_words(text):
    words = text.split()
    return tf.constant([float(words.count(word)) for word in WORDS])


if __name__ == "__main__":
    router = Router(7)
    counts = count_words("error after crash please refund")
    tf.config.run_functions_eagerly(True)
    assert "sent to tf.Tensor(b'technical'" in str(router.route(counts)[1])
    assert router.urgency(counts).numpy().endswith(b"(tf.Tensor(3, shape=(), dtype=int32))")
    eager = router.summary(counts)
    tf.config.run_functions_eagerly(False)
    name, line = router.route(counts)
    assert name.numpy() == b"technical" and line.numpy().startswith(b'desk-7: sent to Tensor("'), line
    urgency = router.urgency(counts).numpy()
    assert urgency.startswith(b'!!!(Tensor("'), urgency
    assert router.summary(counts).numpy() == eager.numpy() == b"queue 1 of 3"
    print("proved")
