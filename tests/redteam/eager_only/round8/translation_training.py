"""Trains a tiny word-by-word translation model and reports loss and perplexity."""
import tensorflow as tf

VOCABULARY = 11
PAD = 0


class Translator(tf.Module):
    def __init__(self, width: int = 6):
        super().__init__()
        start = tf.keras.initializers.GlorotUniform(seed=3)
        self.source = tf.Variable(start([VOCABULARY, width]), name="source")
        self.target = tf.Variable(start([width, VOCABULARY]), name="target")

    def __call__(self, words):
        return tf.gather(self.source, words) @ self.target


class Trainer:
    def __init__(self, model: Translator, rate: float = 0.5):
        self.model = model
        self.rate = rate

    def loss(self, words, labels):
        logits = self.model(words)
        each = tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits)
        weight = tf.cast(labels != PAD, tf.float32)
        return tf.reduce_sum(each * weight) / tf.reduce_sum(weight)

    @tf.function
    def train_step(self, words, labels):
        with tf.GradientTape() as tape:
            loss = self.loss(words, labels)
        variables = self.model.trainable_variables
        for variable, gradient in zip(variables, tape.gradient(loss, variables)):
            variable.assign_sub(self.rate * tf.convert_to_tensor(gradient))
        return {"loss": loss.numpy(), "perplexity": tf.exp(loss)}  # expect: tf-numpy-call

    @tf.function
    def eval_step(self, words, labels):
        loss = self.loss(words, labels)
        return {"loss": loss, "perplexity": tf.exp(loss)}


def corpus():
    words = tf.constant([[1, 2, 3, 4], [5, 6, 7, 0], [8, 9, 10, 0]])
    return words, tf.where(words == PAD, PAD, VOCABULARY - words)


def main(epochs=3):
    trainer = Trainer(Translator())
    words, labels = corpus()
    for epoch in range(epochs):
        logs = trainer.train_step(words, labels)
        print(f"epoch {epoch}: loss {logs['loss']:.3f}")
    print("final", trainer.eval_step(words, labels)["perplexity"].numpy())


if __name__ == "__main__":
    coach = Trainer(Translator())
    batch = corpus()
    graph, eager = coach.eval_step(*batch), coach.loss(*batch)
    assert abs(float(graph["loss"]) - float(eager)) < 1e-5
    tf.config.run_functions_eagerly(True)
    losses = [coach.train_step(*batch)["loss"] for _ in range(3)]
    tf.config.run_functions_eagerly(False)
    assert losses[2] < losses[0]
    try:
        main()
    except AttributeError as error:
        assert "object has no attribute 'numpy'" in str(error) and "loss.numpy()" in str(error), error
    else:
        raise AssertionError("no error")
    print("proved")
