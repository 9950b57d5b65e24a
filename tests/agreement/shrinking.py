"""Make a disagreement small, and write it into a file of its own."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

from agreement.comparing import Found, Judged, Kinds, compare, findings
from agreement.programs import Program, write
from agreement.truth import Truth

Judging = Callable[[Program, Collection[str]], Truth]
Finding = Callable[[str], "tuple[Found, ...]"]


def shrink(program: Program, apart: Judged, judge: Judging, find: Finding = findings) -> frozenset[str]:
    """Leave blocks out of a program while the two sides disagree on one of them as before.

    Args:
        program: the program.
        apart: the block, with the disagreement.
        judge: gives TensorFlow's verdicts on some of the program's blocks.
        find: gives tfguard's findings in a text.

    Returns:
        The names of the blocks that are left.
    """
    names = [block.name for block in program.blocks]
    if apart.block not in names:
        return frozenset(names)

    def stays(keep: frozenset[str]) -> bool:
        source = write(program, set(names) - keep)
        found = find(source.text)
        now = compare(program, judge(program, keep), found, source)
        mine = next(each for each in now if each.block == apart.block)
        return not mine.verdict.discarded and (mine.missed, mine.false) == (apart.missed, apart.false)

    alone = frozenset([apart.block])
    if stays(alone):
        return alone
    left = frozenset(names)
    for name in names:
        if name != apart.block and stays(left - {name}):
            left -= {name}
    return left


def save(program: Program, apart: Judged, keep: Collection[str], folder: Path, kinds: Kinds) -> Path:
    """Write a disagreement down as a small program that says what the two sides say.

    Args:
        program: the program.
        apart: the block, with the disagreement.
        keep: the blocks that stay.
        folder: gets the file.
        kinds: the rules that tfguard has; what others say is left out.
    """
    source = write(program, {block.name for block in program.blocks} - set(keep))
    lines = source.text.rstrip("\n").split("\n")
    missed, false = sorted(apart.missed & kinds.known), sorted(apart.false & kinds.known)
    own = [number for number, owner in enumerate(source.owners) if owner == apart.block]
    if missed and own:
        lines[own[0]] += f"  # unseen: {', '.join(missed)}"
    says = [
        f'"""{apart.label}.',
        "",
        f"TensorFlow: {apart.verdict.how or 'the same eagerly and as a graph'}",
        *([f"tfguard misses {', '.join(missed)} in it."] if missed else []),
        *([f"tfguard says {', '.join(false)}, which is not so."] if false else []),
        f"Program {program.number} of seed {program.seed}, block {apart.block}.",
        '"""',
        "",
    ]
    kind = f"missed_{missed[0]}" if missed else f"false_{false[0]}"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{kind.replace('-', '_')}_{program.seed}_{program.number}_{apart.block}.py"
    path.write_text("\n".join([*says, *lines]) + "\n", encoding="utf-8")
    return path
