#!/usr/bin/env python3
"""WARC output as another reader sees it: warcio, from PyPI.

    warcio_test.py PITH

Exits with 77 (skipped) if this Python has no warcio.
"""
import json
import sys
import unittest

import archives
from common import ProgramTest, pith

SKIPPED = 77
try:
    from warcio.archiveiterator import ArchiveIterator
except ImportError:
    print('this Python has no warcio')
    sys.exit(SKIPPED)


class Warcio(ProgramTest):
    def read_back(self, name, *options):
        pages = [archives.response(1, archives.page(1)), archives.response(2, b'%PDF-1.7'), archives.response(3, archives.page(3))]
        source = self.file('a.warc.gz', archives.warc(pages))
        self.assertEqual(pith('batch', source, '-o', self.folder / name, *options).returncode, 0)
        with open(self.folder / name, 'rb') as stream:
            return [(record.rec_type, record.rec_headers, record.content_stream().read(), record.digest_checker)
                    for record in ArchiveIterator(stream, check_digests=True)]

    def check(self, records, kinds):
        self.assertEqual([kind for kind, *_ in records], kinds)
        ids = [headers.get_header('WARC-Record-ID') for _, headers, *_ in records]
        self.assertEqual(len(set(ids)), len(ids))
        for _, headers, block, digests in records:
            self.assertTrue(digests.passed)
            self.assertEqual(int(headers.get_header('Content-Length')), len(block))
            self.assertRegex(headers.get_header('WARC-Date'), r'^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$')

    def test_text(self):
        for name in ('out.warc', 'out.warc.gz'):
            records = self.read_back(name)
            self.check(records, ['warcinfo', 'conversion', 'metadata', 'conversion'])
            _, headers, block, _ = records[3]
            self.assertEqual(headers.get_header('WARC-Target-URI'), 'https://tower.example/3')
            self.assertEqual(headers.get_header('WARC-Refers-To'), '<urn:uuid:00000000-0000-4000-8000-000000000003>')
            self.assertEqual(headers.get_header('Content-Type'), 'text/plain; charset=utf-8')
            self.assertIn('The keeper of tower 3', block.decode())
            self.assertIn('status: not_html', records[2][2].decode())

    def test_json(self):
        records = self.read_back('out.warc.gz', '--format', 'json')
        self.check(records, ['warcinfo', 'conversion', 'conversion', 'conversion'])
        self.assertEqual(json.loads(records[2][2])['status'], 'not_html')


if __name__ == '__main__':
    unittest.main()
