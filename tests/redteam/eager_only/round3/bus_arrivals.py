"""Predicts arrivals of buses; counts and times are cast where AutoGraph turns casts into operations."""
import tensorflow as tf

STOPS = 6
BREAK = int("2")


def slots(minutes, size=5):
    """The slot of a time: casts of tensors within converted code are casts of TensorFlow."""
    return int(minutes) // size


def late_share(delays, limit):
    count = 0
    for delay in delays:
        if abs(delay) > limit:
            count += 1
    return float(count) / float(len(delays))


class Timetable(tf.Module):
    def __init__(self, headway="7.5"):
        super().__init__()
        self.headway = float(headway)
        self.offsets = tf.constant([float(k) * self.headway for k in range(STOPS)])
        self.asked = tf.Variable(0)

    @tf.function
    def arrival(self, start, stop):
        index = int(stop)
        self.asked.assign_add(1)
        return start + self.offsets[index]

    @tf.function(input_signature=[tf.TensorSpec([None], tf.float32), tf.TensorSpec([], tf.float32)])
    def punctuality(self, delays, limit):
        return 1.0 - late_share(delays, limit)

    @tf.function
    def waiting(self, minute):
        position = int(minute / self.headway)
        rest = minute - float(position) * self.headway
        wait = abs(self.headway - rest)
        total = 0.0
        for _ in range(int(wait)):
            total += 1.0
        return slots(minute), total, wait

    @tf.function
    def calls(self, text):
        """Number of stops called out, from text like `3`."""
        number = int(text)
        repeated = [0] * BREAK
        return number + len(repeated), max(int(self.headway), BREAK) * number


def observed():
    table = Timetable()
    rows = []
    for stop in (1.0, 4.7):
        rows.append(table.arrival(tf.constant(10.0), tf.constant(stop)))
    for delays in ([0.0, 3.0, -4.0, 1.0], [5.0, 5.0]):
        rows.append(table.punctuality(tf.constant(delays), tf.constant(2.0)))
    for minute in (1.0, 13.0, 20.5):
        rows += table.waiting(tf.constant(minute))
    rows.append(table.asked.read_value())
    return [float(v) for v in rows]


if __name__ == "__main__":
    graph = observed()
    tf.config.run_functions_eagerly(True)
    eager = observed()
    tf.config.run_functions_eagerly(False)
    assert graph == eager, (graph, eager)
    spoken = [int(v) for v in Timetable.calls.python_function(Timetable(), tf.constant(3))]
    kept = Timetable()
    assert [int(v) for v in kept.calls(tf.constant(3))] == spoken == [5, 21]
    print("proved")
