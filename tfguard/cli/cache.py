"""``tfguard cache``: what is kept between runs."""

from __future__ import annotations

import click

from tfguard.cache.place import folder
from tfguard.cache.upkeep import MAX_TOTAL, Usage, usage
from tfguard.cache.upkeep import clear as remove_all
from tfguard.cli.exits import CLEAN
from tfguard.cli.helping import examples


@click.group(epilog=examples("tfguard cache info", "tfguard cache clear"))
def cache() -> None:
    """Show or empty what tfguard keeps between runs."""


@cache.command(epilog=examples("tfguard cache info"))
def info() -> int:
    """Say where the cache is and how much it holds."""
    place = folder()
    click.echo(f"folder:  {place}\nentries: {_shown(usage(place))}\nlimit:   {_size(MAX_TOTAL)}")
    return CLEAN


@cache.command(epilog=examples("tfguard cache clear"))
def clear() -> int:
    """Remove everything that is kept."""
    place = folder()
    removed = remove_all(place)
    left = usage(place)
    click.echo(
        f"removed: {_shown(removed)}" + (f"; could not remove {left.entries:,}" if left.entries else "")
    )
    return CLEAN


def _shown(held: Usage) -> str:
    return f"{held.entries:,} ({_size(held.size)})"


def _size(count: int) -> str:
    return f"{count / (1 << 20):.1f} MiB"
