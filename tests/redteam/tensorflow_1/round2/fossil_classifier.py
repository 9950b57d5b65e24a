"""Classifies fossils by their outlines; predicting was once a matter of feeding a graph."""
import numpy as np
import tensorflow as tf

KINDS = ["ammonite", "trilobite"]


def descriptors(outline):
    """Fourier descriptors of a closed outline."""
    points = tf.complex(outline[:, 0], outline[:, 1])
    spectrum = tf.abs(tf.signal.fft(points))[1:5]
    return spectrum / (spectrum[0] + 1e-6)


class Classifier:
    def __init__(self):
        self.w = tf.Variable(tf.random.stateless_normal([4, len(KINDS)], [1, 5]))

    @tf.function
    def scores(self, outline):
        return tf.linalg.matvec(self.w, descriptors(outline), transpose_a=True)

    def predict(self, outline):
        return KINDS[int(tf.argmax(self.scores(outline)))]


class GraphClassifier(Classifier):
    def build(self):
        self.outline = tf.placeholder(tf.float32, [None, 2], "outline")  # expect: tf1-placeholder
        self.output = self.scores(self.outline)

    def open(self):
        self.session = tf.InteractiveSession()  # expect: tf1-session

    def predict(self, outline):
        self.open()
        self.build()
        scores = self.session.run(self.output, feed_dict={self.outline: outline})  # allow: tf1-session, tf1-placeholder
        return KINDS[int(np.argmax(scores))]


def outline(lobes):
    t = tf.linspace(0.0, 6.0, 24)
    radius = 1.0 + 0.2 * tf.cos(lobes * t)
    return tf.stack([radius * tf.cos(t), radius * tf.sin(t)], axis=1)


if __name__ == "__main__":
    classifier = Classifier()
    for lobes in (2.0, 3.0, 5.0):
        graph = classifier.scores(outline(lobes))
        eager = Classifier.scores.python_function(classifier, outline(lobes))
        assert bool(tf.reduce_all(tf.abs(graph - eager) < 1e-4))
        assert classifier.predict(outline(lobes)) in KINDS
    old = GraphClassifier()
    for call, name in (
        (old.build, "placeholder"),
        (old.open, "InteractiveSession"),
        (lambda: old.predict(outline(2.0)), "InteractiveSession"),
    ):
        try:
            call()
        except AttributeError as error:
            assert f"has no attribute '{name}'" in str(error), error
        else:
            raise AssertionError(name)
    print("proved")
