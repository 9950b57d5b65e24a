"""Summaries of weather stations; the newer syntax decides about configuration only."""
import tensorflow as tf

QUANTITIES = ("wind", "rain", "sun")


@tf.function
def summarise(readings, kind):
    """No value of a tensor decides here, so nothing needs to be converted."""
    match kind:
        case "wind":
            result = tf.reduce_max(readings, axis=0)
        case "rain" | "snow":
            result = tf.reduce_sum(readings, axis=0)
        case _:
            result = tf.reduce_mean(readings, axis=0)
    return tf.where(result > 100.0, 100.0, result)


@tf.function
def wind_and_rain(readings):
    """Finds the columns by name; a missing one is an error of the configuration."""
    columns = []
    for name in ("wind", "rain"):
        for index, quantity in enumerate(QUANTITIES):
            if quantity == name:
                columns.append(readings[:, index])
                break
        else:
            raise KeyError(name)
    return columns


@tf.function
def trimmed(readings):
    """The walrus is the whole test."""
    if rows := readings.shape[0]:
        readings = readings / rows
    if tf.reduce_max(readings) > 50.0:
        readings = readings - 50.0
    return readings


@tf.function
def scaled(readings):
    if (columns := readings.shape[-1]) > 2:
        readings = readings[:, :2] * columns
    return tf.cond(tf.reduce_any(readings < 0.0), lambda: tf.zeros_like(readings), lambda: readings)


def pairs(names):
    """A generator next to the traced functions, used by them in Python."""
    for position, name in enumerate(names):
        yield position, name


@tf.function
def balance(readings):
    total = tf.constant(0.0)
    for position, name in pairs(QUANTITIES):
        part = tf.reduce_sum(readings[:, position])
        if part < 0.0:
            part = -part
        total += part * (2.0 if name == "rain" else 1.0)
    largest = sum(len(name) for name in QUANTITIES)
    low: tf.Tensor = tf.reduce_min(readings)
    if low < 0.0:
        total = total + low
    return total / largest


def describe(readings, station):
    """Plain Python around the graphs."""
    report = {}
    for kind, values in zip(("wind", "rain"), wind_and_rain(readings)):
        if (value := float(tf.reduce_max(values))) > 10.0:
            report[kind] = value
    match station:
        case {"name": name, "height": height} if tf.constant(height) > 1000.0:
            report["title"] = f"{name} (mountain)"
        case {"name": name}:
            report["title"] = name
    return report


def main():
    readings = tf.constant([[12.0, 3.0, 6.0], [40.0, 0.5, 7.0]])
    summary = summarise(readings, kind="wind")
    report = describe(readings, {"name": "Ridge", "height": 1800.0})
    return summary, trimmed(readings), scaled(readings), balance(readings), report


if __name__ == "__main__":
    assert main()[-1] == {"wind": 40.0, "title": "Ridge (mountain)"}
    readings = tf.constant([[12.0, 3.0, 6.0], [140.0, -9.5, 7.0]])
    for case in (readings, -readings):
        for function in (trimmed, scaled, balance):
            assert float(tf.reduce_max(tf.abs(function(case) - function.python_function(case)))) < 1e-4
        ours, theirs = summarise(case, kind="wind"), summarise.python_function(case, kind="wind")
        assert ours.numpy().tolist() == theirs.numpy().tolist()
        for ours, theirs in zip(wind_and_rain(case), wind_and_rain.python_function(case)):
            assert ours.numpy().tolist() == theirs.numpy().tolist()
    print("proved")
