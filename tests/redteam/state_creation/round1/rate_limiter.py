"""Closures over TensorFlow state: counters, windows and rate limiters made by plain factories."""
import tensorflow as tf


def make_counter(start=0):
    """Returns a traced function that counts its calls."""
    count = tf.Variable(start, dtype=tf.int64)

    @tf.function
    def increment(amount):
        return count.assign_add(amount)

    return increment


def make_window(size):
    values = tf.Variable(tf.zeros([size]))
    cursor = tf.Variable(0)

    def push(value):
        index = cursor % size
        values.scatter_nd_update([[index]], [value])
        cursor.assign_add(1)
        return tf.reduce_sum(values)

    return tf.function(push)


def make_limiter(limit, size=3):
    window = make_window(size)
    counter = make_counter()

    @tf.function
    def admit(cost):
        load = window(cost)
        allowed = load <= limit
        counter(tf.cast(allowed, tf.int64))
        return allowed

    return admit, counter


LIMITERS = {name: make_limiter(limit) for name, limit in (("small", 2.0), ("large", 10.0))}


if __name__ == "__main__":
    def replay():
        decisions = []
        for name, limit in (("small", 2.0), ("large", 10.0)):
            admit, counter = make_limiter(limit)
            for cost in (1.0, 0.5, 4.0, 0.2, 0.3):
                decisions.append(bool(admit(tf.constant(cost))))
            decisions.append(int(counter(tf.constant(0, tf.int64))))
        return decisions

    tf.config.run_functions_eagerly(True)
    eager = replay()
    tf.config.run_functions_eagerly(False)
    assert eager == replay(), eager
    assert eager[:6] == [True, True, False, False, False, 2], eager
    assert sorted(LIMITERS) == ["large", "small"]
    print("proved")
