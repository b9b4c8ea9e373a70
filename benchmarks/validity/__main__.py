"""Run every check, print one table, and fail where a number falls below its floor or nothing ran."""

from __future__ import annotations

import sys
import time

from benchmarks.validity import cues, following, growth, influence, texts, ties
from benchmarks.validity.lines import Check, Grid, Line, Skip, drawn, limits

CHECKS: dict[str, Check] = {
    "ties": ties.check,
    "effective-following": following.check,
    "growth": growth.check,
    "influence": influence.check,
    "texts": texts.check,
    "cues": cues.check,
}


def main(names: list[str]) -> int:
    """Run the named checks, by default all; return 1 where a number does not hold or none was measured."""
    unknown = [name for name in names if name not in CHECKS]
    if unknown:
        print(f"There is no check {', '.join(unknown)}; there are: {', '.join(CHECKS)}.", file=sys.stderr)
        return 2
    lines: list[Line] = []
    skips: list[Skip] = []
    for name in names or list(CHECKS):
        started = time.process_time()
        for said in CHECKS[name]():
            if isinstance(said, Line):
                lines.append(said)
            elif isinstance(said, Skip):
                skips.append(said)
            else:
                print(drawn(said))
        print(f"{name}: {time.process_time() - started:.1f} s of CPU\n")
    rows = [(line.data, line.what, line.value, limits(line), "" if line.holds else "FALLS") for line in lines]
    print(drawn(Grid("What must hold", ("data", "what", "value", "limits", ""), rows)))
    for skip in skips:
        print(f"Skipped: {skip.what}: {skip.why}.")
    fallen = [line for line in lines if not line.holds]
    print(f"{len(lines)} numbers, {len(fallen)} do not hold, {len(skips)} checks skipped.")
    return 1 if fallen or not lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
