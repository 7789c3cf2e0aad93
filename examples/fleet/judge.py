"""Judges many plans side by side: `python examples/fleet/judge.py FOLDER [--engine processes|dask]`.

Every YAML file of the folder is a plan of its own. Prints one line a plan, the worst first, and exits 1 if a plan has a
trip that is not permitted. A report is a value, so it does not matter which process or machine made it.
"""

import argparse
import sys
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import kvcheck


def judge(path: str, as_of: str) -> kvcheck.Report:
    """The report about one plan; runs wherever the engine puts it."""
    return kvcheck.check(kvcheck.load(path), as_of=as_of)


def with_processes(paths: Iterable[str], as_of: str, workers: int | None = None) -> list[kvcheck.Report]:
    """Every report, judged by processes of this machine."""
    with ProcessPoolExecutor(workers) as pool:
        return list(pool.map(partial(judge, as_of=as_of), paths, chunksize=16))


def with_dask(paths: Iterable[str], as_of: str, workers: int | None = None) -> list[kvcheck.Report]:
    """Every report, judged by a cluster of Dask: here of processes of this machine, elsewhere of many machines."""
    from distributed import Client, LocalCluster

    local = LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None)
    with local as cluster, Client(cluster) as client:
        return list(client.gather(client.map(partial(judge, as_of=as_of), list(paths), batch_size=64)))


ENGINES = {"processes": with_processes, "dask": with_dask}


def main() -> int:
    """Judge the folder and print what came out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--as-of", required=True, help="the day whose knowledge of the law is used, such as 2026-11-22")
    parser.add_argument("--engine", choices=sorted(ENGINES), default="processes")
    wanted = parser.parse_args()
    paths = [str(path) for path in sorted(wanted.folder.rglob("*.yaml"))]
    reports = ENGINES[wanted.engine](paths, wanted.as_of)
    order = list(kvcheck.Verdict)
    for report in sorted(reports, key=lambda each: (order.index(each.verdict), each.name)):
        print(f"{report.verdict:<14} {report.name}")
    return 1 if any(each.verdict is kvcheck.Verdict.NOT_PERMITTED for each in reports) else 0


if __name__ == "__main__":
    sys.exit(main())
