"""The program's entry: `kvcheck`, or `python -m kvcheck`.

A command ends when its answer is given. What it builds lives until then, so collecting garbage would find none; it is
turned off before the first import, because imports build most.
"""

import gc

gc.disable()

from kvcheck.cli import main  # noqa: E402

if __name__ == "__main__":
    main()
