"""Fine-tunes a classification head; the configuration is made once for the run."""
import dataclasses
import json

import tensorflow as tf

SETTINGS = '{"weight_decay": 0.01, "smoothing": 0.1, "epochs": 6}'


@dataclasses.dataclass(frozen=True)
class RunConfig:
    weight_decay: float
    smoothing: float
    epochs: int

    @classmethod
    def from_json(cls, text):
        return cls(**json.loads(text))


class Head(tf.Module):
    def __init__(self, width, classes):
        super().__init__()
        self.kernel = tf.Variable(tf.zeros([width, classes]))
        self.classes = classes

    def loss(self, features, labels, config):
        targets = tf.one_hot(labels, self.classes) * (1 - config.smoothing) + config.smoothing / self.classes
        logits = features @ self.kernel
        return tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(targets, logits))


@tf.function
def train_step(head, batch, config, rate):
    with tf.GradientTape() as tape:
        loss = head.loss(batch["features"], batch["labels"], config)
        total = loss + config.weight_decay * tf.nn.l2_loss(head.kernel)
    head.kernel.assign_sub(rate * tape.gradient(total, head.kernel))
    return loss


def warmup(epoch, config):
    return tf.convert_to_tensor(0.5 * (epoch + 1) / config.epochs)


def finetune(head, batch, config):
    losses = []
    for epoch in range(config.epochs):
        rate = warmup(epoch, config)
        losses.append(float(train_step(head, batch, config, rate)))
    return losses


def main():
    config = RunConfig.from_json(SETTINGS)
    batch = {"features": tf.eye(4), "labels": tf.constant([0, 1, 0, 1])}
    return finetune(Head(4, 2), batch, config)


if __name__ == "__main__":
    history = main()
    assert history == sorted(history, reverse=True)
    assert train_step.experimental_get_tracing_count() == 1
    print("proved")
