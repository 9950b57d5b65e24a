"""``python -m tfguard``."""

from __future__ import annotations

import sys

from tfguard.cli.main import main

sys.exit(main())
