"""Windowed traffic statistics of a gateway."""
import tensorflow as tf


class Window:
    """Totals since the last reset."""

    def __init__(self, routes):
        self.routes = routes
        self.bytes = tf.Variable(tf.zeros([routes]))
        self.requests = tf.Variable(0.0)

    def clear(self):
        """Starts a new window."""
        self.requests.assign(0.0)
        self.bytes = tf.Variable(tf.zeros([self.routes]))  # expect: tf-variable-rebound


class Monitor:
    def __init__(self, routes, alarm):
        self.window = Window(routes)
        self.alarm = alarm
        self.batches = 0
        self.ingest = tf.function(self._ingest, input_signature=[
            tf.TensorSpec([None], tf.int32), tf.TensorSpec([None], tf.float32)])

    def _ingest(self, route, size):
        window = self.window
        per_route = tf.math.unsorted_segment_sum(size, route, window.routes)
        window.bytes.assign_add(per_route)
        window.requests.assign_add(tf.cast(tf.size(route), tf.float32))
        self.batches += 1  # expect: tf-attribute-mutation
        return tf.reduce_max(window.bytes)

    def over_limit(self, peak):
        return float(peak) > self.alarm

    def rotate(self):
        totals = self.window.bytes.numpy().tolist()
        self.window.clear()
        return totals


def replay(monitor, packets):
    """Feeds packets, rotating after every second one; returns the windows' totals."""
    totals = []
    for index, (route, size) in enumerate(packets, start=1):
        monitor.ingest(tf.constant(route, tf.int32), tf.constant(size, tf.float32))
        if index % 2 == 0:
            totals.append(monitor.rotate())
    return totals


if __name__ == "__main__":
    packets = [([0, 1], [1.0, 2.0]), ([1], [4.0]), ([0], [8.0]), ([0, 0], [1.0, 1.0])]
    tf.config.run_functions_eagerly(True)
    reference = Monitor(2, 5.0)
    assert replay(reference, packets) == [[1.0, 6.0], [10.0, 0.0]]
    assert reference.batches == 4
    tf.config.run_functions_eagerly(False)
    monitor = Monitor(2, 5.0)
    assert replay(monitor, packets) == [[1.0, 6.0], [0.0, 0.0]]
    assert monitor.batches == 1
    print("proved")
