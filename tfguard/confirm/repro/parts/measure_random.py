"""What is drawn from Python's or NumPy's random numbers."""

from __future__ import annotations

import random

import numpy as np

from tfguard.confirm.repro.parts.describing import describe

DID = "drew random numbers"


def prepare():
    """Do nothing."""


def measure(owner):
    """Give the state of the generators."""
    return random.getstate(), str(np.random.get_state()), describe(owner)
