"""Strikes coins from dies: helpers that run under either version and either mode, chosen while they run."""
import tensorflow as tf

MAJOR = int(tf.__version__.split(".")[0])

if MAJOR >= 2:
    Session, placeholder = tf.compat.v1.Session, tf.compat.v1.placeholder
else:
    Session, placeholder = tf.Session, tf.placeholder

try:
    from tensorflow import variable_scope
except ImportError:
    from tensorflow.compat.v1 import variable_scope

initializer = getattr(tf, "global_variables_initializer", None) or tf.compat.v1.global_variables_initializer


def evaluate(value):
    """A number, whatever the mode is."""
    if tf.executing_eagerly():
        return float(value.numpy())
    return float(value.eval(session=tf.compat.v1.get_default_session()))


def input_of(shape, name):
    if tf.executing_eagerly():
        return tf.TensorSpec(shape, tf.float32, name)
    return placeholder(tf.float32, shape, name)


def start(session=None):
    if hasattr(tf, "Session"):
        session = session or tf.Session()
    if session is not None:
        session.run(initializer())
    return session


class Die(tf.Module):
    def __init__(self, relief):
        super().__init__()
        self.relief = tf.Variable(relief)

    def strike(self, force):
        with variable_scope("strike"):
            return tf.reduce_sum(tf.minimum(self.relief * force, 1.0))


def strike_twice(compiled, force):
    return compiled(force) + compiled(force * 0.5)


def struck_in_graph(relief, force):
    with tf.Graph().as_default(), Session() as session:
        die, fed = Die(relief), input_of([], "force")
        start(session)
        struck = die.strike(fed) + die.strike(fed * 0.5)
        single = evaluate(die.strike(tf.constant(force)))
        return float(session.run(struck, feed_dict={fed: force})), single


if __name__ == "__main__":
    relief = [0.2, 0.7, 0.4]
    assert start() is None and input_of([], "force").shape.rank == 0
    die = Die(relief)
    compiled = tf.function(die.strike)
    for force in (1.0, 2.0, 4.0):
        eager = evaluate(die.strike(tf.constant(force)) + die.strike(tf.constant(force * 0.5)))
        graph = evaluate(strike_twice(compiled, tf.constant(force)))
        both, single = struck_in_graph(relief, force)
        assert abs(graph - eager) < 1e-6 and abs(both - eager) < 1e-6
        assert abs(single - evaluate(die.strike(tf.constant(force)))) < 1e-6
    print("proved")
