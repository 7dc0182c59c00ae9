#!/usr/bin/env python3
"""`pith fetch`, and `pith extract` of a URL, against a small server on this machine."""
import http.server
import threading
import unittest

from common import STORY, ProgramTest, pith, records


class Pages(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == '/moved':
            return self.answer(302, b'', ('Location', '/story'))
        if self.path == '/gone':
            return self.answer(404, STORY.encode())
        if self.path == '/agent':
            return self.answer(200, self.headers.get('User-Agent', '').encode())
        if self.path == '/bytes':
            return self.answer(200, bytes(range(256)) * 100)
        return self.answer(200, STORY.encode())

    def answer(self, status, body, *headers):
        self.send_response(status)
        for name, value in (('Content-Type', 'text/html; charset=utf-8'), ('Content-Length', str(len(body))), *headers):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


class Fetch(ProgramTest):
    @classmethod
    def setUpClass(cls):
        cls.server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Pages)
        cls.base = f'http://127.0.0.1:{cls.server.server_port}'
        cls.thread = threading.Thread(target=cls.server.serve_forever, daemon=True)
        cls.thread.start()

    @classmethod
    def tearDownClass(cls):
        cls.server.shutdown()
        cls.server.server_close()
        cls.thread.join()

    def fetch(self, *arguments):
        return pith('fetch', '--allow-private', '--delay', 0, *arguments)

    def test_bytes_are_as_served(self):
        run = self.fetch(self.base + '/bytes')
        self.assert_quiet(run)
        self.assertEqual(run.stdout, bytes(range(256)) * 100)

    def test_to_a_file(self):
        run = self.fetch(self.base + '/story', '-o', self.folder / 'story.html')
        self.assert_quiet(run)
        self.assertEqual((run.stdout, (self.folder / 'story.html').read_text()), (b'', STORY))

    def test_to_a_folder_that_is_made(self):
        urls = [self.base + path for path in ('/story?a=1', '/story?a=2', '/story/a=1')]
        run = self.fetch(*urls, '-o', f'{self.folder}/new/')
        self.assert_quiet(run)
        files = list((self.folder / 'new').iterdir())
        self.assertEqual({file.read_text() for file in files}, {STORY})
        self.assertEqual(len(files), 3)
        for file in files:
            self.assertRegex(file.name, r'^127\.0\.0\.1_\d+_story_a_[12]-[0-9a-f]{8}\.html$')

    def test_a_file_that_cannot_be_written(self):
        run = self.fetch(self.base + '/story', '-o', self.folder / 'no' / 'such' / 'folder.html')
        self.assertEqual(run.returncode, 1)
        self.assertIn(b'cannot write', run.stderr)

    def test_redirects_are_followed(self):
        self.assertEqual(self.fetch(self.base + '/moved').stdout, STORY.encode())

    def test_the_user_agent_is_ours_or_the_one_given(self):
        self.assertRegex(self.fetch(self.base + '/agent').stdout, rb'^pith/\d')
        self.assertEqual(self.fetch(self.base + '/agent', '--user-agent', 'Crawler/2').stdout, b'Crawler/2')

    def test_private_addresses_are_refused_unless_allowed(self):
        run = pith('fetch', self.base + '/story')
        self.assertEqual((run.returncode, run.stdout), (1, b''))
        self.assertIn(b'forbidden_address', run.stderr)
        self.assertIn(b'--allow-private', run.stderr)

    def test_failures_are_told_and_the_rest_is_done(self):
        run = self.fetch(self.base + '/gone', 'ftp://example.org/', self.base + '/story')
        self.assertEqual((run.returncode, run.stdout), (1, STORY.encode()))
        scheme, gone = run.stderr.decode().splitlines()
        self.assertIn('/gone: the server answered 404', gone)
        self.assertIn('ftp://example.org/: bad_url', scheme)

    def test_too_large(self):
        run = self.fetch(self.base + '/bytes', '--max-bytes', 1000)
        self.assertEqual((run.returncode, run.stdout), (1, b''))
        self.assertIn(b'too_large', run.stderr)

    def test_no_connection(self):
        with http.server.HTTPServer(('127.0.0.1', 0), Pages) as unused:
            port = unused.server_port
        run = self.fetch(f'http://127.0.0.1:{port}/')
        self.assertEqual(run.returncode, 1)
        self.assertIn(b': connect: ', run.stderr)

    def test_extract_of_a_url(self):
        run = pith('extract', '--allow-private', self.base + '/moved')
        self.assert_quiet(run)
        [record] = records(run)
        self.assertEqual((record['url'], record['http_status']), (self.base + '/story', 200))
        self.assertEqual((record['content_type'], record['encoding_source']), ('text/html; charset=utf-8', 'header'))

    def test_extract_of_a_url_that_fails(self):
        run = pith('extract', '--allow-private', self.base + '/gone', self.base + '/story')
        self.assertEqual(run.returncode, 1)
        gone, story = records(run)
        self.assertEqual((gone['status'], gone['warnings'], gone['http_status']), ('error', ['fetch_failed'], 404))
        self.assertEqual((gone['url'], gone['text'] or ''), (self.base + '/gone', ''))
        self.assertEqual(run.stderr.decode(), f'pith: {gone["message"]}\n')
        self.assertEqual(story['status'], 'ok')

    def test_extract_refuses_private_addresses_too(self):
        [record] = records(pith('extract', self.base + '/story'))
        self.assertEqual(record['status'], 'error')
        self.assertIn('forbidden_address', record['message'])


if __name__ == '__main__':
    unittest.main()
