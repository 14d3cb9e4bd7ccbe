"""The stage attack: what is promised in docs/security.md, tried on a running desk. `stage.py RASID [PART…]`."""

import importlib
import pathlib
import sys
import tempfile
import time
import traceback

PARTS = ["hostile", "borders", "accounts", "schema"]


class Found(list):
    """What is wrong, in sentences."""

    def wrong(self, sentence):
        # What is wrong everywhere need not be said of every page.
        if len(self) < 60:
            self.append(sentence)

    def must(self, holds, sentence):
        if not holds:
            self.wrong(sentence)


def main(rasid, names):
    all_wrong = 0
    for name in names or PARTS:
        part, began, found = importlib.import_module(name), time.monotonic(), Found()
        with tempfile.TemporaryDirectory(prefix="rasid-attack-") as folder:
            try:
                part.test(rasid, pathlib.Path(folder), found)
            except Exception as error:
                # One part that breaks off says nothing about the others.
                traceback.print_exc()
                found.wrong(f"it broke off: {type(error).__name__}: {error}")
        for sentence in found:
            print(f"{name}: {sentence}", flush=True)
        print(f"{name}: {len(found)} wrong, {time.monotonic() - began:.1f} s", flush=True)
        all_wrong += len(found)
    return 1 if all_wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
