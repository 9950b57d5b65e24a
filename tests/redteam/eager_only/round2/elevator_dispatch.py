"""Assigns calls to elevators; the checks are all on what is known while tracing."""
from __future__ import annotations

import tensorflow as tf

POLICIES = ("nearest", "idle")


def check_floors(floors: tf.Tensor, name: str) -> None:
    assert floors.shape.rank == 1, f"{name} must be a vector, not {floors.shape}"
    assert floors.dtype == tf.int32 and floors.dtype.is_integer
    assert name in ("calls", "cars"), name


class Dispatcher(tf.Module):
    def __init__(self, storeys: int, policy: str = "nearest"):
        super().__init__()
        assert storeys > 1
        self.storeys = storeys
        self.policy = policy
        self.trips = tf.Variable(tf.zeros([storeys], tf.int32))

    def cost(self, calls: tf.Tensor, cars: tf.Tensor, loads: tf.Tensor | None) -> tf.Tensor:
        assert len(calls.shape) == len(cars.shape)
        distance = tf.cast(tf.abs(calls[:, None] - cars[None, :]), tf.float32)
        if self.policy == "idle":
            assert loads is not None, "the idle policy needs loads"
            distance += loads
        elif self.policy != "nearest":
            raise ValueError(f"no policy {self.policy}, only {POLICIES}")
        return distance

    @tf.function
    def assign(self, calls, cars, loads=None, capacity=8):
        """The car for each call and whether any car is full."""
        check_floors(calls, "calls")
        check_floors(cars, "cars")
        assert isinstance(capacity, int) and 0 < capacity <= 20, f"a capacity of {capacity}"
        assert loads is None or loads.shape == cars.shape
        chosen = tf.argmin(self.cost(calls, cars, loads), axis=1)
        full = tf.constant(False)
        if loads is not None:
            busiest = tf.reduce_max(loads)
            if busiest >= float(capacity):
                if self.storeys > 100:
                    raise NotImplementedError("towers need express cars")
                full = tf.constant(True)
        for floor in tf.unstack(calls):
            assert floor.shape == (), f"{floor.shape}"
            self.trips.scatter_nd_add([[floor]], [1])
        return chosen, full


def morning():
    return tf.constant([0, 7, 3]), tf.constant([1, 6]), tf.constant([8.0, 0.5])


if __name__ == "__main__":
    answers = []
    for eagerly in (True, False):
        tf.config.run_functions_eagerly(eagerly)
        dispatcher = Dispatcher(9, "idle")
        chosen, full = dispatcher.assign(*morning())
        answers.append((chosen.numpy().tolist(), bool(full), dispatcher.trips.numpy().tolist()))
    assert answers[0] == answers[1], answers
    assert answers[0][0] == [1, 1, 1] and answers[0][1] and sum(answers[0][2]) == 3, answers
    try:
        Dispatcher.assign.python_function(dispatcher, *morning(), capacity=0)
    except AssertionError as error:
        assert "a capacity of 0" in str(error)
    else:
        raise RuntimeError("a car without room was used")
    print("proved")
