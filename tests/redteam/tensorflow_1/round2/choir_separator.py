"""Separates the voices of a choir by masks; the trainer keeps weights with a saver."""
import os
import tempfile

import tensorflow as tf

VOICES, BINS = 2, 5


class Separator(tf.Module):
    def __init__(self):
        super().__init__()
        self.logits = tf.Variable(tf.random.stateless_normal([VOICES, BINS], [3, 1]))

    @tf.function
    def __call__(self, spectrum):
        masks = tf.nn.softmax(self.logits, axis=0)
        return masks[None] * spectrum[:, None]

    @tf.function
    def learn(self, spectrum, voices):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((self(spectrum) - voices) ** 2)
        self.logits.assign_sub(2.0 * tape.gradient(loss, self.logits))
        return loss


class Trainer:
    def __init__(self, separator, folder):
        self.separator = separator
        self.path = os.path.join(folder, "separator")

    def run(self, steps):
        return [float(self.separator.learn(*music())) for _ in range(steps)]

    def save(self):
        return tf.train.Checkpoint(separator=self.separator).write(self.path)

    def restore(self):
        tf.train.Checkpoint(separator=self.separator).read(self.path)


class OldTrainer(Trainer):
    def save(self):
        saver = tf.train.Saver({"logits": self.separator.logits})  # expect: tf1-variables
        return saver.save(None, self.path)

    def restore(self):
        reset = tf.variables_initializer([self.separator.logits])  # expect: tf1-variables
        return reset


def music():
    voices = tf.random.stateless_uniform([4, VOICES, BINS], [5, 5])
    return tf.reduce_sum(voices, axis=1), voices


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        trainer, reference = Trainer(Separator(), folder), Separator()
        losses = trainer.run(3)
        eager = [float(Separator.learn.python_function(reference, *music())) for _ in range(3)]
        assert losses[-1] < losses[0] and all(abs(a - b) < 1e-5 for a, b in zip(losses, eager))
        trainer.save()
        kept = trainer.separator.logits.numpy()
        trainer.run(2)
        trainer.restore()
        assert (trainer.separator.logits.numpy() == kept).all()
        old = OldTrainer(Separator(), folder)
        for call, name in ((old.save, "Saver"), (old.restore, "variables_initializer")):
            try:
                call()
            except AttributeError as error:
                assert f"has no attribute '{name}'" in str(error), error
            else:
                raise AssertionError(name)
    print("proved")
