"""Tracks a swimmer in simulated water and keeps the trajectory."""
import collections

import tensorflow as tf

Track = collections.namedtuple("Track", "positions speeds")
CURRENTS = ((0.1, 0.0), (0.0, 0.2), (-0.05, 0.05))


@tf.function
def track(start, stroke, steps):
    """The positions of all steps, in an array that grows in the graph."""
    positions = tf.TensorArray(tf.float32, size=steps, element_shape=[2])
    speeds = tf.TensorArray(tf.float32, size=0, dynamic_size=True, element_shape=[])
    position = start
    for step in tf.range(steps):
        moved = position + stroke
        if tf.norm(moved) > 3.0:
            moved = 0.9 * moved
        speeds = speeds.write(speeds.size(), tf.norm(moved - position))
        position = moved
        positions = positions.write(step, position)
    return Track(positions.stack(), speeds.stack())


@tf.function
def drift(position):
    """Where each current would take the swimmer."""
    places = []
    for east, north in CURRENTS:
        places.append(position + tf.constant([east, north]))
    if tf.reduce_sum(position) > 0.0:
        places = [0.5 * place for place in places]
    mixed = [sum(places[:k]) / k for k in range(1, 1 + len(places))]
    return tf.stack(places + mixed)


@tf.function
def statistics(speeds):
    """Entries of a dictionary and of a list are updated, none is added."""
    counts = {"slow": tf.constant(0), "fast": tf.constant(0)}
    extremes = [speeds[0], speeds[0]]
    for speed in speeds:
        if speed < 0.3:
            counts["slow"] += 1
        else:
            counts["fast"] += 1
        extremes[0] = tf.minimum(extremes[0], speed)
        extremes[1] = tf.maximum(extremes[1], speed)
    return counts, extremes


def log_laps(start, laps):
    """An ordinary loop around the compiled step."""
    finishes = []
    position = start
    for _ in tf.range(laps):
        result = track(position, tf.constant([0.3, 0.1]), tf.constant(6))
        position = result.positions[-1]
        finishes.append(position)
    return tf.stack(finishes)


def main():
    return log_laps(tf.constant([0.2, 0.1]), tf.constant(3))


if __name__ == "__main__":
    start, stroke, steps = tf.constant([2.0, 0.1]), tf.constant([0.3, 0.1]), tf.constant(6)
    graph, eager = track(start, stroke, steps), track.python_function(start, stroke, steps)
    assert graph.positions.shape == (6, 2) and graph.speeds.shape == (6,)
    for ours, theirs in zip(graph, eager):
        assert float(tf.reduce_max(tf.abs(ours - theirs))) < 1e-5
    assert float(tf.reduce_max(tf.abs(drift(start) - drift.python_function(start)))) < 1e-5
    counts, extremes = statistics(graph.speeds)
    counts_eager, extremes_eager = statistics.python_function(graph.speeds)
    assert {k: int(v) for k, v in counts.items()} == {k: int(v) for k, v in counts_eager.items()}
    assert [float(v) for v in extremes] == [float(v) for v in extremes_eager]
    assert main().shape == (3, 2)
    print("proved")
