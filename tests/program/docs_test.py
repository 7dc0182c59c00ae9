#!/usr/bin/env python3
"""Holds the examples of docs/program.md to what the program says, but for numbers with a point, which training moves.

    docs_test.py PITH            compares
    docs_test.py PITH --update   writes what the program says
"""
import difflib
import gzip
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

TESTS = pathlib.Path(__file__).resolve().parent.parent
DOCUMENT = TESTS.parent / 'docs' / 'program.md'
EXAMPLES = re.compile(r'(?<=```console\n).*?(?=```)', re.DOTALL)


def prepare(folder):
    shutil.copytree(TESTS / 'program' / 'data', folder, dirs_exist_ok=True)
    (folder / 'tiny' / 'pages').mkdir(parents=True)
    source = TESTS / 'eval' / 'data' / 'farm'
    shutil.copy(source / 'truth.jsonl', folder / 'tiny')
    for page in (source / 'pages').iterdir():
        (folder / 'tiny' / 'pages' / (page.name + '.gz')).write_bytes(gzip.compress(page.read_bytes()))


def played(block, pith, folder):
    """The block's commands, each with what it prints now."""
    environment = {**os.environ, 'PATH': f'{pathlib.Path(pith).resolve().parent}:{os.environ["PATH"]}'}
    out = []
    for command in re.findall(r'^\$ (.*)$', block, re.MULTILINE):
        run = subprocess.run(command, shell=True, cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding='utf-8', timeout=120)
        out.append(f'$ {command}\n{run.stdout}')
    return '\n'.join(out)


def masked(text):
    return re.sub(r'\d+\.\d+%?', '#', re.sub(r' +', ' ', text)).splitlines()


def main():
    text = DOCUMENT.read_text(encoding='utf-8')
    with tempfile.TemporaryDirectory() as folder:
        prepare(pathlib.Path(folder))
        now, count = EXAMPLES.subn(lambda match: played(match.group(), sys.argv[1], folder), text)
    if sys.argv[2:] == ['--update']:
        DOCUMENT.write_text(now, encoding='utf-8')
        return 0
    difference = list(difflib.unified_diff(masked(text), masked(now), 'docs/program.md', 'the program', lineterm=''))
    print('\n'.join(difference) or f'{count} blocks of examples hold')
    return 1 if difference or not count else 0


if __name__ == '__main__':
    sys.exit(main())
