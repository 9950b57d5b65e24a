"""Parses elevator logs: errors that are known while tracing are handled there, others by assertions."""
import tensorflow as tf

FLOORS = 5


def as_rows(values, width):
    """Rows of a width, or one row when the values do not fill them; sizes are known."""
    try:
        return tf.reshape(values, [values.shape[0] // width, width])
    except (ValueError, tf.errors.InvalidArgumentError):
        return tf.reshape(values, [1, -1])


def column(table, name):
    try:
        return table[name]
    except KeyError:
        return tf.zeros([1])


def clean(values):
    """A guard in place of a handler."""
    if tf.reduce_any(values < 0):
        values = tf.abs(values)
    return tf.minimum(values, FLOORS)


def tag(code):
    try:
        number = int(code)
    except ValueError:
        number = -1
    finally:
        suffix = len(code)
    return number * 10 + suffix


class Section:
    """A context manager that counts entries of one call."""

    def __init__(self):
        self.depth = 0

    def __enter__(self):
        self.depth += 1
        return self

    def __exit__(self, *details):
        self.depth -= 1
        return False


@tf.function
def travel(values, width=3):
    rows = as_rows(values, width)
    steps = tf.abs(rows[:, 1:] - rows[:, :-1])
    with Section() as section:
        total = tf.reduce_sum(clean(steps))
        if total > 8:
            total = total + section.depth
    return total, rows


@tf.function
def load(table):
    weights = column(table, "weight")
    extra = column(table, "luggage")
    try:
        if tf.reduce_sum(weights) > 100.0:
            weights = weights * 0.5
        result = tf.reduce_sum(weights) + tf.reduce_sum(extra)
    finally:
        code = tag("12x") + tag("7")
    return result + float(code)


def plain(result):
    return [v.numpy().tolist() for v in tf.nest.flatten(result)]


def outcome(function, *args):
    """Eager: the errors of a traced function are caught where it is called."""
    try:
        return plain(function(*args))
    except (tf.errors.InvalidArgumentError, ValueError) as error:
        return type(error).__name__


if __name__ == "__main__":
    rides = [tf.constant(v) for v in ([0, 3, 5, 1], [4, 0, 0, 2], [1, 1, 2, 2, 5, 0])]
    for ride in rides:
        assert plain(travel(ride)) == plain(travel.python_function(ride))
    for heavy in (40.0, 90.0):
        table = {"weight": tf.constant([heavy, heavy])}
        assert plain(load(table)) == plain(load.python_function(table))
        assert outcome(load, table) == plain(load(table))
    print("proved")
