"""Measures inside the graph how long a smoothing filter for segmented scans takes."""
import tensorflow as tf


def smooth(scan, times):
    for _ in range(times):
        scan = tf.nn.avg_pool2d(scan, 3, 1, "SAME")
    return scan


class Timed:
    """Runs a function between two readings of the clock of the machine that executes it."""

    def __init__(self, times):
        self.times = times

    @tf.function
    def __call__(self, scan):
        start = tf.timestamp()
        with tf.control_dependencies([start]):
            scan = tf.identity(scan)
        smoothed = smooth(scan, self.times)
        with tf.control_dependencies([smoothed]):
            end = tf.timestamp()
        return smoothed, end - start


class Unordered(Timed):
    @tf.function
    def __call__(self, scan):
        start = tf.timestamp()
        smoothed = smooth(scan, self.times)
        return smoothed, tf.timestamp() - start


def scans():
    return tf.random.stateless_uniform([1, 64, 64, 1], [4, 4])


def main(repeats=3):
    timed = Timed(times=4)
    seconds = []
    for _ in range(repeats):
        _, duration = timed(scans())
        seconds.append(float(duration))
    return seconds


def clock_waits_for_filter(timed):
    graph = timed.__call__.get_concrete_function(scans()).graph
    clocks = [operation for operation in graph.get_operations() if operation.type == "Timestamp"]
    return any(waited.type == "AvgPool" for clock in clocks for waited in clock.control_inputs)


if __name__ == "__main__":
    seconds = main()
    assert len(seconds) == 3 and min(seconds) > 0.0
    timed, unordered = Timed(4), Unordered(4)
    smoothed, _ = timed(scans())
    assert bool(tf.reduce_all(tf.abs(smoothed - smooth(scans(), 4)) < 1e-6))
    assert clock_waits_for_filter(timed)
    assert not clock_waits_for_filter(unordered)
    print("proved")
