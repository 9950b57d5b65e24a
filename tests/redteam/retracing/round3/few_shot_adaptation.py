"""Few-shot regression: a meta-learned start, adapted to each task and then tuned on it."""
import keras
import numpy as np
import tensorflow as tf

SHOTS = 4


def sine_tasks(count, rng):
    """Yields support sets of sine waves with other phases."""
    for _ in range(count):
        phase = rng.uniform(0.0, np.pi)
        x = rng.uniform(-3.0, 3.0, size=(SHOTS, 1)).astype(np.float32)
        yield tf.constant(np.hstack([x, np.ones_like(x)])), tf.constant(np.sin(x + phase).astype(np.float32))


def inner_settings(episode, base=0.2):
    return {"rate": base / (1 + episode), "decay": 1e-3}


@tf.function
def tune(optimizer, weights, x, y):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((tf.matmul(x, weights) - y) ** 2)
    optimizer.apply_gradients([(tape.gradient(loss, weights), weights)])
    return loss


class MetaLearner:
    def __init__(self, features):
        self.start = tf.Variable(tf.zeros([features, 1]))
        self.meta_rate = tf.constant(0.1)

    @tf.function
    def adapt(self, x, y, settings):
        fast = self.start.read_value()
        for _ in range(3):
            with tf.GradientTape() as tape:
                tape.watch(fast)
                loss = tf.reduce_mean((tf.matmul(x, fast) - y) ** 2)
            fast = (1.0 - settings["decay"]) * fast - settings["rate"] * tape.gradient(loss, fast)
        self.start.assign_add(self.meta_rate * (fast - self.start))
        return fast

    def episode(self, number, task):
        x, y = task
        settings = inner_settings(number)
        return self.adapt(x, y, settings)  # expect: tf-python-container-arg


def meta_train(learner, tasks):
    return [learner.episode(number, task) for number, task in enumerate(tasks)]


def tune_all(learner, tasks, weights):
    """Every task gets its own optimizer, as the moments must not mix."""
    losses = []
    for x, y in tasks:
        weights.assign(learner.start)
        optimizer = keras.optimizers.Adam(0.01)
        optimizer.build([weights])
        losses.append(float(tune(optimizer, weights, x, y)))  # expect: tf-object-arg
    return losses


if __name__ == "__main__":
    rng = np.random.default_rng(3)
    learner = MetaLearner(2)
    meta_train(learner, sine_tasks(5, rng))
    assert learner.adapt.experimental_get_tracing_count() == 5
    tensors = [(task, {"rate": tf.constant(0.2 / k), "decay": tf.constant(1e-3)})
               for k, task in enumerate(sine_tasks(4, rng), start=1)]
    for (x, y), settings in tensors:
        learner.adapt(x, y, settings)
    assert learner.adapt.experimental_get_tracing_count() == 6
    weights = tf.Variable(learner.start)
    assert len(tune_all(learner, sine_tasks(4, rng), weights)) == 4
    assert tune.experimental_get_tracing_count() == 4
    kept = keras.optimizers.Adam(0.01)
    kept.build([weights])
    for x, y in sine_tasks(4, rng):
        tune(kept, weights, x, y)
    assert tune.experimental_get_tracing_count() == 5
    print("proved")
