"""Ventilation of a mine; text is made of Python values, of TensorFlow strings, or after the graph has run."""
import logging
import os
import string
import tempfile

import tensorflow as tf

log = logging.getLogger(__name__)
TEMPLATE = string.Template("shaft $name of $count")
SHAFTS = ("north", "main")


class Formatter:
    """A formatter of the project: its `format` makes tensors."""

    def __init__(self, unit):
        self.unit = unit

    def format(self, value):
        return tf.strings.join([tf.strings.as_string(value, precision=1), self.unit], " ")

    def __str__(self):
        return f"Formatter({self.unit!r})"


class Fans(tf.Module):
    def __init__(self, stream):
        super().__init__(name="fans_{}".format(len(SHAFTS)))
        self.speed = tf.Variable(tf.ones([len(SHAFTS)]), name="speed_%d" % len(SHAFTS))
        self.formatter = Formatter("m/s")
        self.stream = stream

    @tf.function
    def adjust(self, flow):
        assert flow.shape == self.speed.shape, f"{flow.shape} flows for {self.speed.shape} fans: {flow.dtype!r}"
        tf.debugging.assert_non_negative(flow, message=f"{self.name}: flows of {str(flow.dtype)}, {self.formatter}")
        self.speed.assign(0.5 * self.speed + 0.5 * flow)
        tf.print(f"{self.name}, {flow.shape[0]} shafts:", self.speed, output_stream=self.stream)
        return self.speed.read_value()

    @tf.function
    def labels(self, flow):
        rows = []
        for k, name in enumerate(SHAFTS):
            head = TEMPLATE.substitute(name=name, count=len(SHAFTS))
            with tf.name_scope(f"shaft_{k}"):
                rows.append("%s: " % head + self.formatter.format(flow[k]))
        pattern = "{} fans, mean {}".replace("fans", "fans of " + repr(self.name))
        summary = tf.strings.format(pattern, (len(SHAFTS), tf.round(tf.reduce_mean(flow))))
        return tf.strings.reduce_join(rows, separator="; "), summary, tf.strings.length("".join(SHAFTS))

    def report(self, flow):
        """Eager."""
        speeds = self.adjust(flow)
        log.info("speeds %s", speeds)
        parts = [f"{name}={speed:.2f}" for name, speed in zip(SHAFTS, speeds.numpy())]
        return f"{', '.join(parts)}; {str(self.labels(flow)[0].numpy(), 'utf-8')}"


def flows():
    return [tf.constant([2.0, 4.0]), tf.constant([0.0, 1.0]), tf.constant([3.0, 3.0])]


def observed():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "fans.txt")
        fans = Fans(f"file://{path}")
        reports = [fans.report(flow) for flow in flows()]
        labels = [[t.numpy() for t in fans.labels(flow)] for flow in flows()]
        with open(path, encoding="utf-8") as file:
            return reports, labels, file.read()


if __name__ == "__main__":
    graph = observed()
    tf.config.run_functions_eagerly(True)
    eager = observed()
    tf.config.run_functions_eagerly(False)
    assert graph == eager, (graph, eager)
    assert graph[2].count("fans_2, 2 shafts: [") == 3 and "north=1.50" in graph[0][0], graph
    print("proved")
