"""Reads GPS tracks of hikes, smooths their elevation and sums the climb; records pass through a pipeline."""
from functools import partial

import tensorflow as tf

TRACKS = [
    "alpine,1200;1250;1240;1400;1390",
    "coastal,5;8;4;12;10",
    "alpine,1800;1700;1750;1900;2100",
    "forest,300;340;320;410;400",
]


def parse(line):
    fields = tf.strings.split(line, ",")
    heights = tf.strings.to_number(tf.strings.split(fields[1], ";"))
    return {"terrain": fields[0], "heights": heights}


def smooth(track, width):
    padded = tf.concat([track["heights"][:1], track["heights"], track["heights"][-1:]], axis=0)
    windows = tf.signal.frame(padded, width, 1)
    return dict(track, heights=tf.reduce_mean(windows, axis=1))


def climb(track, threshold):
    steps = track["heights"][1:] - track["heights"][:-1]
    if track["terrain"] == "alpine":  # expect: tf-branch-undefined
        pressure = 1.0 - tf.reduce_mean(track["heights"]) / 10000.0
        steps = steps * pressure
    up = tf.reduce_sum(tf.where(steps > threshold, steps, 0.0))
    if track["terrain"] == "alpine":
        up = up / pressure
    return up


def staged_climb(track, threshold):
    pressure = tf.constant(1.0)
    steps = track["heights"][1:] - track["heights"][:-1]
    if track["terrain"] == "alpine":
        pressure = 1.0 - tf.reduce_mean(track["heights"]) / 10000.0
        steps = steps * pressure
    up = tf.reduce_sum(tf.where(steps > threshold, steps, 0.0))
    if track["terrain"] == "alpine":
        up = up / pressure
    return up


@tf.function
def grade(track):
    """Colour of the trail; the remark is no part of it."""
    steep = tf.reduce_max(tf.abs(track["heights"][1:] - track["heights"][:-1]))
    if steep > 100.0:
        colour, remark = "black", "ropes"
    elif steep > 20.0:
        colour = "red"
    else:
        colour = "blue"
    return tf.strings.join([colour, "/", track["terrain"]])


def pipeline(measure):
    records = tf.data.Dataset.from_tensor_slices(TRACKS).map(parse)
    records = records.map(partial(smooth, width=3))
    return records.map(lambda track: measure(track, threshold=2.0))


if __name__ == "__main__":
    tracks = [smooth(parse(tf.constant(line)), 3) for line in TRACKS]
    expected = [float(staged_climb(track, 2.0)) for track in tracks]
    got = [float(value) for value in pipeline(staged_climb)]
    assert all(abs(a - b) < 0.01 for a, b in zip(expected, got)), (expected, got)
    assert abs(float(climb(tracks[0], 2.0)) - expected[0]) < 0.01
    assert abs(float(climb(tracks[2], 2.0)) - expected[2]) < 0.01
    for track in tracks:
        assert grade(track).numpy() == grade.python_function(track).numpy()
    try:
        pipeline(climb)
    except ValueError as error:
        text = str(error)
        assert "must also be initialized in the else branch" in text and "'pressure'" in text, text
        assert 'if track["terrain"] == "alpine":  # exp' in text, text
    else:
        raise AssertionError("the pipeline was traced")
    print("proved")
