#!/usr/bin/env python3
"""pith batch from outside: what it takes, what it says, how it ends."""
import gzip
import json
import os
import pathlib
import pty
import resource
import signal
import subprocess
import unittest

import archives
from common import PITH, SECONDS, ProgramTest, pith

FIXTURES = pathlib.Path(__file__).resolve().parent.parent.parent / 'fixtures' / 'pages'


class Batch(ProgramTest):
    def archive(self, name='a.warc.gz', count=20):
        return self.file(name, archives.warc(archives.response(n, archives.page(n)) for n in range(count)))

    def records(self, path):
        data = path.read_bytes()
        return [json.loads(line) for line in (gzip.decompress(data) if path.suffix == '.gz' else data).splitlines()]

    def test_archive_to_json_lines(self):
        out = self.folder / 'out.jsonl'
        run = pith('batch', self.archive(), '-o', out)
        self.assertEqual((run.returncode, run.stdout), (0, b''), run.stderr)
        records = self.records(out)
        self.assertEqual([record['url'] for record in records], [f'https://tower.example/{n}' for n in range(20)])
        lines = run.stderr.decode().splitlines()
        self.assertTrue(all(line.startswith('pith: ') for line in lines), lines)
        self.assertIn('20 records read, 20 written, 0 filtered', lines[0])
        self.assertIn('pith: written: ok 20', lines)

    def test_standard_input_and_output(self):
        whole = pith('batch', self.archive(), '-o', '-')
        piped = pith('batch', '-', '-o', '-', stdin=self.archive().read_bytes())
        self.assertEqual(piped.returncode, 0)
        self.assertEqual(len(piped.stdout.splitlines()), 20)
        for mine, other in zip(piped.stdout.splitlines(), whole.stdout.splitlines()):
            mine, other = json.loads(mine), json.loads(other)
            self.assertEqual(mine.pop('archive_file'), '-')
            other.pop('archive_file')
            self.assertEqual(mine, other)

    def test_json_lines_with_other_field_names(self):
        line = json.dumps({'page': {'address': 'https://tower.example/1'}, 'body': archives.page(1), 'key': 'k1'})
        run = pith('batch', self.file('in.jsonl', line + '\n'), '-o', '-', '--field-url', 'page.address', '--field-html', 'body',
                   '--field-id', 'key')
        record = json.loads(run.stdout)
        self.assertEqual((record['url'], record['id'], record['title']), ('https://tower.example/1', 'k1', 'Keeper 1'))

    def test_filters_and_summary(self):
        pages = [archives.response(n, archives.page(n)) for n in range(4)]
        pages += [archives.response(4, archives.page(4), status=404), archives.response(5, b'%PDF-1.7'),
                  archives.response(6, ''), archives.warc_record('request', b'GET / HTTP/1.1\r\n\r\n')]
        source, summary = self.file('a.warc.gz', archives.warc(pages)), self.folder / 'summary.json'
        for options, filtered in ((['--status', '200-299'], {'kind': 1, 'status': 1}),
                                  (['--status', '404,500'], {'kind': 1, 'status': 6}),
                                  (['--mime', 'text/html'], {'kind': 1}), (['--mime', 'image/*'], {'kind': 1, 'mime': 7}),
                                  (['--url-regex', '/[0-2]$'], {'kind': 1, 'url': 4}),
                                  (['--language', 'en'], {'kind': 1, 'language': 2}),
                                  (['--language', 'zh,de'], {'kind': 1, 'language': 7}),
                                  (['--min-length', '20'], {'kind': 1, 'min_length': 2}),
                                  (['--only', 'ok'], {'kind': 1, 'not_ok': 2})):
            run = pith('batch', source, '-o', self.folder / 'out.jsonl', '--summary', summary, *options)
            self.assertEqual(run.returncode, 0, run.stderr)
            counts = json.loads(summary.read_text())
            self.assertEqual(counts['filtered'], filtered, options)
            self.assertEqual(counts['records'], 8)
            self.assertEqual(counts['written'], 8 - sum(filtered.values()))
            self.assertEqual(counts['written'], len(self.records(self.folder / 'out.jsonl')))

    def test_an_unreadable_input_is_a_record_and_ends_in_1(self):
        run = pith('batch', self.folder / 'gone.warc', self.archive(count=2), '-o', '-')
        self.assertEqual(run.returncode, 1)
        records = [json.loads(line) for line in run.stdout.splitlines()]
        self.assertEqual([record['status'] for record in records], ['error', 'ok', 'ok'])
        self.assertEqual(records[0]['warnings'], ['read_failed'])
        self.assertIn('gone.warc', records[0]['message'])

    def test_folder_out_resumes_and_leaves_nothing_behind(self):
        self.archive('a.warc.gz', 3)
        self.archive('b.warc.gz', 2)
        out = self.folder / 'out'
        arguments = ['batch', self.folder / 'a.warc.gz', self.folder / 'b.warc.gz', '-o', f'{out}/', '--suffix', '.jsonl.gz']
        self.assertEqual(pith(*arguments).returncode, 0)
        self.assertEqual(sorted(os.listdir(out)), ['a.warc.gz.jsonl.gz', 'b.warc.gz.jsonl.gz'])
        self.assertEqual(len(self.records(out / 'a.warc.gz.jsonl.gz')), 3)
        again = pith(*arguments, '--resume')
        self.assertEqual(again.returncode, 0)
        self.assertIn(b'nothing to resume', again.stderr)

    def test_full_disk_and_closed_pipe(self):
        run = pith('batch', self.archive(), '-o', '/dev/full')
        self.assertEqual(run.returncode, 1)
        self.assertIn(b'cannot write /dev/full: No space left on device', run.stderr)
        closed = subprocess.run(f'{PITH} batch {self.archive(count=400)} -o - | head -n 1', shell=True, capture_output=True,
                                timeout=SECONDS)
        self.assertEqual(closed.stdout.count(b'\n'), 1)
        self.assertEqual(closed.stderr, b'')

    def test_a_file_that_may_not_grow_can_be_resumed(self):
        source, out = self.archive(count=1200), self.folder / 'out.jsonl'
        self.assertEqual(pith('batch', source, '-o', out).returncode, 0)
        whole = out.read_bytes()
        out.unlink()
        limit = (len(whole) // 2, resource.RLIM_INFINITY)
        run = pith('batch', source, '-o', out, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limit))
        self.assertEqual(run.returncode, 1)
        self.assertIn(b'File too large; make room and go on with --resume', run.stderr)
        self.assertFalse(out.exists())
        self.assertEqual(pith('batch', source, '-o', out, '--resume').returncode, 0)
        self.assertEqual(out.read_bytes(), whole)

    def test_a_record_that_ends_the_process_twice_is_passed_over(self):
        heavy = '<title>x</title>' + '<p>a<b>b</b>c' * 900_000
        pages = [archives.response(n, archives.page(n)) for n in range(6)]
        pages[3] = archives.response(3, heavy)
        source, out = self.file('a.warc.gz', archives.warc(pages)), self.folder / 'out.jsonl'
        limit = (250 << 20, 250 << 20)
        few = {'preexec_fn': lambda: (resource.setrlimit(resource.RLIMIT_AS, limit),
                                      resource.setrlimit(resource.RLIMIT_CORE, (0, 0))),
               'env': {**os.environ, 'MALLOC_ARENA_MAX': '1'}}  # arenas take addresses, not memory
        arguments = ['batch', source, '-o', out, '--jobs', '2', '--memory', '64M', '--resume']
        for _ in range(2):
            self.assertEqual(pith(*arguments, **few).returncode, -signal.SIGABRT)
        run = pith(*arguments, **few)
        self.assertEqual(run.returncode, 1, run.stderr)
        records = self.records(out)
        self.assertEqual([record['status'] for record in records], ['ok'] * 3 + ['error'] + ['ok'] * 2)
        self.assertEqual(records[3]['warnings'], ['crashed'])
        self.assertEqual(records[3]['url'], 'https://tower.example/3')

    def test_progress_on_a_terminal_alone(self):
        source = self.archive(count=10)
        ours, theirs = pty.openpty()
        self.addCleanup(os.close, ours)
        run = subprocess.run([PITH, 'batch', source, '-o', self.folder / 'out.jsonl'], stdin=subprocess.DEVNULL, stderr=theirs,
                             timeout=SECONDS)
        os.close(theirs)
        self.assertEqual(run.returncode, 0)
        self.assertIn(b'10 records read', os.read(ours, 65536))

    def test_the_seed_is_found_by_its_article_and_not_by_the_teasers(self):
        page = (FIXTURES / 'seed_p' / 'page.html').read_bytes()
        source = self.file('a.warc.gz', archives.warc([archives.response(1, page), archives.response(2, archives.page(2))]))
        out, database = self.folder / 'out.jsonl', self.folder / 'pages.db'
        self.assertEqual(pith('batch', source, '-o', out).returncode, 0)
        self.sqlite(database, 'CREATE TABLE lines(record)', '.mode ascii', '.separator "\\037" "\\n"', f'.import {out} lines')
        self.sqlite(database, "CREATE VIRTUAL TABLE pages USING fts5(url UNINDEXED, title, text, tokenize = 'trigram')")
        self.sqlite(database, "INSERT INTO pages SELECT json_extract(record, '$.url'), json_extract(record, '$.title'), "
                              "json_extract(record, '$.text') FROM lines")
        self.assertEqual(self.sqlite(database, "SELECT url FROM pages WHERE pages MATCH '番茄苗'"), 'https://tower.example/1\n')
        self.assertEqual(self.sqlite(database, "SELECT url FROM pages WHERE pages MATCH 'keeper'"), 'https://tower.example/2\n')
        self.assertEqual(self.sqlite(database, "SELECT url FROM pages WHERE pages MATCH '名言警句'"), '')

    def sqlite(self, database, *commands):
        run = subprocess.run(['sqlite3', database, *commands], capture_output=True, encoding='utf-8', timeout=SECONDS)
        self.assertEqual((run.returncode, run.stderr), (0, ''))
        return run.stdout


if __name__ == '__main__':
    unittest.main()
