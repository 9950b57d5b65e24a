"""What all tests share: how TensorFlow tests are grouped and when they are skipped."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterator

import hypothesis
import pytest

# No timed tests: how fast examples are drawn says how busy the machine is.
hypothesis.settings.register_profile(
    "untimed", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("untimed")

# Before any test imports TensorFlow: no log lines in captured output, no search for GPUs.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")


@pytest.fixture(scope="session", autouse=True)
def cache_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Leave the user's cache alone, and let no run remember what another one showed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TFGUARD_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the TensorFlow tests of one file in one process; skip them where it is not installed.

    ``tryfirst``: pytest-xdist reads the groups in the same hook.
    """
    skip = pytest.mark.skip(reason="TensorFlow is not installed")
    installed = importlib.util.find_spec("tensorflow") is not None
    for item in items:
        if item.get_closest_marker("tensorflow") is None:
            continue
        if not installed:
            item.add_marker(skip)
        if item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(item.path.stem))
