#!/usr/bin/env python3
"""Seconds of CPU that pith and its peers take for the same pages in memory: one run, one core, rounds in turn.

    python3 -m venv build/bench-venv
    build/bench-venv/bin/pip install -r tools/bench/requirements.txt
    build/bench-venv/bin/python tools/bench/compare.py SET_DIR --bench build/release/bin/pith_bench

Each round times every program once over all pages, so that a machine that slows down slows each of them; the
figures are medians over the rounds. pith's work is the whole record, metadata and JSON; resiliparse's is detection
of the encoding, parsing and the main text; trafilatura's (with --trafilatura: it takes minutes) is text and metadata.
"""

import argparse
import gzip
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path


def resiliparse_work():
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import detect_encoding
    from resiliparse.parse.html import HTMLTree

    def work(page):
        tree = HTMLTree.parse_from_bytes(page, detect_encoding(page, from_html_meta=True))
        return extract_plain_text(tree, main_content=True)

    return work


def trafilatura_work():
    import trafilatura

    return lambda page: trafilatura.bare_extraction(page, with_metadata=True)


def python_seconds(work, pages):
    start = time.process_time()
    for page in pages:
        work(page)
    return time.process_time() - start


def pith_seconds(program, folder):
    # The child inherits this process's one core. It loads the pages before its clock starts.
    run = subprocess.run([program, folder, "--whole", "1"], capture_output=True, text=True, check=True)
    return float(run.stdout)


def print_table(seconds, pages, size):
    medians = {name: statistics.median(times) for name, times in seconds.items()}
    print("| program | ms a page | pages/s | MB/s | pith's speed | least and most of the rounds |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name, median in medians.items():
        ratios = [other / own for other, own in zip(seconds[name], seconds["pith"])]
        print(
            f"| {name} | {1e3 * median / pages:.2f} | {pages / median:.0f} | {size / median / 1e6:.1f}"
            f" | {median / medians['pith']:.2f} x | {min(ratios):.2f} to {max(ratios):.2f} |"
        )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("set_dir", metavar="SET_DIR", help="a labelled set: pages/ID.html.gz and truth.jsonl")
    parser.add_argument("--bench", required=True, metavar="PITH_BENCH", help="the built program")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--core", type=int, default=0)
    parser.add_argument("--trafilatura", action="store_true")
    arguments = parser.parse_args()

    os.sched_setaffinity(0, {arguments.core})
    files = sorted(Path(arguments.set_dir, "pages").glob("*.html.gz"))
    if not files:
        sys.exit(f"{arguments.set_dir}: no pages/*.html.gz")
    pages = [gzip.decompress(file.read_bytes()) for file in files]
    peers = {"resiliparse": resiliparse_work()}
    if arguments.trafilatura:
        peers["trafilatura"] = trafilatura_work()

    seconds = {name: [] for name in ("pith", *peers)}
    for _ in range(arguments.rounds):
        seconds["pith"].append(pith_seconds(arguments.bench, arguments.set_dir))
        for name, work in peers.items():
            seconds[name].append(python_seconds(work, pages))
    size = sum(map(len, pages))
    print(f"{len(pages)} pages, {size / 1e6:.1f} MB, {arguments.rounds} rounds on core {arguments.core}\n")
    print_table(seconds, len(pages), size)


if __name__ == "__main__":
    main()
