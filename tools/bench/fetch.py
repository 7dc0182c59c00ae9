#!/usr/bin/env python3
"""How fast `pith fetch` is beside curl --parallel, with delays off: 10,000 URLs of 200 host names from nginx on this
machine, rounds in turn. curl writes the bodies to files, pith a folder or a WARC file, with and without robots.txt.

    tools/bench/fetch.py build/release/bin/pith [--rounds 3] [--count 10000]
"""
import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / 'tests' / 'program'))
from nginx import Nginx  # noqa: E402

HOSTS = 200


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('pith')
    parser.add_argument('--rounds', type=int, default=3)
    parser.add_argument('--count', type=int, default=10_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        nginx = Nginx(folder)
        try:
            measure(pathlib.Path(folder), nginx, options)
        finally:
            nginx.stop()


def measure(folder, nginx, options):
    for size in ('small', 'large'):
        words = 'word ' * (20 if size == 'small' else 10_000)
        nginx.page(f'{size}.html', f'<!doctype html><title>{size}</title><p>{words}')
    fetch = [options.pith, 'fetch', '--input', folder / 'urls.txt', '--allow-private', '--delay', 0, '--per-host', 1,
             '--connections', 50]
    programs = {
        'curl --parallel': ['curl', '--parallel', '--parallel-max', 50, '--silent', '--compressed', '--config',
                            folder / 'curl.txt'],
        'pith, folder': [*fetch, '--ignore-robots', '-o', f'{folder}/out/'],
        'pith, WARC': [*fetch, '--ignore-robots', '-o', folder / 'out.warc.gz'],
        'pith, WARC, robots.txt': [*fetch, '-o', folder / 'out.warc.gz'],
    }
    for size in ('small', 'large'):
        urls = [nginx.url(f'/{size}.html?{i}', f'h{i % HOSTS}.localhost') for i in range(options.count)]
        (folder / 'urls.txt').write_text('\n'.join(urls))
        (folder / 'out').mkdir(exist_ok=True)
        (folder / 'curl.txt').write_text(''.join(f'url = "{url}"\noutput = "{folder}/out/{i}"\n'
                                                 for i, url in enumerate(urls)))
        seconds = {name: [] for name in programs}
        for _ in range(options.rounds):
            for name, command in programs.items():
                seconds[name].append(run(list(map(str, command))))
        base = statistics.median(wall for wall, _ in seconds['curl --parallel'])
        for name, rounds in seconds.items():
            wall = statistics.median(wall for wall, _ in rounds)
            cpu = statistics.median(cpu for _, cpu in rounds)
            print(f'{size:6} {name:24} {options.count / wall:8.0f} URLs a second, {base / wall:.2f} of curl, '
                  f'{1e6 * cpu / options.count:5.0f} us of CPU a URL', flush=True)


def run(command):
    """Seconds by the clock and of the processor."""
    start = time.monotonic()
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f'{command[0]} failed')
    return time.monotonic() - start, usage.ru_utime + usage.ru_stime


main()
