"""A model of a pendulum taken over from graph code; it counts its calls and is used for planning."""
import tensorflow as tf
import tensorflow.compat.v1 as tf1


def dynamics(state, torque):
    """One step of Euler's method, and how often it was asked for."""
    with tf1.variable_scope("pendulum"):
        gravity = tf1.get_variable("gravity", initializer=9.81, trainable=False)
        calls = tf1.get_variable("calls", initializer=0, trainable=False)
    angle, speed = tf1.unstack(state, num=2)
    count = tf1.assign_add(calls, 1)
    with tf1.control_dependencies([count]):
        speed = speed + 0.05 * (torque - gravity * tf1.sin(angle))
        return tf1.stack([angle + 0.05 * speed, speed])


class Pendulum(tf.Module):
    def __init__(self):
        super().__init__()
        self.model = tf1.wrap_function(
            dynamics, [tf.TensorSpec([2], tf.float32), tf.TensorSpec([], tf.float32)], name="pendulum"
        )
        self.held = {v.name.split("/")[-1].split(":")[0]: v for v in self.model.graph.variables}

    @property
    def calls(self):
        return int(self.held["calls"])

    @tf.function
    def roll_out(self, state, torques):
        cost = tf.constant(0.0)
        for torque in torques:
            state = self.model(state, torque)
            cost += tf.square(state[0]) + 0.1 * tf.square(state[1])
        return cost


def reference(state, torques):
    angle, speed = (float(v) for v in state)
    cost = 0.0
    for torque in torques:
        speed += 0.05 * (float(torque) - 9.81 * float(tf.sin(angle)))
        angle += 0.05 * speed
        cost += angle**2 + 0.1 * speed**2
    return cost


def plan(pendulum, state, candidates):
    costs = [float(pendulum.roll_out(state, torques)) for torques in candidates]
    return min(range(len(costs)), key=costs.__getitem__), costs


if __name__ == "__main__":
    pendulum = Pendulum()
    state = tf.constant([0.5, 0.0])
    candidates = [tf.constant([0.0, 0.0, 0.0]), tf.constant([-2.0, -1.0, 0.0]), tf.constant([2.0, 2.0, 2.0])]
    best, costs = plan(pendulum, state, candidates)
    assert costs[best] == min(costs) and len(set(costs)) == 3
    assert all(abs(cost - reference(state, torques)) < 1e-4 for cost, torques in zip(costs, candidates))
    assert pendulum.calls == 9
    eager = Pendulum.roll_out.python_function(pendulum, state, candidates[1])
    assert abs(float(eager) - costs[1]) < 1e-5 and pendulum.calls == 12
    # In a wrapped graph nothing orders the operations but the author.
    adds = [op for op in pendulum.model.graph.get_operations() if op.type == "AssignAddVariableOp"]
    assert len(adds) == 1 and not set(adds) & set(pendulum.model.graph.control_outputs)
    print("proved")
