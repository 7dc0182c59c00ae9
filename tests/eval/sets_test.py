#!/usr/bin/env python3
"""Holds the figures of `pith eval` to those of score.py and score_farm.py, on a sample of every labelled set in a folder.

    sets_test.py PITH SETS_DIR

PITH_EVAL_DIR in the environment names another folder. Exits with 77 (skipped) if there is none.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

from figures import read_lines

SAMPLE = 10  # pages a set
SKIPPED = 77


def sample_set(source, folder):
    truths = [line for line in (source / 'truth.jsonl').read_text(encoding='utf-8').splitlines() if line.strip()]
    step = max(1, len(truths) // SAMPLE)
    folder.mkdir()
    (folder / 'pages').symlink_to(source / 'pages')
    (folder / 'truth.jsonl').write_text('\n'.join(truths[::step]) + '\n', encoding='utf-8')


def scored(*command):
    run = subprocess.run([sys.executable, *map(str, command), '--json'], capture_output=True, text=True, check=True)
    return json.loads(run.stdout)


def differences(wanted, got, path):
    if isinstance(wanted, dict):
        for key, value in wanted.items():
            if path or key != 'missing':
                yield from differences(value, got.get(key) if isinstance(got, dict) else None, f'{path}/{key}')
    elif isinstance(wanted, float) and isinstance(got, (int, float)):
        if abs(wanted - got) > .00005:
            yield f'{path}: {got}, not {wanted}'
    elif wanted != got:
        yield f'{path}: {got}, not {wanted}'


def check(pith, source, sets, folder):
    sample_set(source, folder / source.name)
    output = folder / 'out.jsonl'
    run = subprocess.run([pith, 'eval', folder / source.name, '--json', '--output', output],
                         capture_output=True, text=True, encoding='utf-8')
    if run.returncode != 0:
        return [f'pith eval: exit code {run.returncode}: {run.stderr}']
    got = json.loads(run.stdout)
    found = list(differences(scored(sets / 'score.py', folder / source.name, output), got, ''))
    if 'farm' in read_lines(folder / source.name / 'truth.jsonl')[0]:
        wanted = scored(sets / 'score_farm.py', folder / source.name / 'truth.jsonl', output)
        found += differences(wanted, got.get('farm'), '/farm')
    return found


def main():
    pith, sets = sys.argv[1], pathlib.Path(os.environ.get('PITH_EVAL_DIR') or sys.argv[2])
    sources = sorted(path.parent for path in sets.glob('*/truth.jsonl'))
    if not sources or not (sets / 'score.py').exists():
        print(f'no labelled sets in {sets}')
        return SKIPPED
    failed = False
    for source in sources:
        with tempfile.TemporaryDirectory() as folder:
            found = check(pith, source, sets, pathlib.Path(folder))
        print(f'{source.name}: {"; ".join(found) if found else "same figures"}')
        failed |= bool(found)
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
