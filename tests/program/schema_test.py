#!/usr/bin/env python3
"""Holds every record to docs/record.schema.json: fixtures, all labelled pages where there are any, failures.

    schema_test.py PITH SOURCE_DIR SETS_DIR

Exits with 77 (skipped) if there is no schema, or no jsonschema in this Python.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import archives

SKIPPED = 77
PITH, SOURCE, SETS = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(os.environ.get('PITH_EVAL_DIR') or sys.argv[3])


def extract(*arguments, stdin=b''):
    run = subprocess.run([PITH, 'extract', *map(str, arguments)], input=stdin, capture_output=True, timeout=300)
    return [json.loads(line) for line in run.stdout.decode('utf-8').splitlines()]


def labelled_records():
    with tempfile.TemporaryDirectory() as folder:
        for path in sorted(SETS.glob('*/truth.jsonl')):
            output = pathlib.Path(folder) / f'{path.parent.name}.jsonl'
            subprocess.run([PITH, 'eval', path.parent, '--output', output], check=True, capture_output=True, timeout=550)
            with output.open(encoding='utf-8') as lines:
                for record in map(json.loads, lines):
                    yield f'{path.parent.name} {record["id"]}', record


def batch_records():
    """Of an archive with each page twice, and with damage between them."""
    pages = [archives.response(number, path.read_bytes())
             for number, path in enumerate(sorted((SOURCE / 'fixtures' / 'pages').glob('*/page.html')))]
    with tempfile.TemporaryDirectory() as folder:
        source, out = pathlib.Path(folder) / 'a.warc.gz', pathlib.Path(folder) / 'out.jsonl'
        source.write_bytes(archives.warc(pages) + b'no record' * 9 + archives.warc(pages))
        subprocess.run([PITH, 'batch', source, '-o', out, '--dedup', 'exact'], capture_output=True, timeout=300)
        with out.open(encoding='utf-8') as lines:
            for record in map(json.loads, lines):
                yield f'batch {record["archive_offset"]}', record


def all_records():
    pages = sorted((SOURCE / 'fixtures' / 'pages').glob('*/page.html'))
    if pages:
        yield from zip(pages, extract(*pages))
        yield from zip(pages, extract(*pages, '--with', 'html,markdown,links,images,tables,blocks'))
    yield from batch_records()
    yield from labelled_records()
    for name in (SOURCE / 'nothing.html', SOURCE, 'http://127.0.0.1/'):
        yield name, extract(name)[0]
    for content in (b'', b'\0', b'%PDF-1.4', b'{}', b'<rss></rss>', b'<p>\xff'):
        yield content, extract(stdin=content)[0]


def main():
    path = SOURCE / 'docs' / 'record.schema.json'
    try:
        import jsonschema
    except ImportError:
        print('this Python has no jsonschema')
        return SKIPPED
    if not path.exists():
        print(f'{path} is not there')
        return SKIPPED
    schema = json.loads(path.read_text(encoding='utf-8'))
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    validator = kind(schema)
    count = bad = 0
    for name, record in all_records():
        count += 1
        for error in validator.iter_errors(record):
            bad += 1
            print(f'{name}: {error.json_path}: {error.message[:300]}')
    print(f'{count} records, {bad} faults')
    return 1 if bad else 0


if __name__ == '__main__':
    sys.exit(main())
