"""Confirm mode: prove findings by running the code under TensorFlow."""
