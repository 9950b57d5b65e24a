"""What is logged."""

from __future__ import annotations

import logging

DID = "logged"
RECORDS = [0]


def prepare():
    """Count the records that loggers handle, and let all loggers speak."""
    handle = logging.Logger.handle

    def counted(logger, record):
        RECORDS[0] += 1
        handle(logger, record)

    logging.Logger.handle = counted
    logging.getLogger().setLevel(1)


def measure(_owner):
    """Give a number that grows when something is logged; loggers that were made meanwhile speak too."""
    for logger in list(logging.root.manager.loggerDict.values()):
        if isinstance(logger, logging.Logger) and not logger.name.startswith("tensorflow."):
            logger.setLevel(logging.DEBUG)
    return RECORDS[0]
