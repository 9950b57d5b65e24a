"""A gated recurrent cell that keeps the parameter names of old checkpoints; all are made before training."""
import tensorflow as tf
from tensorflow.compat.v1 import get_variable, variable_scope


def matrix(name, rows, columns, scale=0.2):
    values = scale * tf.random.stateless_normal([rows, columns], [rows, columns])
    return get_variable(name, initializer=values, use_resource=True)


class GatedCell(tf.Module):
    def __init__(self, inputs: int, units: int, scope: str = "rnn/gated_cell"):
        super().__init__()
        self.units = units
        with variable_scope(scope):
            self.update_kernel = matrix("update_kernel", inputs + units, units)
            self.candidate_kernel = matrix("candidate_kernel", inputs + units, units)
            self.bias = get_variable("bias", shape=[units], initializer=tf.zeros_initializer())

    def advance(self, state, x):
        joined = tf.concat([x, state], axis=-1)
        gate = tf.sigmoid(joined @ self.update_kernel + self.bias)
        return gate * state + (1.0 - gate) * tf.tanh(joined @ self.candidate_kernel)

    @tf.function
    def unroll(self, sequence):
        state = tf.zeros([tf.shape(sequence)[1], self.units])
        for x in sequence:
            state = self.advance(state, x)
        return state


@tf.function
def train_step(cell: GatedCell, sequence: tf.Tensor, target: tf.Tensor):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(cell.unroll(sequence) - target))
    variables = cell.trainable_variables
    for variable, grad in zip(variables, tape.gradient(loss, variables)):
        variable.assign_sub(0.5 * grad)
    return loss


def sequences():
    sequence = tf.random.stateless_normal([5, 2, 3], [8, 1])
    return sequence, tf.tanh(tf.reduce_sum(sequence, axis=0)[:, :2])


def train(cell, steps=4):
    sequence, target = sequences()
    return [float(train_step(cell, sequence, target)) for _ in range(steps)]


if __name__ == "__main__":
    cell = GatedCell(3, 2)
    names = sorted(variable.name for variable in cell.variables)
    assert names == ["rnn/gated_cell/%s:0" % n for n in ("bias", "candidate_kernel", "update_kernel")], names
    losses = train(cell)
    assert losses == sorted(losses, reverse=True)
    tf.config.run_functions_eagerly(True)
    eager = train(GatedCell(3, 2))
    tf.config.run_functions_eagerly(False)
    assert all(abs(a - b) < 1e-5 for a, b in zip(losses, eager)), (losses, eager)
    print("proved")
