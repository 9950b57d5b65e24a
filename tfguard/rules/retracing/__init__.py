"""Retracing: calls for which TensorFlow cannot use a trace again, or uses one that does not fit."""
