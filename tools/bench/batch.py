#!/usr/bin/env python3
"""What pith batch costs: two jobs against one, a batch against extraction alone, memory at many records against few.

    tools/bench/batch.py SET_DIR --pith build/release/bin/pith --bench build/release/bin/pith_bench

SET_DIR holds pages/ID.html.gz and truth.jsonl (docs/evaluation.md). The archive is made of its pages, a gzip member a record.
Runs stand in turn, so that a machine that slows down slows each of them; medians and ratios over the rounds are printed.
Two jobs need two idle cores: each run's share of the machine is printed beside it (CPU seconds by the clock's seconds).
"""

import argparse
import gzip
import json
import os
import statistics
import subprocess
import tempfile
import time
from pathlib import Path


def warc_record(number, url, page):
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012x}>\r\nWARC-Date: 2024-05-01T00:00:00Z\r\n"
        f"WARC-Target-URI: {url}\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + block + b"\r\n\r\n", 6, mtime=0)


def pages_of(folder):
    with open(folder / "truth.jsonl", encoding="utf-8") as lines:
        for truth in map(json.loads, lines):
            page = gzip.decompress((folder / "pages" / f"{truth['id']}.html.gz").read_bytes())
            yield truth.get("url") or f"https://site.example/{truth['id']}", page


def write_archive(path, pages):
    with open(path, "wb") as out:
        for number, (url, page) in enumerate(pages):
            out.write(warc_record(number, url, page))


def small_pages(count):
    for number in range(count):
        text = f"The keeper of tower {number} wrote down what he saw on day {number * 7}, and people read it in the town. "
        yield f"https://tower.example/{number}", f"<title>Keeper {number}</title><p>{text}<p>{text * 3}".encode()


def run(command):
    """Wall seconds, CPU seconds and peak KiB of a command."""
    start = time.monotonic()
    process = subprocess.Popen(list(map(str, command)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, command
    return time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def batch(pith, archive, out, jobs):
    return run([pith, "batch", archive, "-o", out, "--jobs", jobs])


def extraction_alone(bench, folder):
    done = subprocess.run([bench, folder, "--whole", "1"], capture_output=True, text=True, check=True)
    return float(done.stdout)


def measure_speed(arguments, folder):
    archive, out = folder / "pages.warc.gz", folder / "out.jsonl"
    write_archive(archive, pages_of(arguments.set_dir))
    ratios = {"two jobs, times one": [], "batch, CPU of extraction alone": []}
    for number in range(arguments.rounds):
        one, two = batch(arguments.pith, archive, out, 1), batch(arguments.pith, archive, out, 2)
        alone = extraction_alone(arguments.bench, arguments.set_dir)
        ratios["two jobs, times one"].append(one[0] / two[0])
        ratios["batch, CPU of extraction alone"].append(one[1] / alone)
        print(f"round {number + 1}: one job {one[0]:.2f} s ({one[1] / one[0]:.2f} cores), two jobs {two[0]:.2f} s "
              f"({two[1] / two[0]:.2f} cores), CPU {one[1]:.2f} s, extraction alone {alone:.2f} s")
    for name, values in ratios.items():
        print(f"{name}: {statistics.median(values):.3f} (rounds {min(values):.3f} to {max(values):.3f})")


def measure_memory(arguments, folder):
    peaks = []
    for count in (arguments.records // 10, arguments.records):
        archive = folder / f"{count}.warc.gz"
        write_archive(archive, small_pages(count))
        peaks.append(batch(arguments.pith, archive, folder / "out.jsonl", 2)[2])
        print(f"{count} records: peak {peaks[-1] / 1024:.1f} MiB")
    print(f"memory at {arguments.records} records, times that at a tenth: {peaks[1] / peaks[0]:.3f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("set_dir", metavar="SET_DIR", type=Path, help="a labelled set")
    parser.add_argument("--pith", required=True, type=Path, help="the built program")
    parser.add_argument("--bench", required=True, type=Path, help="the built pith_bench")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--records", type=int, default=100_000, help="of the larger archive that memory is measured with")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure_speed(arguments, Path(folder))
        measure_memory(arguments, Path(folder))


if __name__ == "__main__":
    main()
