#!/usr/bin/env python3
"""Holds the quality of the shipped scorer: no labelled set may fall more than MARGIN below its floor in floors.json.

    floors_test.py PITH SETS_DIR          measures and compares; exits with 77 (skipped) if there is no set
    floors_test.py PITH SETS_DIR --pin    raises the floors to what was measured; refuses to lower one

A floor holds for the very pages it was measured on: a set whose digest is another one is skipped, and said so.
PITH_EVAL_DIR in the environment names another folder of sets.
"""
import hashlib
import json
import os
import pathlib
import subprocess
import sys

FLOORS = pathlib.Path(__file__).with_name('floors.json')
MARGIN = .0005
SKIPPED = 77


def digest(folder):
    """Of the truth and of each page's bytes."""
    sha = hashlib.sha256((folder / 'truth.jsonl').read_bytes())
    for page in sorted((folder / 'pages').iterdir()):
        sha.update(page.name.encode() + b'\0' + hashlib.sha256(page.read_bytes()).digest())
    return sha.hexdigest()[:32]


def measure(pith, folder):
    run = subprocess.run([pith, 'eval', folder, '--json'], capture_output=True, text=True, encoding='utf-8', check=True)
    figures = json.loads(run.stdout)
    found = {field: part['accuracy'] for field, part in figures.get('fields', {}).items()}
    if 'f1' in figures:
        found['f1'] = figures['f1']
    if 'segments' in figures:
        found['segments'] = figures['segments']['f1']
    if 'farm' in figures:
        found['clean'], found['noleak'] = figures['farm']['all']['clean'], figures['farm']['all']['noleak']
    return {name: round(value, 4) for name, value in found.items()}


def fallen(floors, found):
    return [f'{name} {found.get(name)}, floor {floor}' for name, floor in floors.items()
            if found.get(name, 0) < floor - MARGIN]


def pin(floors, name, pages, found):
    known = floors.get(name)
    if known and known['pages'] == pages and (low := fallen(known['floors'], found)):
        return low
    old = known['floors'] if known and known['pages'] == pages else {}
    floors[name] = {'pages': pages, 'floors': {key: max(value, old.get(key, 0)) for key, value in found.items()}}
    return []


def main():
    pith, sets = sys.argv[1], pathlib.Path(os.environ.get('PITH_EVAL_DIR') or sys.argv[2])
    pinning = sys.argv[3:] == ['--pin']
    folders = sorted(path.parent for path in sets.glob('*/truth.jsonl'))
    if not folders:
        print(f'no labelled sets in {sets}')
        return SKIPPED
    floors = json.loads(FLOORS.read_text(encoding='utf-8')) if FLOORS.exists() else {}
    failed = False
    for folder in folders:
        name, pages = folder.name, digest(folder)
        if not pinning and floors.get(name, {}).get('pages') != pages:
            print(f'{name}: no floors for these pages')
            continue
        found = measure(pith, folder)
        low = pin(floors, name, pages, found) if pinning else fallen(floors[name]['floors'], found)
        print(f'{name}: {"FALLEN: " + "; ".join(low) if low else found}')
        failed |= bool(low)
    if pinning and not failed:
        FLOORS.write_text(json.dumps(floors, indent=1, sort_keys=True) + '\n', encoding='utf-8')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
