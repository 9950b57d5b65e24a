"""Train the regressor: ``python train.py``."""

import time

import tensorflow as tf
from data import add_noise, jitter, make_batches
from model import Regressor
from progress import record, report, summarize

LEARNING_RATE = 0.05
model = Regressor()
global_step = 0


@tf.function(input_signature=[tf.TensorSpec([None, 3], tf.float32), tf.TensorSpec([None, 1], tf.float32)])
def train_step(features, targets):
    """One step of gradient descent, with most of what people believe runs at each step."""
    global global_step
    started = time.time()
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(model(features) - targets))
    variables = [model.weights, model.bias]
    for variable, gradient in zip(variables, tape.gradient(loss, variables)):
        variable.assign_sub(LEARNING_RATE * gradient)
    global_step += 1
    print("step took", time.time() - started, "seconds")
    record(loss)
    report(loss)
    return loss


@tf.function(input_signature=[tf.TensorSpec([None, 3], tf.float32), tf.TensorSpec([None, 1], tf.float32)])
def evaluate(features, targets):
    """The same with what does run at each call: nothing to report here."""
    errors = []
    for scale in (0.5, 1.0):
        errors.append(tf.reduce_mean(tf.abs(model(scale * features) - targets)))
    error = tf.add_n(errors) / 2.0
    tf.print("error", error)
    return error


def main():
    losses = []
    for features, targets in make_batches(20):
        losses.append(float(train_step(add_noise(jitter(features)), targets)))
    summarize(losses)
    evaluate(features, targets)


if __name__ == "__main__":
    main()
