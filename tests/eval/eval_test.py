#!/usr/bin/env python3
"""Holds the figures of `pith eval` to those of figures.py, on a tiny set whose truth is right and wrong on purpose.

    eval_test.py PITH
"""
import gzip
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

import figures

DATA = pathlib.Path(__file__).parent / 'data'
PITH = sys.argv.pop(1)


def make_set(source, folder):
    (folder / 'pages').mkdir(parents=True)
    (folder / 'truth.jsonl').write_bytes((DATA / source / 'truth.jsonl').read_bytes())
    for page in (DATA / source / 'pages').iterdir():
        (folder / 'pages' / (page.name + '.gz')).write_bytes(gzip.compress(page.read_bytes()))
    return folder


def pith(*arguments):
    return subprocess.run([PITH, 'eval', *map(str, arguments)], capture_output=True, text=True, encoding='utf-8')


def leaves(value, path=''):
    if not isinstance(value, dict):
        return {path: value}
    return {k: v for key, item in value.items() for k, v in leaves(item, f'{path}/{key}').items()}


class Eval(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = pathlib.Path(holder.name)

    def check(self, source, name):
        folder = make_set(source, self.folder / name)
        run = pith(folder, '--json', '--output', self.folder / 'out.jsonl')
        self.assertEqual((run.returncode, run.stdout.count('\n')), (0, 1), run.stderr)
        records = {record['id']: record for record in figures.read_lines(self.folder / 'out.jsonl')}
        truths = figures.read_lines(folder / 'truth.jsonl')
        self.assertEqual(list(records), [truth['id'] for truth in truths])
        wanted, got = leaves(figures.set_figures(name, truths, records)), leaves(json.loads(run.stdout))
        self.assertEqual(set(wanted), set(got))
        for path, value in wanted.items():
            if isinstance(value, str):
                self.assertEqual(got[path], value, path)
            else:
                self.assertAlmostEqual(got[path], value, places=4, msg=path)

    def test_figures_of_text_snippets_and_fields(self):
        self.check('mixed', 'tiny')

    def test_figures_by_words_in_sets_of_that_benchmark(self):
        self.check('mixed', 'wcxb-tiny')

    def test_figures_of_link_farms(self):
        self.check('farm', 'tiny-farm')

    def test_same_figures_and_records_with_any_number_of_threads(self):
        folder = make_set('mixed', self.folder / 'tiny')
        outputs = []
        for jobs in (1, 4):
            out = self.folder / f'{jobs}.jsonl'
            run = pith(folder, '--json', '--jobs', jobs, '--output', out)
            outputs.append((run.returncode, run.stdout, out.read_bytes()))
        self.assertEqual(*outputs)

    def test_per_page_and_worst(self):
        folder = make_set('mixed', self.folder / 'tiny')
        run = pith(folder, '--json', '--worst', 3, '--per-page', self.folder / 'pages.jsonl')
        pages = figures.read_lines(self.folder / 'pages.jsonl')
        self.assertEqual(len(pages), len(figures.read_lines(folder / 'truth.jsonl')))
        lowest = sorted(page['f1'] for page in pages if 'f1' in page)[:3]
        worst = json.loads(run.stdout)['worst']
        self.assertEqual([page['f1'] for page in worst], lowest)
        gone = next(page for page in worst if page['id'] == 'script-only')
        self.assertEqual(gone['lost'], 'There was a text once.')
        self.assertIn('lost   There was a text once.', pith(folder, '--worst', 3).stdout)

    def test_several_sets_write_a_file_each(self):
        folders = [make_set('mixed', self.folder / 'a'), make_set('farm', self.folder / 'b')]
        self.assertEqual(pith(*folders, '--output', self.folder / 'one.jsonl').returncode, 2)
        (self.folder / 'out').mkdir()
        run = pith(*folders, '--json', '--output', self.folder / 'out')
        self.assertEqual([json.loads(line)['set'] for line in run.stdout.splitlines()], ['a', 'b'])
        self.assertEqual(sorted(p.name for p in (self.folder / 'out').iterdir()), ['a.jsonl', 'b.jsonl'])

    def test_a_missing_page_is_told_and_scores_as_empty(self):
        folder = make_set('mixed', self.folder / 'tiny')
        (folder / 'pages' / 'en-ferry.html.gz').unlink()
        run = pith(folder, '--json', '--output', self.folder / 'out.jsonl')
        self.assertEqual(run.returncode, 1)
        self.assertIn('en-ferry.html.gz', run.stderr)
        record = figures.read_lines(self.folder / 'out.jsonl')[0]
        self.assertEqual((record['id'], record['status'], record['warnings']), ('en-ferry', 'error', ['read_failed']))

    def test_a_cut_off_page_is_told(self):
        folder = make_set('mixed', self.folder / 'tiny')
        page = folder / 'pages' / 'en-ferry.html.gz'
        page.write_bytes(page.read_bytes()[:-20])
        self.assertEqual(pith(folder).returncode, 1)

    def test_a_bad_truth_says_its_line(self):
        folder = make_set('mixed', self.folder / 'tiny')
        for bad in ('{"id": ', '[]', '{"id": "../x"}', '{}'):
            (folder / 'truth.jsonl').write_text('\n{"id": "none"}\n' + bad + '\n')
            run = pith(folder)
            self.assertEqual((run.returncode, run.stdout), (1, ''))
            self.assertIn('truth.jsonl, line 3', run.stderr)

    def test_no_set(self):
        self.assertEqual(pith(self.folder / 'nothing').returncode, 1)
        self.assertEqual(pith().returncode, 2)


if __name__ == '__main__':
    unittest.main()
