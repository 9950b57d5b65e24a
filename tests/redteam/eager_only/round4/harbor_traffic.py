"""Monitors harbour traffic; progress is printed by TensorFlow, events are named by text."""
import os
import tempfile

import tensorflow as tf

LANES = ("inner", "outer")
WEIGHTS = {"lane_0": 1.0, "lane_1": 2.5}


class Monitor(tf.Module):
    def __init__(self, stream):
        super().__init__()
        self.stream = stream
        self.total = tf.Variable(0.0)

    @tf.function
    def count(self, ships):
        mean = tf.reduce_mean(ships)
        self.total.assign_add(mean)
        tf.print(f"mean {mean} over {ships.shape[0]} lanes", output_stream=self.stream)  # expect: tf-string-format
        return mean

    @tf.function
    def staged_count(self, ships):
        mean = tf.reduce_mean(ships)
        self.total.assign_add(mean)
        tf.print(f"{ships.shape[0]} lanes, mean", mean, output_stream=self.stream)
        return mean

    @tf.function
    def weigh(self, lane, ships):
        weight = WEIGHTS.get("lane_{}".format(lane), 1.0)  # expect: tf-string-format
        return weight * ships

    @tf.function
    def staged_weigh(self, lane, ships):
        table = tf.constant([WEIGHTS["lane_{}".format(k)] for k in range(len(LANES))])
        return tf.gather(table, lane) * ships

    @tf.function
    def describe(self, lane):
        names = ", ".join(LANES)
        with tf.name_scope("lane_%d" % len(LANES)):
            chosen = tf.gather(tf.constant(list(LANES)), lane)
        return tf.strings.join([chosen, f"of {names}", tf.strings.as_string(self.total, precision=1)], " ")


def lines_of(path):
    with open(path, encoding="utf-8") as file:
        return file.read().split("\n")[:-1]


def traffic():
    return [tf.constant([2.0, 4.0]), tf.constant([1.0, 0.0])]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "log.txt")
        monitor = Monitor("file://" + path)
        tf.config.run_functions_eagerly(True)
        for ships in traffic():
            monitor.count(ships)
            monitor.staged_count(ships)
        weights = [float(monitor.weigh(tf.constant(k), tf.constant(2.0))) for k in (0, 1)]
        # An eager tensor formats as its value, so the second lane is found.
        assert weights == [2.0, 5.0], weights
        tf.config.run_functions_eagerly(False)
        eager_lines = lines_of(path)
        os.remove(path)
        for ships in traffic():
            monitor.count(ships)
            monitor.staged_count(ships)
        graph_lines = lines_of(path)
    assert eager_lines[0] == "mean 3.0 over 2 lanes" and eager_lines[1] == "2 lanes, mean 3", eager_lines
    assert graph_lines[0] == graph_lines[2] and "Tensor(" in graph_lines[0], graph_lines
    assert graph_lines[1::2] == eager_lines[1::2]
    assert [float(monitor.weigh(tf.constant(k), tf.constant(2.0))) for k in (0, 1)] == [2.0, 2.0]
    assert [float(monitor.staged_weigh(tf.constant(k), tf.constant(2.0))) for k in (0, 1)] == weights
    assert monitor.describe(tf.constant(1)) == b"outer of inner, outer 14.0", monitor.describe(tf.constant(1))
    print("proved")
