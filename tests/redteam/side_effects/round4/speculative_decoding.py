"""Speculative decoding with a cheap draft model, and counts of what was accepted."""

from __future__ import annotations

import functools

import tensorflow as tf

REJECTED = 0
LAST_DRAFT = None


def draft_logits(table, token):
    return tf.gather(table, token)


def sharpen(logits, power: float = 2.0):
    return power * logits


def remember_draft(token):
    """Keeps the draft for a look from outside."""
    globals()["LAST_DRAFT"] = token  # expect: tf-tensor-leak  allow: tf-global-write


def make_decoder(table, verifier=sharpen):
    """Returns the compiled decoder and a function that tells how many drafts there were."""
    drafts = 0

    def propose(token):
        nonlocal drafts
        drafts = drafts + 1  # expect: tf-nonlocal-write
        return tf.argmax(draft_logits(table, token), output_type=tf.int32)

    @functools.partial(tf.function, input_signature=[tf.TensorSpec([], tf.int32)])
    def decode(token):
        global REJECTED
        draft = propose(token)
        remember_draft(draft)
        checked = tf.argmax(verifier(draft_logits(table, token))[1:], output_type=tf.int32) + 1
        if checked != draft:
            REJECTED += 1  # expect: tf-global-write
        return tf.where(checked == draft, draft, checked)

    return decode, lambda: drafts


def generate(decode, start: int, length: int):
    token, out = tf.constant(start), []
    for _ in range(length):
        token = decode(token)
        out.append(int(token))
    return out


def run(eager: bool):
    global REJECTED
    REJECTED = 0
    tf.config.run_functions_eagerly(eager)
    table = tf.constant([[0.0, 2.0, 1.0], [3.0, 0.0, 1.0], [2.0, 1.0, 0.0]])
    decode, drafts = make_decoder(table)
    tokens = generate(decode, 1, 4)
    return decode, tokens, drafts(), REJECTED


if __name__ == "__main__":
    _, eager_tokens, eager_drafts, eager_rejected = run(True)
    assert int(LAST_DRAFT) == 0
    decode, graph_tokens, graph_drafts, graph_rejected = run(False)
    assert eager_tokens == graph_tokens == [2, 1, 2, 1], (eager_tokens, graph_tokens)
    assert eager_drafts == 4 and eager_rejected == 4
    assert graph_drafts == 1 and graph_rejected == 0, graph_rejected
    try:
        LAST_DRAFT + 1
        raise AssertionError("no leak")
    except TypeError as error:
        assert "out of scope" in str(error)
    print("proved")
