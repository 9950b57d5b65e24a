"""Signals of a railway: aspects by occupied blocks, routes through a yard, and timetables as lists."""
import tensorflow as tf

ASPECTS = ["stop", "caution", "clear"]
SPEEDS = tf.constant([0.0, 40.0, 160.0])


def free_blocks(occupied):
    """How many blocks are free ahead of a train, two at most."""
    return tf.reduce_sum(tf.math.cumprod(1 - occupied[:2]))


@tf.function
def aspect(occupied):
    ahead = free_blocks(occupied)
    return tf.constant(ASPECTS[int(ahead)])  # expect: tf-python-cast


@tf.function
def staged_aspect(occupied):
    ahead = free_blocks(occupied)
    return tf.gather(ASPECTS, int(ahead))


class Yard:
    """Tracks, with a switch position for each."""

    def __init__(self, tracks):
        self.tracks = tracks
        self.locked = tf.Variable(tf.zeros([tracks], tf.int32))

    def is_locked(self, track):
        return bool(self.locked[track] > 0)  # expect: tf-python-cast

    def staged_is_locked(self, track):
        return self.locked[track] > 0

    def reserve(self, track, locked):
        if locked(track):
            return tf.constant(False)
        self.locked.assign(tf.tensor_scatter_nd_add(self.locked, [[track]], [1]))
        return tf.constant(True)

    def interlocking(self):
        return tf.function(lambda track: self.reserve(track, self.is_locked))

    def staged_interlocking(self):
        return tf.function(lambda track: self.reserve(track, self.staged_is_locked))


@tf.function
def timetable(delay, count):
    """Departures with a delay that is spread over what follows."""
    hours = range(int(count))  # allow: tf-python-cast
    departures = [10.0 * k + 10.0 for k in hours]  # expect: tf-tensor-iteration  # allow: tf-python-cast
    return tf.stack(departures) + delay


@tf.function
def staged_timetable(delay, count):
    return 10.0 * (tf.range(float(count)) + 1.0) + delay


@tf.function
def headway(occupied, speed):
    ahead = int(free_blocks(occupied))
    blocks = float(ahead) + float(occupied.shape[0])
    allowed = SPEEDS[ahead]
    return blocks * min(len(ASPECTS), int("3")), allowed if float(speed) > allowed else speed


def failed(function, *arguments):
    try:
        function(*arguments)
    except TypeError as error:
        return str(error)
    raise AssertionError("signalled")


def numbers(result):
    return [float(v) for part in tf.nest.flatten(result) for v in tf.reshape(part, [-1])]


if __name__ == "__main__":
    eager, graph = Yard(3), Yard(3)
    traced, staged = graph.interlocking(), graph.staged_interlocking()
    for row, track in (([0, 0, 1], 1), ([1, 0, 0], 1), ([0, 1, 0], 2)):
        occupied, index = tf.constant(row), tf.constant(track)
        assert staged_aspect(occupied) == aspect.python_function(occupied)
        text = failed(aspect, occupied)
        assert "ASPECTS[int(ahead)]" in text and "list indices must be integers" in text, text
        taken = bool(eager.reserve(index, eager.is_locked))
        text = failed(traced, index)
        assert "return bool(self.locked[track] > 0)" in text, text
        assert bool(staged(index)) == taken
        arguments = occupied, tf.constant(50.0)
        assert numbers(headway(*arguments)) == numbers(headway.python_function(*arguments))
        arguments = tf.constant(2.5), tf.constant(track + 1)
        assert numbers(staged_timetable(*arguments)) == numbers(timetable.python_function(*arguments))
        text = failed(timetable, *arguments)
        assert "for k in hours]" in text, text
    print("proved")
