#!/usr/bin/env python3
"""`pith extract` from outside: inputs, formats, failures, broken pipes."""
import csv
import io
import json
import os
import subprocess
import unittest

from common import PITH, SECONDS, STORY, ProgramTest, pith, records

FIELDS = ('html', 'markdown', 'links', 'images', 'tables', 'blocks')
SCHEMAS = ('pith', 'trafilatura', 'readability', 'datatrove')


class Inputs(ProgramTest):
    def test_a_file(self):
        run = pith('extract', self.file('story.html'))
        self.assert_quiet(run)
        [record] = records(run)
        self.assertEqual((record['status'], record['title']), ('ok', 'A bridge for the island'))
        self.assertIn('three failed plans', record['text'])

    def test_stdin_with_and_without_its_name(self):
        wanted = pith('extract', self.file('story.html')).stdout
        for arguments in ([], ['-']):
            run = pith('extract', *arguments, stdin=STORY.encode())
            self.assert_quiet(run)
            self.assertEqual(run.stdout, wanted)

    def test_stdin_between_files_is_read_once_and_in_order(self):
        run = pith('extract', self.file('a.html', '<p>first'), '-', self.file('c.html', '<p>third'),
                   stdin=b'<p>second')
        self.assert_quiet(run)
        self.assertEqual([record['text'] for record in records(run)], ['first', 'second', 'third'])

    def test_url_and_content_type_are_taken(self):
        page = self.file('gbk.html', '<title>x</title><p>港口的旧渡船每天早晨七点开出，雾还没有散。'.encode('gbk'))
        run = pith('extract', page, '--url', 'https://news.example.org/a', '--content-type', 'text/html; charset=gbk')
        [record] = records(run)
        self.assertEqual((record['url'], record['hostname']), ('https://news.example.org/a', 'example.org'))
        self.assertEqual((record['encoding_source'], '旧渡船' in record['text']), ('header', True))

    def test_a_file_whose_name_is_no_url(self):
        self.file('http', STORY)
        run = pith('extract', 'http', cwd=self.folder)
        self.assert_quiet(run)

    def test_more_than_the_limit_is_partial(self):
        page = self.file('long.html', STORY + '<p>more</p>' * 1000)
        [record] = records(pith('extract', page, '--limit-bytes', len(STORY)))
        self.assertEqual((record['status'], record['warnings']), ('partial', ['limit_bytes']))
        [record] = records(pith('extract', self.file('story.html'), '--limit-bytes', len(STORY.encode())))
        self.assertEqual(record['status'], 'ok')

    def test_every_input_gives_a_record(self):
        inputs = {'empty': b'', 'nul': b'\0' * 1000, 'nul_in_text': b'<p>a\0b</p>', 'spaces': b' \n' * 100,
                  'bytes': bytes(range(256)) * 10, 'open_tag': b'<div ' + b'a' * 10000, 'only_tags': b'<b><i><u>',
                  'bad_utf8': b'<p>\xff\xfe\xfd caf\xc3', 'json': b'{"a": 1}', 'pdf': b'%PDF-1.4\n', 'bom': b'\xef\xbb\xbf'}
        for name, content in inputs.items():
            run = pith('extract', self.file(name, content))
            self.assert_quiet(run)
            [record] = records(run)
            self.assertIn(record['status'], ('ok', 'partial', 'empty', 'not_html'), name)

    def test_five_megabytes_of_one_tag(self):
        for tag in (b'<div>', b'<p>', b'<a href=x>', b'<table>', b'<b>', b'</p>', b'<li>x', b'<!--', b'<br>'):
            run = pith('extract', stdin=tag * (5_000_000 // len(tag)))
            self.assert_quiet(run)
            self.assertEqual(len(records(run)), 1, tag)


class Failures(ProgramTest):
    def fails(self, name, message):
        good = self.file('story.html')
        run = pith('extract', good, name, good)
        self.assertEqual(run.returncode, 1)
        first, failed, last = records(run)
        self.assertEqual(first, last)
        self.assertEqual((failed['status'], failed['warnings'], failed['text'] or ''), ('error', ['read_failed'], ''))
        self.assertIn(str(name), failed['message'])
        self.assertIn(message, failed['message'])
        self.assertEqual(set(failed), set(first))
        self.assertEqual(run.stderr.decode(), f'pith: {failed["message"]}\n')
        return failed

    def test_a_missing_file(self):
        one = self.fails(self.folder / 'nothing.html', 'No such file')
        two = self.fails(self.folder / 'nothing_either.html', 'No such file')
        self.assertNotEqual(one['id'], two['id'])

    def test_a_folder(self):
        self.fails(self.folder, 'folder')

    @unittest.skipIf(os.geteuid() == 0, 'root may read everything')
    def test_no_permission(self):
        path = self.file('secret.html')
        path.chmod(0)
        self.fails(path, 'ermission')

    def test_text_formats_say_nothing_on_stdout(self):
        for format in ('text', 'markdown', 'html', 'xml-tei'):
            run = pith('extract', self.folder / 'nothing.html', '--format', format)
            self.assertEqual((run.returncode, run.stdout), (1, b''))
            self.assertIn(b'nothing.html', run.stderr)

    def test_a_closed_pipe_ends_quietly(self):
        page = str(self.file('story.html'))
        first = subprocess.Popen([PITH, 'extract', *[page] * 2000], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.assertTrue(first.stdout.readline().startswith(b'{'))
        first.stdout.close()
        self.assertEqual(first.stderr.read(), b'')
        first.stderr.close()
        self.assertIn(first.wait(SECONDS), (0, 141, -13))

    @unittest.skipUnless(os.path.exists('/dev/full'), 'needs /dev/full')
    def test_a_full_disk_is_told(self):
        with open('/dev/full', 'wb') as full:
            run = subprocess.run([PITH, 'extract', self.file('story.html')], stdout=full, stderr=subprocess.PIPE)
        self.assertEqual(run.returncode, 1)
        self.assertRegex(run.stderr.decode(), r'^pith: cannot write standard output: .*\n$')


class Formats(ProgramTest):
    def test_each_format(self):
        page = self.file('story.html')
        begins = {'json': '{"', 'csv': 'id,url,', 'xml-tei': '<TEI xmlns=', 'text': '', 'markdown': '# A bridge for the island\n', 'html': '<'}
        for format, begin in begins.items():
            run = pith('extract', page, '--format', format)
            self.assert_quiet(run)
            out = run.stdout.decode()
            self.assertTrue(out.startswith(begin), out[:100])
            self.assertIn('the birds have left', out)

    def test_csv_is_a_header_and_a_line_a_page(self):
        run = pith('extract', self.file('story.html'), self.file('formula.html', '<title>=1+1</title><p>Text'), '--format', 'csv')
        self.assert_quiet(run)
        rows = list(csv.DictReader(io.StringIO(run.stdout.decode(), newline='')))
        self.assertEqual([row['title'] for row in rows], ['A bridge for the island', "'=1+1"])

    def test_parts_that_are_dropped_are_in_no_format(self):
        page = self.file('parts.html', STORY.replace('<p>Work', '<p>See <a href="https://x.example/">the plans</a>.</p>'
                         '<img src="https://x.example/bridge.png"><p>Work'))
        for format in ('markdown', 'html', 'xml-tei'):
            self.assertEqual(pith('extract', page, '--format', format).stdout.count(b'https://x.example/'), 2, format)
            run = pith('extract', page, '--format', format, '--drop', 'links,images')
            self.assert_quiet(run)
            self.assertNotIn(b'https://x.example/', run.stdout)
            self.assertIn(b'the plans', run.stdout)
        run = pith('extract', page, '--drop', 'titles')
        self.assertEqual(run.returncode, 2)
        self.assertIn(b'tables', run.stderr)

    def test_pretty_is_the_same_record(self):
        page = self.file('story.html')
        run = pith('extract', page, '--pretty')
        self.assert_quiet(run)
        self.assertGreater(run.stdout.count(b'\n'), 20)
        self.assertEqual([json.loads(run.stdout)], records(pith('extract', page)))

    def test_each_field_on_request(self):
        page = self.file('story.html')
        [plain] = records(pith('extract', page))
        for field in FIELDS:
            [record] = records(pith('extract', page, '--with', field))
            self.assertEqual(set(record) - set(plain), {field})
        [record] = records(pith('extract', page, '--with', ','.join(FIELDS)))
        self.assertEqual(set(record) - set(plain), set(FIELDS))

    def test_blocks_hold_the_dropped_ones_too(self):
        [record] = records(pith('extract', self.file('story.html'), '--with', 'blocks'))
        self.assertEqual(record['blocks'][-1]['text'], 'Copyright')
        self.assertTrue(all(block['path'] and block['reason'] for block in record['blocks']))

    def test_each_schema(self):
        page = self.file('story.html')
        keys = set()
        for schema in SCHEMAS:
            run = pith('extract', page, '--schema', schema)
            self.assert_quiet(run)
            keys.add(frozenset(records(run)[0]))
        self.assertEqual(len(keys), len(SCHEMAS))

    def test_opensearch_bulk_is_an_action_and_a_record(self):
        action, record = records(pith('extract', self.file('story.html'), '--schema', 'opensearch-bulk'))
        self.assertEqual(list(action), ['index'])
        self.assertEqual(record['title'], 'A bridge for the island')

    def test_each_bias(self):
        for bias in ('--precision', '--recall'):
            self.assert_quiet(pith('extract', self.file('story.html'), bias))

    def test_the_locale_changes_nothing(self):
        page = self.file('story.html', STORY.replace('nine', 'İIıß'))
        wanted = pith('extract', page, '--with', 'blocks').stdout
        for locale in ('C', 'tr_TR.UTF-8', 'de_DE.UTF-8'):
            run = pith('extract', page, '--with', 'blocks', env={**os.environ, 'LC_ALL': locale, 'LANG': locale})
            self.assertEqual(run.stdout, wanted)


if __name__ == '__main__':
    unittest.main()
