#!/usr/bin/env python3
"""Markdown of real pages, read again by cmark-gfm, has the words of the kept blocks in their order, and no others.

    roundtrip_test.py PITH SOURCE_DIR SETS_DIR [TEST...]

The pages are the fixtures, and a sample of the labelled sets where there are any.
"""
import gzip
import os
import pathlib
import re
import subprocess
import sys
import unittest
import xml.etree.ElementTree as ET

SOURCE = pathlib.Path(sys.argv.pop(2)).resolve()
SETS = pathlib.Path(os.environ.get('PITH_EVAL_DIR') or sys.argv[2])
del sys.argv[2]
from common import ProgramTest, pith, records  # noqa: E402  (takes the program from what is left of sys.argv)

SAMPLE = 6  # pages of a set
CMARK = '{http://commonmark.org/xml/1.0}'


def words_of(markdown):
    """All text that CommonMark shows, without white space; what stands for a picture is not text."""
    run = subprocess.run(['cmark-gfm', '--unsafe', '-e', 'table', '-e', 'strikethrough', '-e', 'autolink', '-t', 'xml'],
                         input=markdown.encode(), capture_output=True, timeout=60, check=True)
    # Control characters are text to CommonMark and none to XML.
    root = ET.fromstring(re.sub(rb'[\x00-\x08\x0b\x0c\x0e-\x1f]', b'', run.stdout))
    for image_of in [parent for parent in root.iter() if parent.find(CMARK + 'image') is not None]:
        for image in image_of.findall(CMARK + 'image'):
            image_of.remove(image)
    shown = {CMARK + name for name in ('text', 'code', 'code_block')}
    return bare(''.join(element.text or '' for element in root.iter() if element.tag in shown))


def bare(text):
    """Formulas stand between dollar signs, and "<" in them is written out."""
    return re.sub(r'[\s\0-\x1f$\ufeff\u200b]', '', text.replace('\\lt ', '<'))


class RoundTrip(ProgramTest):
    def pages(self):
        yield from sorted((SOURCE / 'fixtures' / 'pages').glob('*/page.html'))
        for labelled in sorted(SETS.glob('*/pages')):
            packed = sorted(labelled.glob('*.html.gz'))
            for path in packed[::max(1, len(packed) // SAMPLE)]:
                yield self.file(f'{labelled.parent.name}-{path.name}.html', gzip.decompress(path.read_bytes()))

    def test_the_words_of_real_pages(self):
        pages = list(self.pages())
        run = pith('extract', *pages, '--with', 'markdown,blocks')
        self.assert_quiet(run)
        for page, record in zip(pages, records(run), strict=True):
            kept = bare(''.join(block['text'] for block in record['blocks'] if block['kept']))
            got = words_of(record['markdown'])
            with self.subTest(page=page.name if page.name != 'page.html' else page.parent.name):
                self.assertIn(got, (kept, bare(record['title'] or '') + kept))


if __name__ == '__main__':
    unittest.main()
