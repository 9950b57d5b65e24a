"""Time-lapse frames: functions without AutoGraph that leave conditions to TensorFlow."""
import numpy as np
import tensorflow as tf

DAYLIGHT = tf.constant(0.6)
IS_DAY = DAYLIGHT > 0.5
CONFIG = {"sharpen": True, "levels": 3}


@tf.autograph.experimental.do_not_convert
def exposure(frame, target):
    """Python decides by configuration, TensorFlow by values."""
    mean = tf.reduce_mean(frame)
    if CONFIG["sharpen"]:
        frame = frame + 0.1 * (frame - mean)
    if frame.shape.rank == 2 and frame.dtype.is_floating:
        frame = frame[..., tf.newaxis]
    return tf.cond(mean < target, lambda: frame * 2.0, lambda: frame)


@tf.function(autograph=False)
def brighten(frame, target):
    if IS_DAY:
        target = target * DAYLIGHT
    frame = exposure(frame, target)
    for level in range(CONFIG["levels"]):
        if level % 2:
            continue
        frame = tf.clip_by_value(frame, 0.0, 2.0 - 0.25 * level)
    return frame


@tf.function(autograph=False)
def halve_until_dark(frame, limit):
    def bright(frame, steps):
        return tf.reduce_max(frame) > limit

    def halve(frame, steps):
        return 0.5 * frame, steps + 1

    return tf.while_loop(bright, halve, (frame, tf.constant(0)))


@tf.function(autograph=False)
def classify(frame):
    darkness = tf.reduce_mean(frame)
    return tf.case(
        [(darkness < 0.2, lambda: tf.constant("night")), (darkness < 0.5, lambda: tf.constant("dusk"))],
        default=lambda: tf.constant("day"),
    )


@tf.function
def adjust(frame, kind):
    """Converted; it calls those that are not."""
    bright = brighten(frame, tf.constant(0.5))
    if tf.reduce_max(bright) > 1.0:
        bright, steps = halve_until_dark(bright, tf.constant(1.0))
    else:
        steps = tf.constant(0)
    factor = tf.switch_case(kind, [lambda: tf.constant(1.0), lambda: tf.constant(0.5)])
    return factor * bright, steps, classify(bright)


def frames():
    ramp = tf.reshape(tf.range(4.0), [2, 2]) / 4.0
    return [ramp, 0.1 * ramp, 3.0 * ramp]


def plain(result):
    return [np.asarray(v).tolist() for v in tf.nest.flatten(result)]


if __name__ == "__main__":
    for frame in frames():
        for kind in (tf.constant(0), tf.constant(1)):
            graph = plain(adjust(frame, kind))
            tf.config.run_functions_eagerly(True)
            eager = plain(adjust(frame, kind))
            tf.config.run_functions_eagerly(False)
            assert graph == eager, (graph, eager)
        assert plain(classify(frame)) == plain(classify.python_function(frame))
        assert plain(brighten(frame, tf.constant(0.5))) == plain(brighten.python_function(frame, tf.constant(0.5)))
    print("proved")
