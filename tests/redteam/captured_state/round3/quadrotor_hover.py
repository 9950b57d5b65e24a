"""Altitude hold of a quadrotor whose gain is scheduled on the payload."""
import tensorflow as tf

GRAVITY = 9.81
STEP = 0.05


def make_autopilot(stiffness, damping):
    """A controller, and a function that retunes it in flight."""
    limit = 40.0

    def saturate(force):
        return tf.clip_by_value(force, 0.0, limit)

    def spring(error):
        return stiffness * error  # expect: tf-global-read

    @tf.function
    def thrust(error, speed):
        return saturate(GRAVITY + spring(error) - damping * speed)

    def retune(payload):
        nonlocal stiffness
        stiffness = 2.0 * (1.0 + payload)

    return thrust, retune


class Flight:
    def __init__(self, autopilot, on_pickup):
        self.autopilot = autopilot
        self.on_pickup = on_pickup
        self.height = tf.constant(0.0)
        self.speed = tf.constant(0.0)

    def advance(self, target, mass):
        force = self.autopilot(target - self.height, self.speed)
        self.speed = self.speed + STEP * (force / mass - GRAVITY)
        self.height = self.height + STEP * self.speed

    def hover(self, target, payloads, ticks=200):
        settled = []
        for payload in payloads:
            self.on_pickup(payload)
            for _ in range(ticks):
                self.advance(tf.constant(target), tf.constant(1.0 + payload))
            settled.append(round(float(self.height), 2))
        return settled


def fly():
    thrust, retune = make_autopilot(2.0, 3.0)
    return Flight(thrust, retune).hover(10.0, [0.0, 0.5, 1.0])


if __name__ == "__main__":
    stale = fly()
    tf.config.run_functions_eagerly(True)
    right = fly()
    assert abs(stale[0] - right[0]) < 0.05
    assert abs(stale[2] - right[2]) > 1.0, (stale, right)
    assert stale[2] < 10.0 - 0.9 * GRAVITY / 2.0
    print("proved")
