"""Simulates a spray dryer; the options still come through the old flags module."""
import tensorflow as tf
import tensorflow.compat.v1 as tf1

tf1.enable_v2_behavior()
tf1.enable_eager_execution()
tf1.logging.set_verbosity(tf1.logging.ERROR)

flags = tf1.app.flags
flags.DEFINE_float("inlet", 180.0, "Temperature of the air at the inlet.")
flags.DEFINE_integer("droplets", 8, "Number of droplets.")
flags.DEFINE_bool("allow_growth", True, "Take memory as it is needed.")
FLAGS = flags.FLAGS


def options():
    config = tf1.ConfigProto(allow_soft_placement=True)
    config.gpu_options.allow_growth = FLAGS.allow_growth
    return config


class Dryer(tf.Module):
    def __init__(self, inlet):
        super().__init__()
        self.air = tf.Variable(float(inlet))

    @tf.function
    def blow(self, radius, dt):
        """Radii of the droplets after a moment in the air."""
        rate = 2e-3 * (self.air - 40.0)
        area = tf.square(radius)
        after = tf.sqrt(tf.nn.relu(area - rate * dt))
        evaporated = tf.reduce_sum(radius**3 - after**3)
        self.air.assign_sub(0.05 * evaporated)
        return after


def dry(dryer, droplets, rounds=6):
    tf1.set_random_seed(3)
    radius = 1.0 + 0.3 * tf.random.uniform([droplets], seed=2)
    dt = tf.constant(0.5)
    for _ in range(rounds):
        radius = dryer.blow(radius, dt)
    return radius


def main(argv):
    FLAGS(argv)
    with tf1.name_scope("dryer"):
        dryer = Dryer(FLAGS.inlet)
    return dryer, dry(dryer, FLAGS.droplets)


if __name__ == "__main__":
    assert tf.executing_eagerly()
    dryer, radius = main(["spray_dryer", "--droplets=6", "--inlet=160"])
    assert radius.shape == (6,) and float(dryer.air) < 160.0
    assert options().gpu_options.allow_growth
    compiled, reference = Dryer(150.0), Dryer(150.0)
    start = tf.linspace(0.8, 1.2, 5)
    for _ in range(3):
        graph = compiled.blow(start, tf.constant(0.5))
        eager = Dryer.blow.python_function(reference, start, tf.constant(0.5))
        assert bool(tf.reduce_all(tf.abs(graph - eager) < 1e-5))
    assert abs(float(compiled.air) - float(reference.air)) < 1e-4
    assert compiled.blow.experimental_get_tracing_count() == 1
    print("proved")
