#!/usr/bin/env python3
"""Holds the examples of docs/program.md and docs/archive-dumps.md to what the program says, but for numbers with a point
and those of a summary, which training moves.

    docs_test.py PITH            compares
    docs_test.py PITH --update   writes what the program says
"""
import difflib
import gzip
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import archives

TESTS = pathlib.Path(__file__).resolve().parent.parent
DOCUMENTS = [TESTS.parent / 'docs' / name for name in ('program.md', 'archive-dumps.md')]
EXAMPLES = re.compile(r'(?<=```console\n).*?(?=```)', re.DOTALL)


def prepare(folder):
    shutil.copytree(TESTS / 'program' / 'data', folder, dirs_exist_ok=True)
    (folder / 'crawl.warc.gz').write_bytes(crawl())
    (folder / 'tiny' / 'pages').mkdir(parents=True)
    source = TESTS / 'eval' / 'data' / 'farm'
    shutil.copy(source / 'truth.jsonl', folder / 'tiny')
    for page in (source / 'pages').iterdir():
        (folder / 'tiny' / 'pages' / (page.name + '.gz')).write_bytes(gzip.compress(page.read_bytes()))


def crawl():
    """The pages of fixtures/pages as an archive, of the seed's variants the first alone."""
    pages = []
    cases = sorted((TESTS.parent / 'fixtures' / 'pages').glob('*/case.json'))
    for number, case in enumerate(cases, start=1):
        if case.parent.name.startswith('seed_') and case.parent.name != 'seed_p':
            continue
        known = json.loads(case.read_text(encoding='utf-8'))
        pages.append(archives.response(number, (case.parent / 'page.html').read_bytes(), url=known.get('url'),
                                       content_type=known.get('content_type') or 'text/html'))
    return archives.warc(pages)


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
    lines = re.sub(r'\d+\.\d+%?', '#', re.sub(r' +', ' ', text)).splitlines()
    return [re.sub(r'\d+|slowest: .*', '#', line) if line.startswith('pith: ') else line for line in lines]


def play(document, update):
    """Whether the document says what the program does."""
    text = document.read_text(encoding='utf-8')
    with tempfile.TemporaryDirectory() as folder:
        prepare(pathlib.Path(folder))
        now, count = EXAMPLES.subn(lambda match: played(match.group(), sys.argv[1], folder), text)
    if update:
        document.write_text(now, encoding='utf-8')
        return True
    difference = list(difflib.unified_diff(masked(text), masked(now), str(document), 'the program', lineterm=''))
    print('\n'.join(difference) or f'{document.name}: {count} blocks of examples hold')
    return count > 0 and not difference


def main():
    update = sys.argv[2:] == ['--update']
    return 0 if all([play(document, update) for document in DOCUMENTS]) else 1


if __name__ == '__main__':
    sys.exit(main())
