"""Serves a scorer whose graph was written for the first TensorFlow, without touching the old code."""
import numpy as np
import tensorflow as tf

COEFFICIENTS = np.array([[0.4], [-0.2], [0.1]], np.float32)


# The old code: it only ever runs inside a graph of its own.
def inputs(width):
    rows = tf.compat.v1.placeholder(tf.float32, [None, width], name="rows")
    gain = tf.compat.v1.placeholder(tf.float32, [], name="gain")
    return rows, gain


def score(rows, gain):
    logits = tf.matmul(rows, tf.constant(COEFFICIENTS)) * gain
    return tf.identity(tf.sigmoid(logits), name="score")


def old_graph():
    graph = tf.Graph()
    with graph.as_default():
        score(*inputs(len(COEFFICIENTS)))
    return graph


def old_scores(graph, rows, gain):
    with tf.compat.v1.Session(graph=graph) as sess:
        return sess.run("score:0", feed_dict={"rows:0": rows, "gain:0": gain})


# The new code.
class Scorer(tf.Module):
    def __init__(self, graph_def, gain=1.0):
        super().__init__()
        self.gain = tf.Variable(gain)
        wrapped = tf.compat.v1.wrap_function(lambda: tf.import_graph_def(graph_def, name=""), [])
        graph = wrapped.graph
        self.pruned = wrapped.prune(
            feeds=[graph.get_tensor_by_name("rows:0"), graph.get_tensor_by_name("gain:0")],
            fetches=graph.get_tensor_by_name("score:0"),
        )

    @tf.function(input_signature=[tf.TensorSpec([None, 3], tf.float32, name="rows")])
    def serve(self, rows):
        return {"score": self.pruned(rows, tf.convert_to_tensor(self.gain))}


def main(rows):
    scorer = Scorer(old_graph().as_graph_def(), gain=2.0)
    return scorer, scorer.serve(tf.constant(rows))["score"]


if __name__ == "__main__":
    rows = np.arange(12, dtype=np.float32).reshape(4, 3) / 10.0
    scorer, served = main(rows)
    graph = old_graph()
    assert np.allclose(served, old_scores(graph, rows, 2.0), atol=1e-6)
    eager = Scorer.serve.python_function(scorer, tf.constant(rows))["score"]
    assert np.allclose(served, eager, atol=1e-6)
    scorer.gain.assign(-1.0)
    assert np.allclose(scorer.serve(tf.constant(rows[:2]))["score"], old_scores(graph, rows[:2], -1.0), atol=1e-6)
    assert tf.executing_eagerly() and scorer.serve.experimental_get_tracing_count() == 1
    print("proved")
