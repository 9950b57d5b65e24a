"""Lists in a dict, and in a list, that a staged loop is to fill."""

import tensorflow as tf


@tf.function
def rollout(x, steps):
    history = {"position": [], "speed": []}
    speed = tf.ones_like(x)
    for _ in tf.range(steps):
        x = x + speed
        speed = 0.5 * speed
        history["position"].append(x)  # expect: tf-list-append-in-tensor-loop
        history["speed"].append(speed)  # expect: tf-list-append-in-tensor-loop
    return {name: tf.stack(values) for name, values in history.items()}


@tf.function
def counted(x):
    columns = [[], []]
    for row in x:
        columns[0].append(1.0)  # expect: tf-list-append-in-tensor-loop
        columns[1].append(2.0)  # expect: tf-list-append-in-tensor-loop
    return x * len(columns[0]) * len(columns[1])


def run():
    values = [tf.fill([3, 2], value) for value in (1.0, 2.0, 3.0)]
    rollouts = [rollout(v, tf.constant(3)) for v in values]
    return [r["speed"].numpy().tolist() for r in rollouts], [counted(v).numpy().tolist() for v in values]
