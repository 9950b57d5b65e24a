"""Knowledge distillation with a temperature that cools from epoch to epoch."""
from dataclasses import dataclass, replace

import tensorflow as tf


@dataclass(frozen=True)
class DistillConfig:
    temperature: float = 4.0
    alpha: float = 0.7
    epochs: int = 5


def compiled(function):
    """Compiles with the options used across the project."""
    return tf.function(function, reduce_retracing=True)


student = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(2)])
teacher = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(8, "relu"), tf.keras.layers.Dense(2)])


def soft_targets_loss(teacher_logits, student_logits, temperature):
    targets = tf.nn.softmax(teacher_logits / temperature)
    losses = tf.nn.softmax_cross_entropy_with_logits(targets, student_logits / temperature)
    return tf.reduce_mean(losses) * temperature**2


@compiled
def distill_step(features, labels, config):
    with tf.GradientTape() as tape:
        logits = student(features)
        hard = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits))
        soft = soft_targets_loss(teacher(features), logits, config.temperature)
        loss = config.alpha * soft + (1.0 - config.alpha) * hard
    for weight, grad in zip(student.trainable_variables, tape.gradient(loss, student.trainable_variables)):
        weight.assign_sub(0.05 * grad)
    return loss


def distill(features, labels, config):
    losses = []
    for epoch in range(config.epochs):
        cooled = replace(config, temperature=config.temperature / (1 + epoch))
        loss = distill_step(features, labels, config=cooled)  # expect: tf-python-container-arg  allow: tf-object-arg
        losses.append(float(loss))
    return losses


def batch():
    return tf.random.stateless_normal([6, 3], [1, 1]), tf.constant([0, 1, 0, 1, 1, 0])


if __name__ == "__main__":
    x, y = batch()
    base = DistillConfig()
    print(distill(x, y, base))
    assert distill_step.experimental_get_tracing_count() == 5
    for _ in range(3):
        distill_step(x, y, config=base)
    assert distill_step.experimental_get_tracing_count() <= 6
    print("proved")
