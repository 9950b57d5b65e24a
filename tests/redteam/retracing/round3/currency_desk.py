"""A small quoting service: requests come in as dictionaries and leave as amounts."""
from __future__ import annotations

import dataclasses

import tensorflow as tf


@dataclasses.dataclass(frozen=True)
class Convention:
    """How amounts of a currency are rounded."""

    currency: str = "EUR"
    digits: int = 2
    half_up: bool = True


class RateBook(tf.Module):
    def __init__(self, rates: dict[str, float]) -> None:
        super().__init__()
        self.rates = {code: tf.Variable(rate, trainable=False) for code, rate in rates.items()}

    def update(self, **rates: float) -> None:
        for code, rate in rates.items():
            self.rates[code].assign(rate)

    @tf.function
    def convert(self, amounts: tf.Tensor, convention: Convention) -> tf.Tensor:
        scale = 10.0**convention.digits
        raw = amounts * self.rates[convention.currency] * scale
        rounded = tf.floor(raw + 0.5) if convention.half_up else tf.floor(raw)
        return rounded / scale


class Service:
    """Reads a request, falls back on the house's convention, answers."""

    def __init__(self, book: RateBook) -> None:
        self.book = book
        self.answered = 0

    def convention(self, payload: dict) -> Convention:
        return Convention(**payload.get("convention", {}))

    def respond(self, payload: dict) -> list[float]:
        amounts = tf.constant(payload["amounts"], tf.float32)
        result = self.book.convert(amounts, convention=self.convention(payload))  # expect: tf-object-arg
        self.answered += 1
        return result.numpy().round(2).tolist()


def serve(service: Service, payloads: list[dict]) -> list[list[float]]:
    return [service.respond(payload) for payload in payloads]


if __name__ == "__main__":
    book = RateBook({"EUR": 0.5})
    service = Service(book)
    requests = [{"amounts": [1.0 + n, 2.0]} for n in range(5)]
    answers = serve(service, requests)
    assert answers[0] == [0.5, 1.0] and service.answered == 5
    assert Convention() == Convention() and hash(Convention()) == hash(Convention())
    assert book.convert.experimental_get_tracing_count() == 5
    house = Convention()
    book.update(EUR=2.0)
    for n in range(4):
        assert book.convert(tf.constant([float(n), 2.0]), house).numpy().tolist() == [2.0 * n, 4.0]
    assert book.convert.experimental_get_tracing_count() == 6
    print("proved")
