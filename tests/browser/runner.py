"""Goes the walks of the folder `walks`, each in Arabic and in English, in a wide window and as narrow as a telephone.

A walk is a file with a function `walk(browser, desk)`: it gets a desk over a fresh copy of the example record in the
language and width of this way, and asserts what must hold. `SEEDS = True` in it asks that the walk be gone over the
seeds too, where they are here.
"""

import importlib
import os
import pathlib
import sys
import time

from harness import AXE, EXAMPLES, WAYS, Desks
from webdriver import Browser

WALKS = sorted(path.stem for path in (pathlib.Path(__file__).parent / "walks").glob("*.py"))


def sources(walk, seeds):
    yield "examples", EXAMPLES
    if getattr(walk, "SEEDS", False) and seeds.exists():
        yield "seeds", seeds


def main(binary, names):
    unknown = [name for name in names if name not in WALKS]
    assert not unknown, f"there is no walk {unknown[0]}; walks: {' '.join(WALKS)}"
    walks = [importlib.import_module(f"walks.{name}") for name in names or WALKS]
    seeds = pathlib.Path(os.environ.get("SEEDS", "/nonexistent"))
    desks, gone, failed = Desks(binary), 0, []
    for language, width in WAYS:
        browser = Browser(language, width)
        try:
            for walk in walks:
                for source, path in sources(walk, seeds):
                    name, began = f"{walk.__name__[6:]} on {source}, {language}, {width}", time.monotonic()
                    browser.forget()
                    try:
                        with desks.desk(path, language, width) as desk:
                            walk.walk(browser, desk)
                        print(f"{name}: {time.monotonic() - began:.1f} s", flush=True)
                        gone += 1
                    except Exception as error:
                        # One walk that breaks off says nothing about the others.
                        failed.append(name)
                        print(f"{name}: FAILED at {browser.url}: {type(error).__name__}: {error}", flush=True)
        finally:
            browser.close()
    print(f"{gone} walks through the desk passed, {len(failed)} failed")
    if not seeds.exists():
        print("SKIPPED: the seeds are not here; the examples were walked through alone")
    if not AXE.exists():
        print(f"SKIPPED: axe-core is not at {AXE}, so nobody looked whether all people can use the pages; run ./check setup")
    is_whole = seeds.exists() and AXE.exists()
    return 1 if failed or not is_whole and os.environ.get("CI") == "true" else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
