"""Functions of a drone's controller with the signatures that the firmware asks for."""
import functools

import numpy as np
import tensorflow as tf

STATE = tf.TensorSpec([6], tf.float32, name="state")
GAINS = np.array([0.5, 0.2], np.float32)
EXAMPLE = {"gyro": tf.zeros([3]), "accelerometer": tf.zeros([3])}
SENSORS = tf.nest.map_structure(tf.TensorSpec.from_tensor, EXAMPLE)


class Controller(tf.Module):
    signature = (STATE, tf.TensorSpec([3], tf.float32))

    def __init__(self):
        super().__init__()
        self.bias = tf.Variable(tf.zeros([3]))

    @tf.function(input_signature=signature)
    def thrust(self, state, target, gains=GAINS):
        return gains[0] * (target - state[:3]) - gains[1] * state[3:] + self.bias

    @tf.function(input_signature=[SENSORS])
    def estimate(self, sensors):
        return tf.concat([tf.cumsum(sensors["gyro"]), sensors["accelerometer"]], axis=0)

    @tf.function(input_signature=[STATE])
    def energy(self, state, *, mass=1.0, **_unused):
        return 0.5 * mass * tf.reduce_sum(state[3:] ** 2)

    @staticmethod
    @tf.function(input_signature=[[tf.TensorSpec([], tf.float32), tf.TensorSpec([], tf.float32)]])
    def mix(pair):
        first, second = pair
        return tf.stack([first + second, first - second])


def clip(limit, thrust):
    return tf.clip_by_value(thrust, -limit, limit)


def blend(weight, *thrusts):
    return weight * tf.add_n(thrusts)


gentle = tf.function(functools.partial(clip, 0.1), input_signature=[tf.TensorSpec([3], tf.float32)])
blended = tf.function(blend, input_signature=(tf.TensorSpec([], tf.float32),) + 2 * (tf.TensorSpec([3], tf.float32),))


@tf.function(input_signature=[tf.data.DatasetSpec(tf.TensorSpec([], tf.float32))])
def battery(log):
    return log.reduce(100.0, lambda left, used: left - used)


if __name__ == "__main__":
    controller = Controller()
    sensors = {"accelerometer": tf.constant([0.0, 0.1, 9.8]), "gyro": tf.constant([0.1, 0.2, 0.3])}
    for height in (1.0, 2.0, 3.0):
        state = controller.estimate(sensors)
        assert bool(tf.reduce_all(state == Controller.estimate.python_function(controller, sensors)))
        target = [0.0, 0.0, height]
        thrust = controller.thrust(state, target)
        eager = Controller.thrust.python_function(controller, state, tf.constant(target))
        assert bool(tf.reduce_all(tf.abs(thrust - eager) < 1e-5))
        assert bool(tf.reduce_all(gentle(thrust) == clip(0.1, thrust)))
        assert bool(tf.reduce_all(tf.abs(blended(0.5, thrust, eager) - eager) < 1e-5))
    assert controller.thrust.experimental_get_tracing_count() == 1
    assert abs(float(controller.energy(state)) - float(Controller.energy.python_function(controller, state))) < 1e-4
    assert controller.mix([3.0, 1.0]).numpy().tolist() == [4.0, 2.0]
    assert float(battery(tf.data.Dataset.from_tensor_slices([1.0, 2.5]))) == 96.5
    print("proved")
