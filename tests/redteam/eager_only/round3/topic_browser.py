"""Topic models of documents, whose classes have methods that are named like those of Keras."""
import tensorflow as tf


class TopicModel(tf.Module):
    """Word weights of topics, updated by counts."""

    def __init__(self, words, topics):
        super().__init__()
        self.weights = tf.Variable(tf.reshape(tf.range(1.0, 1.0 + words * topics), [words, topics]))
        self.fitted = tf.Variable(0.0)

    def predict(self, counts):
        scores = tf.matmul(counts, self.weights)
        return scores / tf.reduce_sum(scores, axis=-1, keepdims=True)

    def evaluate(self, counts, topics):
        best = tf.argmax(self.predict(counts), axis=-1, output_type=tf.int32)
        return tf.reduce_mean(tf.cast(best == topics, tf.float32))

    def fit(self, counts, rate):
        update = tf.matmul(counts, self.predict(counts), transpose_a=True)
        self.weights.assign_add(rate * update)
        self.fitted.assign_add(1.0)
        return self

    def get_weights(self):
        return tf.nn.softmax(self.weights, axis=0)

    def set_weights(self, values):
        self.weights.assign(values)

    def save(self):
        return tf.io.serialize_tensor(self.weights)

    def summary(self):
        return {"mean": tf.reduce_mean(self.weights), "size": tf.size(self.weights)}

    def compile(self, scale):
        self.weights.assign(scale * self.weights)


class Frame:
    """A table of columns, which are tensors."""

    def __init__(self, **columns):
        self.columns = columns

    def numpy(self):
        """Numbers only."""
        return tf.stack([self.columns[name] for name in sorted(self.columns)], axis=-1)

    def item(self, row):
        return self.numpy()[row]

    def tolist(self):
        return tf.unstack(self.numpy())


MODEL = TopicModel(words=3, topics=2)


@tf.function
def train(frame_columns, topics, rate):
    counts = Frame(**frame_columns).numpy()
    MODEL.fit(counts, rate).compile(0.5)
    before = MODEL.get_weights()
    accuracy = MODEL.evaluate(counts, topics)
    first = Frame(**frame_columns).item(0) + tf.add_n(Frame(**frame_columns).tolist())
    return accuracy, MODEL.predict(counts), before, MODEL.save(), MODEL.summary(), first


def documents():
    columns = {"cat": tf.constant([1.0, 0.0]), "dog": tf.constant([0.0, 2.0]), "owl": tf.constant([1.0, 1.0])}
    return columns, tf.constant([1, 1]), tf.constant(0.1)


def observed(function, runs=3):
    MODEL.set_weights(tf.reshape(tf.range(1.0, 7.0), [3, 2]))
    MODEL.fitted.assign(0.0)
    results = []
    for _ in range(runs):
        accuracy, topics, before, saved, summary, first = function(*documents())
        restored = tf.io.parse_tensor(saved, tf.float32)
        results += [accuracy, topics, before, restored, summary["mean"], summary["size"], first]
    return [t.numpy().round(4).tolist() for t in results] + [float(MODEL.fitted)]


if __name__ == "__main__":
    graph, eager = observed(train), observed(train.python_function)
    assert graph == eager, (graph, eager)
    assert graph[-1] == 3.0
    print("proved")
