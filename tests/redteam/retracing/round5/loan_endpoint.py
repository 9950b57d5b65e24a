"""Default risk of loan applications, answered one request at a time."""
from typing import NamedTuple

import tensorflow as tf

REQUESTS = [
    {"income": 2500, "amount": 9000, "months": 24},
    {"income": 4100, "amount": 20000, "months": 60},
    {"months": 36, "amount": 1500, "income": 1800},
    {"income": 7000, "amount": 35000.5, "months": 48},
]
CALLS = []


class Application(NamedTuple):
    income: tf.Tensor
    amount: tf.Tensor
    months: tf.Tensor


def tensors_only(function):
    """Turns every number in the fields of the request into a tensor before the call."""
    graph = tf.function(function)
    CALLS.append(graph)

    def call(request):
        return graph(Application(**{k: tf.constant(v, tf.float32) for k, v in request.items()}))

    return call


@tensors_only
def risk(application):
    instalment = application.amount / application.months
    return tf.sigmoid(8.0 * instalment / application.income - 2.0)


def answer(request, limit=0.5):
    probability = float(risk(request))
    return {"risk": round(probability, 3), "granted": probability < limit}


def serve(requests):
    return [answer(request) for request in requests]


if __name__ == "__main__":
    for reply in serve(REQUESTS):
        print(reply)
    assert CALLS[0].experimental_get_tracing_count() == 1
    print("proved")
