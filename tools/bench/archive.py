#!/usr/bin/env python3
"""Seconds that pith's archive reader and FastWARC's take for the same WARCs, gzip and zstd: one run, one core, rounds in turn.

    python3 -m venv build/bench-venv
    build/bench-venv/bin/pip install -r tools/bench/requirements.txt
    build/bench-venv/bin/python tools/bench/archive.py SET_DIR... --bench build/release/bin/pith_archive_bench

The WARCs are made from the pages of labelled sets (docs/evaluation.md), over and over until there are enough records: a
response each, a member or frame a record. Both readers read every record's head and whole body; --http has both read
the HTTP head too, --decode has pith undo codings besides. Each round times each program once, so that a machine that
slows down slows both; figures are medians, the ratio is that of the rounds.
"""

import argparse
import gzip
import itertools
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path


def pages_of(folders):
    for folder in folders:
        for path in sorted((Path(folder) / 'pages').iterdir()):
            data = path.read_bytes()
            yield gzip.decompress(data) if path.suffix == '.gz' else data


def make_warcs(folders, count, out):
    """Both WARCs of `count` records, unless they are there."""
    import zlib

    import zstandard
    names = {'gzip': out / f'bench-{count}.warc.gz', 'zstd': out / f'bench-{count}.warc.zst'}
    if all(name.exists() for name in names.values()):
        return names
    pages = [page for page in pages_of(folders) if len(page) < 2 << 20]
    zstd = zstandard.ZstdCompressor(level=3, write_checksum=True)
    with open(names['gzip'], 'wb') as gz, open(names['zstd'], 'wb') as zst:
        for number, page in zip(range(count), itertools.cycle(pages)):
            http = (b'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\nServer: bench\r\n\r\n' % len(page)) + page
            head = (f'WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012d}>\r\n'
                    f'WARC-Date: 2024-05-06T07:08:09Z\r\nWARC-Target-URI: https://bench.example/{number}\r\n'
                    f'Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n').encode()
            record = head + http + b'\r\n\r\n'
            packer = zlib.compressobj(6, zlib.DEFLATED, 31)
            gz.write(packer.compress(record) + packer.flush())
            zst.write(zstd.compress(record))
    return names


def fastwarc_seconds(path, http):
    from fastwarc.warc import ArchiveIterator
    start = time.process_time()
    count = size = 0
    with open(path, 'rb') as stream:
        for record in ArchiveIterator(stream, parse_http=http):
            size += len(record.reader.read())
            count += 1
    return time.process_time() - start, count, size


def pith_seconds(program, path, mode):
    run = subprocess.run([program, path, mode], capture_output=True, text=True, check=True)
    seconds, count, size = run.stdout.split()
    return float(seconds), int(count), int(size)


def compare(kind, path, options):
    seconds = {'pith': [], 'FastWARC': []}
    mode = 'decode' if options.decode else 'http' if options.http else 'read'
    for _ in range(options.rounds):
        own, count, size = pith_seconds(options.bench, str(path), mode)
        other, their_count, their_size = fastwarc_seconds(path, options.http or options.decode)
        if (count, size) != (their_count, their_size):
            sys.exit(f'{path}: pith read {count} records of {size} bytes, FastWARC {their_count} of {their_size}')
        seconds['pith'].append(own)
        seconds['FastWARC'].append(other)
    ratios = [other / own for own, other in zip(seconds['pith'], seconds['FastWARC'])]
    own = statistics.median(seconds['pith'])
    print(f'| {kind} | {count} | {size / 1e6:.0f} | {own:.2f} | {statistics.median(seconds["FastWARC"]):.2f} '
          f'| {statistics.median(ratios):.2f} | {min(ratios):.2f} to {max(ratios):.2f} |')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('sets', nargs='+', metavar='SET_DIR')
    parser.add_argument('--bench', required=True, help='pith_archive_bench')
    parser.add_argument('--records', type=int, default=20000)
    parser.add_argument('--rounds', type=int, default=3)
    parser.add_argument('--work', type=Path, default=Path('build/bench-warcs'), help='where the WARCs go')
    parser.add_argument('--http', action='store_true')
    parser.add_argument('--decode', action='store_true')
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    print('| packing | records | MB unpacked | pith s | FastWARC s | pith\'s speed | rounds |')
    print('| --- | --- | --- | --- | --- | --- | --- |')
    for kind, path in make_warcs(options.sets, options.records, options.work).items():
        compare(kind, path, options)


if __name__ == '__main__':
    main()
