"""Plans the heating of a hotel: rooms are mapped over, boilers are searched, and tariffs hold for hours."""
import traceback

import tensorflow as tf

BOILERS = ((10.0, 1.2), (25.0, 1.0), (60.0, 0.9))


def boiler_cost(demand):
    """Cost with the first boiler that is strong enough; a rented one otherwise."""
    for power, price in BOILERS:  # expect: tf-autograph-unconverted
        if power > 50.0:
            break
    else:
        power, price = 100.0, 2.0
    if demand > power:
        return demand * 2.0
    return demand * price


def staged_boiler_cost(demand):
    power, price = 100.0, 2.0
    for power, price in BOILERS:
        if power > 50.0:
            break
    if demand > power:
        return demand * 2.0
    return demand * price


@tf.function
def costs(demands):
    return tf.map_fn(boiler_cost, demands)


@tf.function
def staged_costs(demands):
    return tf.map_fn(staged_boiler_cost, demands)


@tf.function
def preheat(outside, target):
    """Hours of heating until a room is warm."""

    def cold(hours, temperature):
        return temperature < target

    def heat(hours, temperature):
        gain = 2.0 if temperature < 15.0 else 1.0
        if any([hours < 2, outside > 10.0]):  # expect: tf-tensor-bool-unconverted
            gain = gain + 0.5
        return hours + 1, temperature + gain

    return tf.while_loop(cold, heat, (tf.constant(0), outside))[0]


@tf.function
def staged_preheat(outside, target):
    def cold(hours, temperature):
        return temperature < target

    def heat(hours, temperature):
        gain = 2.0 if temperature < 15.0 else 1.0
        if hours < 2 or outside > 10.0:
            gain = gain + 0.5
        return hours + 1, temperature + gain

    return tf.while_loop(cold, heat, (tf.constant(0), outside))[0]


@tf.function
def tariff(hour):
    """Price of an hour: night, evening, day."""
    return 0.18 if hour < 6 else 0.24 if hour >= 20 else 0.31  # expect: tf-tensor-bool-unconverted


@tf.function
def staged_tariff(hour):
    night = lambda: tf.constant(0.18)
    day = lambda: tf.constant(0.24) if hour >= 20 else tf.constant(0.31)
    return tf.cond(hour < 6, night, day)


def refused(function, *arguments):
    try:
        function(*arguments)
    except tf.errors.OperatorNotAllowedInGraphError as error:
        return traceback.format_exc() + str(error)
    raise AssertionError("planned")


if __name__ == "__main__":
    message = "Using a symbolic `tf.Tensor` as a Python `bool`"
    for values in ([5.0, 70.0], [59.0, 61.0]):
        demands = tf.constant(values)
        assert staged_costs(demands).numpy().tolist() == costs.python_function(demands).numpy().tolist()
        text = refused(costs, demands)
        assert message in text and "if demand > power:" in text and "in boiler_cost" in text, text
    for pair in ((4.0, 20.0), (12.0, 21.0), (22.0, 20.0)):
        arguments = [tf.constant(value) for value in pair]
        assert int(staged_preheat(*arguments)) == int(preheat.python_function(*arguments))
        assert message in refused(preheat, *arguments)
        assert "if any([hours < 2, outside > 10.0]):" in refused(preheat, *arguments)
    for hour in map(tf.constant, (3, 12, 22)):
        assert abs(float(staged_tariff(hour)) - tariff.python_function(hour)) < 1e-6
        assert message in refused(tariff, hour) and "return 0.18 if hour < 6" in refused(tariff, hour)
    print("proved")
