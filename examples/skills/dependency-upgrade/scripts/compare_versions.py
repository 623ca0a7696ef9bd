#!/usr/bin/env python3
"""Compares two dependency lists and says how large each jump is.

Each list has one dependency a line: a name, then blanks, `=`, `==` or `:`, then a version.
Lines that begin with # and empty lines are skipped.

    compare_versions.py before.txt after.txt

Ends with 1 when any jump is major or a dependency was added, so that a pipeline can ask for a look.
"""
import re
import sys

LINE = re.compile(r"^\s*(?P<name>[^\s=:#][^\s=]*?)\s*(?:==?|:|\s)\s*(?P<version>v?\d[^\s#]*)")


def read(path):
    found = {}
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip() or line.lstrip().startswith("#"):
                continue
            match = LINE.match(line)
            if not match:
                sys.exit(f"{path}:{number}: expected a name and a version")
            found[match["name"]] = match["version"].lstrip("v")
    return found


def numbers(version):
    return [int(part) for part in re.findall(r"\d+", version)[:3]] + [0, 0, 0]


def jump(old, new):
    if old == new:
        return "same"
    before, after = numbers(old), numbers(new)
    if after[:3] < before[:3]:
        return "DOWNGRADE"
    if before[0] != after[0]:
        return "MAJOR"
    # Before 1.0.0 a minor version may break.
    if before[1] != after[1]:
        return "MAJOR (0.x)" if before[0] == 0 else "minor"
    return "patch"


def main(arguments):
    if len(arguments) != 2:
        sys.exit(__doc__)
    before, after = (read(path) for path in arguments)
    alarming = False
    for name in sorted(before.keys() | after.keys()):
        old, new = before.get(name), after.get(name)
        kind = "ADDED" if old is None else "removed" if new is None else jump(old, new)
        if kind != "same":
            print(f"{kind:12} {name}  {old or '-'} -> {new or '-'}")
        alarming = alarming or kind.isupper() or kind.startswith("MAJOR")
    return 1 if alarming else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
