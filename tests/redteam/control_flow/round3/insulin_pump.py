"""Control of an insulin pump on simulated glucose readings: doses, limits, and the search for a safe rate."""
import tensorflow as tf

LOW, HIGH = 70.0, 180.0


class Pump(tf.Module):
    """Delivers doses; remembers how much insulin is on board."""

    def __init__(self, sensitivity):
        super().__init__()
        self.on_board = tf.Variable(0.0)
        self.alarms = tf.Variable(0)
        self.sensitivity = sensitivity

    def needed(self, glucose):
        return (glucose - 110.0) / self.sensitivity - self.on_board

    @tf.function
    def tick(self, glucose):
        self.on_board.assign(self.on_board * 0.9)
        if glucose < LOW:  # allow: tf-branch-return
            self.alarms.assign_add(1)
            return  # unseen: tf-branch-return
        dose = tf.clip_by_value(self.needed(glucose), 0.0, 2.0)
        self.on_board.assign_add(dose)

    @tf.function
    def staged_tick(self, glucose):
        self.on_board.assign(self.on_board * 0.9)
        if glucose < LOW:
            self.alarms.assign_add(1)
        else:
            dose = tf.clip_by_value(self.needed(glucose), 0.0, 2.0)
            self.on_board.assign_add(dose)


def predicted(readings, rate):
    level = readings[-1]
    lowest = level
    for drift in readings[1:] - readings[:-1]:
        level += drift - 4.0 * rate
        lowest = tf.minimum(lowest, level)
    return lowest


@tf.function
def safe_rate(readings, rates):
    """The first of some falling rates that keeps the prediction above the limit."""
    for rate in rates:
        if predicted(readings, rate) > LOW:
            return rate  # expect: tf-branch-return
    return tf.constant(0.0)


@tf.function
def staged_safe_rate(readings, rates):
    chosen = tf.constant(0.0)
    for rate in rates:
        if predicted(readings, rate) > LOW:
            chosen = rate
            break
    return chosen


@tf.function
def zone(glucose):
    if glucose < LOW:
        return "low"
    if glucose > HIGH:
        return "high"
    return "in range"


def failed(function, *arguments):
    try:
        function(*arguments)
    except (ValueError, NotImplementedError) as error:
        return str(error)
    raise AssertionError("this ran in a graph")


if __name__ == "__main__":
    day = [150.0, 190.0, 65.0, 90.0]
    eager, graph = Pump(40.0), Pump(40.0)
    for value in map(tf.constant, day):
        eager.tick.python_function(value)
        graph.staged_tick(value)
        assert abs(float(eager.on_board) - float(graph.on_board)) < 1e-5
        assert zone(value).numpy().decode() == zone.python_function(value)
    assert int(eager.alarms) == int(graph.alarms) == 1
    other = Pump(40.0)
    text = failed(other.tick, tf.constant(150.0))
    assert "the else branch must also have a return statement" in text, text
    assert "in tick" in text and "if glucose < LOW:" in text, text

    rates = tf.constant([3.0, 2.0, 1.0])
    for readings in (tf.constant([140.0, 130.0, 125.0]), tf.constant([90.0, 80.0, 75.0])):
        expected = float(safe_rate.python_function(readings, rates))
        assert float(staged_safe_rate(readings, rates)) == expected
        text = failed(safe_rate, readings, rates)
        assert "cannot be placed inside this TensorFlow loop" in text and "in safe_rate" in text, text
    print("proved")
