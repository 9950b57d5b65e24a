"""A curling stone on pebbled ice, slid from the house to the hog line, with a record of its energy."""
import tempfile

import tensorflow as tf

LENGTH = 6
LOGDIR = tempfile.mkdtemp()

# %% the stone and the ice
friction = tf.constant(0.08)
sweeping = tf.constant([1.0, 0.9, 0.7, 0.7, 0.9, 1.0])
writer = tf.summary.create_file_writer(LOGDIR)


def kinetic(speed):
    return 0.5 * 19.0 * tf.reduce_sum(speed**2)


def record(tag, value, step):
    tf.summary.write(tag, value, step=step)  # expect: tf-summary-step


@tf.function
def slide(place, speed, rub, tick):
    with writer.as_default():
        record("energy", kinetic(speed), tick)  # allow: tf-summary-step
    speed = speed * (1.0 - friction * rub)
    return place + speed, speed


@tf.function
def curl(place, spin):
    return place + spin * tf.constant([0.0, 0.02])


# %% the throw
place, speed = tf.zeros([2]), tf.constant([2.0, 0.1])
for tick, rub in enumerate(tf.unstack(sweeping)):
    place, speed = slide(place, speed, rub, tick)  # expect: tf-python-scalar-arg
    place = curl(place, rub)
print("the stone lies at", place.numpy().round(2))

# %% the end
writer.flush()
final_energy = float(kinetic(speed))


if __name__ == "__main__":
    assert slide.experimental_get_tracing_count() == LENGTH
    assert curl.experimental_get_tracing_count() == 1
    for tick in tf.range(20, 26, dtype=tf.int64):
        slide(place, speed, tf.constant(1.0), tick)
    assert slide.experimental_get_tracing_count() == LENGTH + 1
    assert 0.0 < final_energy < 40.0
    print("proved")
