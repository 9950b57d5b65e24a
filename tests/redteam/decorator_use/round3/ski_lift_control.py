"""Control of ski lifts: an asynchronous service and a pool of threads around one compiled policy."""
import asyncio
import concurrent.futures
from dataclasses import dataclass, field

import tensorflow as tf


@dataclass
class Reading:
    wind: float
    queue: int


@dataclass
class Decision:
    speed: float
    reasons: list = field(default_factory=list)


class Policy(tf.Module):
    def __init__(self):
        super().__init__()
        self.limits = tf.Variable([5.0, 2.5])
        self.decisions = tf.Variable(0, dtype=tf.int64)

    @tf.function(input_signature=[tf.TensorSpec([], tf.float32), tf.TensorSpec([], tf.float32)])
    def speed(self, wind, queue):
        self.decisions.assign_add(1)
        wanted = self.limits[1] + 0.05 * queue
        if wind > 15.0:
            wanted = tf.maximum(wanted - 0.1 * (wind - 15.0), 0.0)
        return tf.minimum(wanted, self.limits[0]), wind > 15.0

    @tf.function
    def slow_down(self, factor):
        """Returns an operation's place in the order, nothing else."""
        self.limits.assign(self.limits * factor)


class Lift:
    def __init__(self, policy):
        self.policy = policy

    def decide(self, reading):
        speed, windy = self.policy.speed(reading.wind, float(reading.queue))
        return Decision(float(speed), ["wind"] if bool(windy) else [])

    async def __aenter__(self):
        await asyncio.sleep(0)
        return self

    async def __aexit__(self, *details):
        assert self.policy.slow_down(tf.constant(0.5)) is None

    async def watch(self, readings):
        loop = asyncio.get_running_loop()
        for reading in readings:
            with concurrent.futures.ThreadPoolExecutor(1) as pool:
                yield await loop.run_in_executor(pool, self.decide, reading)


async def operate(policy, readings):
    async with Lift(policy) as lift:
        return [decision async for decision in lift.watch(readings)]


def readings():
    return [Reading(3.0, 10), Reading(20.0, 4), Reading(60.0, 90)]


def expected(reading):
    wanted = 2.5 + 0.05 * reading.queue
    if reading.wind > 15.0:
        wanted = max(wanted - 0.1 * (reading.wind - 15.0), 0.0)
    return min(wanted, 5.0)


if __name__ == "__main__":
    policy = Policy()
    decisions = asyncio.run(operate(policy, readings()))
    for decision, reading in zip(decisions, readings()):
        assert abs(decision.speed - expected(reading)) < 1e-5
        assert decision.reasons == (["wind"] if reading.wind > 15.0 else [])
    assert int(policy.decisions) == 3 and policy.limits.numpy().tolist() == [2.5, 1.25]
    speed, windy = Policy.speed.python_function(policy, tf.constant(20.0), tf.constant(4.0))
    assert [float(speed), bool(windy)] == [float(v) for v in policy.speed(20.0, 4.0)]
    print("proved")
