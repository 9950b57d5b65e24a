"""Two-phase fine-tuning: the head alone first, then everything with a second optimizer."""
import keras
import tensorflow as tf


def build():
    return keras.Sequential([
        keras.layers.Input((3,)),
        keras.layers.Dense(4, activation="tanh", name="body"),
        keras.layers.Dense(1, name="head"),
    ])


class PhasedTrainer:
    def __init__(self, model):
        self.model = model
        self.head_optimizer = keras.optimizers.Adam(1e-2)
        self.full_optimizer = keras.optimizers.Adam(1e-4)
        self.step = tf.function(self.step)

    def _descend_head(self, tape, loss):
        variables = self.model.get_layer("head").trainable_variables
        self.head_optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))

    def _descend_all(self, tape, loss):
        variables = self.model.trainable_variables
        gradients = tape.gradient(loss, variables)
        self.full_optimizer.apply_gradients(zip(gradients, variables))  # expect: tf-late-state-creation

    def step(self, x, y, phase):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(self.model(x, training=True) - y))
        if phase == "head":
            self._descend_head(tape, loss)
        elif phase == "full":
            self._descend_all(tape, loss)
        else:
            raise ValueError("unknown phase: %r" % phase)
        return loss


def main(phases=("head", "full")):
    trainer = PhasedTrainer(build())
    x, y = tf.ones([4, 3]), tf.zeros([4, 1])
    history = {}
    for phase in phases:
        history[phase] = [float(trainer.step(x, y, phase)) for _ in range(2)]
        print("phase", phase, "done")
    return history


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    assert len(main()) == 2
    tf.config.run_functions_eagerly(False)
    assert len(main(("head",))) == 1
    try:
        main()
    except ValueError as error:
        assert "only supports singleton tf.Variables" in str(error)
    else:
        raise AssertionError("the second optimizer makes its slots on a later trace")
    print("proved")
