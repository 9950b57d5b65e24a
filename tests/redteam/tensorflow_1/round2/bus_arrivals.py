"""Arrivals of buses in the style of estimators: model_fn, input_fn, hooks, without a word of version two."""
import os
import tempfile

import numpy as np
import tensorflow.compat.v1 as tf

TRAIN, PREDICT = "train", "predict"


def input_fn(batch=4, repeat=1):
    rng = np.random.RandomState(7)
    features = rng.uniform(size=(16, 2)).astype(np.float32)
    minutes = (features @ np.array([[3.0], [5.0]], np.float32)).ravel()
    ds = tf.data.Dataset.from_tensor_slices((features, minutes)).repeat(repeat).batch(batch)
    return tf.data.make_one_shot_iterator(ds).get_next()


def model_fn(features, minutes, mode, params):
    with tf.variable_scope("arrivals", reuse=tf.AUTO_REUSE):
        w = tf.get_variable("w", [2], initializer=tf.zeros_initializer())
        b = tf.get_variable("b", [], initializer=tf.zeros_initializer())
    predicted = tf.reduce_sum(features * w, axis=1) + b
    if mode == PREDICT:
        return {"predicted": predicted}
    loss = tf.losses.huber_loss(minutes, predicted)
    step = tf.train.get_or_create_global_step()
    train = tf.train.MomentumOptimizer(params["rate"], 0.9).minimize(loss, global_step=step)
    return {"loss": loss, "train": train}


class Hook(tf.train.SessionRunHook):
    def __init__(self, loss):
        self.loss = loss
        self.seen = []

    def before_run(self, run_context):
        return tf.train.SessionRunArgs(self.loss)

    def after_run(self, run_context, run_values):
        self.seen.append(float(run_values.results))


def train(folder, params, repeat=10):
    with tf.Graph().as_default():
        spec = model_fn(*input_fn(repeat=repeat), TRAIN, params)
        hook = Hook(spec["loss"])
        with tf.train.MonitoredTrainingSession(
            checkpoint_dir=folder,
            hooks=[hook],
            log_step_count_steps=None,
            save_summaries_steps=None,
            save_summaries_secs=None,
        ) as session:
            while not session.should_stop():
                session.run(spec["train"])
    return hook.seen


def predict(folder):
    with tf.Graph().as_default():
        features, minutes = input_fn(batch=16)
        spec = model_fn(features, None, PREDICT, {})
        saver = tf.train.Saver()
        with tf.Session() as session:
            saver.restore(session, tf.train.latest_checkpoint(folder))
            return session.run([spec["predicted"], minutes])


if __name__ == "__main__":
    tf.logging.set_verbosity(tf.logging.ERROR)
    with tempfile.TemporaryDirectory() as folder:
        losses = train(os.path.join(folder, "run"), {"rate": 0.02})
        predicted, minutes = predict(os.path.join(folder, "run"))
    assert len(losses) == 40 and losses[-1] < losses[0]
    assert np.abs(predicted - minutes).mean() < 2.0
    print("proved")
