"""Forecasts snow for a ski resort: by lift, by week, and for the slopes."""
import math
import statistics

import numpy as np
import tensorflow as tf

LIFTS = ["valley", "glacier", "summit"]
HEIGHTS = {"valley": "1100", "glacier": "2650", "summit": "3320"}
MEAN_HEIGHT = statistics.fmean(float(h) for h in HEIGHTS.values())


def lapse(height, reference=MEAN_HEIGHT):
    """Python numbers only."""
    return round((reference - int(height)) * 0.0065, 2) + math.copysign(0.1, reference - float(height))


OFFSETS = {name: lapse(height) for name, height in HEIGHTS.items()}
FACTORS = tf.constant([1.0, 1.5, 2.0])


@tf.function
def snowfall(rain, temperature):
    """Centimetres by lift; tensors are cast in converted code."""
    out = []
    for k, name in enumerate(LIFTS):
        local = temperature + OFFSETS[name]
        cold = float(local < 0.5)
        out.append(rain * FACTORS[k] * cold)
    total = abs(tf.add_n(out))
    class_ = int(total / 10.0)
    if class_ > int("2"):
        class_ = tf.constant(2)
    return tf.stack(out), class_, FACTORS[class_]


@tf.function
def weekly(series, window=3.0):
    days = int(window)
    steps = math.ceil(series.shape[0] / days)
    rows = [series[k * days : (k + 1) * days] for k in range(steps)]
    powder = sum(tf.reduce_max(row) for row in rows)
    return powder / float(steps), math.log(steps) + powder * math.sqrt(days), math.prod(series.shape)


@tf.function
def open_lifts(snow, wind):
    """Counts with a staged loop; the bound is cast within the graph."""
    needed = int(snow / 30.0)
    count = 0
    for _ in range(needed):
        count += 1
    lifts = tf.constant(LIFTS)[: tf.minimum(count, len(LIFTS))]
    gusts = float(wind) * 1.3
    share = float(tf.size(lifts)) / len(LIFTS)
    return lifts, share if gusts < 80.0 else 0.0


def base(depth):
    """Reads a constant made outside, whose value Python can see."""
    limit = float(FACTORS.numpy()[1]) * 10.0
    return depth > limit


@tf.function
def slopes(depth, sizes=(1, 2)):
    width, height = (int(size) for size in sizes)
    area = math.hypot(width, height) * bool(width)
    rough = complex(width, 0.0).real
    return tf.cast(base(depth), tf.float32) * area + math.floor(rough + 0.5)


def plain(result):
    arrays = [np.asarray(value) for value in tf.nest.flatten(result)]
    return [a.tolist() if a.dtype.kind == "O" else a.astype(np.float32).round(2).tolist() for a in arrays]


if __name__ == "__main__":
    for rain, warmth in ((5.0, -3.0), (20.0, 0.0), (9.0, 12.0)):
        arguments = tf.constant(rain), tf.constant(warmth)
        assert plain(snowfall(*arguments)) == plain(snowfall.python_function(*arguments))
        series = tf.range(7.0) * rain
        assert plain(weekly(series)) == plain(weekly.python_function(series))
        arguments = tf.constant(rain * 6.0), tf.constant(abs(warmth) * 6.0)
        assert plain(open_lifts(*arguments)) == plain(open_lifts.python_function(*arguments))
        depth = tf.constant([rain, 16.0, warmth])
        assert plain(slopes(depth)) == plain(slopes.python_function(depth))
    print("proved")
