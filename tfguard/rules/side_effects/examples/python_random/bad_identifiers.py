"""Identifiers and secrets that should be new at each call."""

import os
import secrets
import uuid

import tensorflow as tf


@tf.function
def tag(text):
    run_id = str(uuid.uuid4())  # expect: tf-python-random
    salt = secrets.token_hex(4)  # expect: tf-python-random
    nonce = os.urandom(4).hex()  # expect: tf-python-random
    return tf.strings.join([text, run_id, salt, nonce], "-")


def run():
    return len({tag(tf.constant("sample")).numpy() for _ in range(4)})
