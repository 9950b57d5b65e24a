"""Serving functions of a tiny translation scorer with explicit signatures."""
import tensorflow as tf

VOCABULARY = 12
IDS = tf.RaggedTensorSpec([None, None], tf.int32)


class Scorer(tf.Module):
    def __init__(self):
        super().__init__()
        self.bias = tf.Variable(tf.random.stateless_normal([VOCABULARY], seed=[0, 3]))
        self.noise = tf.Variable(0.5)
        self.mean = tf.function(self._mean, input_signature=(tf.TensorSpec([None], tf.float32),))

    def _mean(self, scores):
        return tf.reduce_mean(scores)

    @tf.function(input_signature=[IDS])
    def score(self, sentences):
        return tf.reduce_sum(tf.gather(self.bias, sentences), axis=1)

    @tf.function(input_signature=[{"ids": IDS, "weight": tf.TensorSpec([None], tf.float32)}])
    def serve(self, request):
        return {"scores": self.score(request["ids"]) * request["weight"]}

    @tf.function(input_signature=[])
    def reset(self):
        self.noise.assign(0.0)

    @tf.function(input_signature=[tf.TensorSpec([None], tf.float32), tf.TensorSpec([], tf.bool)])
    def smooth(self, scores, training=tf.constant(False)):
        if training:
            scores = scores + self.noise
        return scores

    @tf.function(input_signature=[tf.TensorSpec(None, tf.float32)])
    def scale(self, scores, factor=2.0, *, offset=1.0):
        return factor * scores + offset

    @tf.function(input_signature=[tf.TensorSpec([None], tf.float32)] * 3)
    def combine(self, *models):
        return tf.add_n(list(models))


def request():
    ids = tf.ragged.constant([[1, 2, 3], [4, 5], [6, 7, 8, 9]], dtype=tf.int32)
    return {"ids": ids, "weight": tf.constant([1.0, 0.5, 2.0])}


def main(scorer):
    scores = scorer.serve(request())["scores"]
    plain = scorer.score(request()["ids"])
    noisy = scorer.smooth(scores, tf.constant(True))
    scorer.reset()
    quiet = scorer.smooth(scores, tf.constant(True))
    return scorer.mean(scores), plain, noisy, quiet, scorer.scale(scores), scorer.combine(scores, noisy, quiet)


if __name__ == "__main__":
    graph = main(Scorer())
    tf.config.run_functions_eagerly(True)
    eager = main(Scorer())
    tf.config.run_functions_eagerly(False)
    for a, b in zip(graph, eager):
        assert float(tf.reduce_max(tf.abs(a - b))) < 1e-5
    print("proved")
