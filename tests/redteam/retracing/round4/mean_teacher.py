"""Semi-supervised training with a student and a slowly moving teacher."""
import keras
import numpy as np
import tensorflow as tf


def network():
    return keras.Sequential([
        keras.Input([5]),
        keras.layers.Dense(8, activation="tanh"),
        keras.layers.Dense(2),
    ])


@tf.function
def predict(model, inputs):
    return tf.nn.softmax(model(inputs, training=False))


@tf.function
def update(student, optimizer, labelled, labels, unlabelled, targets, consistency):
    with tf.GradientTape() as tape:
        logits = student(labelled, training=True)
        supervised = tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits)
        agreement = tf.square(tf.nn.softmax(student(unlabelled, training=True)) - targets)
        loss = tf.reduce_mean(supervised) + consistency * tf.reduce_mean(agreement)
    weights = student.trainable_variables
    optimizer.apply_gradients(zip(tape.gradient(loss, weights), weights))
    return loss


@tf.function
def follow(teacher_weights, student_weights, decay):
    for target, source in zip(teacher_weights, student_weights):
        target.assign(decay * target + (1.0 - decay) * source)


def variables_of(model):
    return [weight.value for weight in model.trainable_variables]


class MeanTeacher:
    def __init__(self, decay=0.9):
        self.student, self.teacher = network(), network()
        self.teacher.set_weights(self.student.get_weights())
        self.optimizer = keras.optimizers.Adam(1e-2)
        self.optimizer.build(self.student.trainable_variables)
        self.decay = decay
        self.consistency = tf.Variable(0.0)

    def train(self, batches, epochs):
        losses = []
        for epoch in range(epochs):
            self.consistency.assign(min(1.0, 0.25 * epoch))
            for labelled, labels, unlabelled in batches:
                targets = predict(self.teacher, unlabelled)
                loss = update(self.student, self.optimizer, labelled, labels, unlabelled,
                              targets, self.consistency)
                follow(variables_of(self.teacher), variables_of(self.student), self.decay)
                losses.append(float(loss))
        return losses

    def compare(self, inputs):
        """How far student and teacher are apart."""
        student, teacher = (predict(model, inputs) for model in (self.student, self.teacher))
        return float(tf.reduce_max(tf.abs(student - teacher)))


def data(count=12):
    rng = np.random.default_rng(4)
    x = rng.normal(size=[count, 5]).astype(np.float32)
    y = (x[:, 0] > 0).astype(np.int32)
    dataset = tf.data.Dataset.from_tensor_slices((x, y, x[::-1].copy()))
    return dataset.batch(4, drop_remainder=True)


if __name__ == "__main__":
    trainer = MeanTeacher()
    values = trainer.train(data(), epochs=5)
    assert len(values) == 15
    assert trainer.compare(tf.ones([4, 5])) > 0.0
    assert predict.experimental_get_tracing_count() == 2
    assert update.experimental_get_tracing_count() == 1
    assert follow.experimental_get_tracing_count() == 1
    print("proved")
