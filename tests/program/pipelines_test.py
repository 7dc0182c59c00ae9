#!/usr/bin/env python3
"""`--schema`: what is written is what those programs write or read themselves.

    pipelines_test.py PITH [TEST...]

trafilatura and datatrove are packages of tests/requirements.txt; a part whose package is missing is skipped.
"""
import importlib.util
import json
import unittest

from common import STORY, ProgramTest, pith, records

CHINESE = '''<!DOCTYPE html><html lang="zh"><meta charset="utf-8"><title>渡船 &amp; "大橋"</title><article><p>港口的舊渡船每天早晨七點開出，
霧還沒有散，船上的人都看著對岸，等著燈亮起來。</p><p>船員一共九個人，他們都住在島上，有的已經做了三十年，從來沒有做過別的工作。</p></article></html>'''
URL = 'https://harbour.example/bridge'


def has(package):
    return importlib.util.find_spec(package) is not None


# Readability's parse(), index.d.ts: each is a string or null or undefined, but for `length`.
READABILITY = {
    'type': 'object',
    'required': ['title', 'byline', 'dir', 'lang', 'content', 'textContent', 'length', 'excerpt', 'siteName', 'publishedTime'],
    'additionalProperties': False,
    'properties': {
        **{name: {'type': ['string', 'null']} for name in (
            'title', 'byline', 'lang', 'content', 'textContent', 'excerpt', 'siteName', 'publishedTime')},
        'dir': {'enum': ['ltr', 'rtl', None]},
        'length': {'type': 'integer', 'minimum': 0}}}


class Pipelines(ProgramTest):
    def extract(self, schema, *pages):
        run = pith('extract', *pages, '--schema', schema)
        self.assert_quiet(run)
        return run

    def both(self, schema):
        return self.extract(schema, self.file('story.html'), self.file('chinese.html', CHINESE))

    @unittest.skipUnless(has('trafilatura') and has('lxml_html_clean'), 'needs the package trafilatura')
    def test_trafilatura(self):
        import trafilatura
        theirs = json.loads(trafilatura.extract(STORY, output_format='json', with_metadata=True, url=URL))
        for ours in records(self.both('trafilatura')):
            self.assertEqual(list(ours), list(theirs))
            for name, value in ours.items():
                self.assertIsInstance(value, (str, type(None)), name)
                if theirs[name] == '':
                    self.assertEqual(value, '', name)  # not null where trafilatura never has it

    @unittest.skipUnless(has('jsonschema'), 'needs the package jsonschema')
    def test_readability(self):
        import jsonschema
        for ours in records(self.both('readability')):
            jsonschema.validate(ours, READABILITY)
            self.assertEqual(ours['length'], len(ours['textContent'].encode('utf-16-le')) // 2)

    @unittest.skipUnless(has('datatrove') and has('orjson'), 'needs the package datatrove')
    def test_datatrove(self):
        from datatrove.pipeline.readers import JsonlReader
        folder = self.folder / 'in'
        folder.mkdir()
        run = self.both('datatrove')
        (folder / 'a.jsonl').write_bytes(run.stdout)
        read = list(JsonlReader(str(folder), doc_progress=False)())
        self.assertEqual(len(read), 2)
        for document, ours in zip(read, records(run)):
            self.assertEqual((document.text, document.id), (ours['text'], ours['id']))
            self.assertEqual({name: value for name, value in document.metadata.items() if name != 'file_path'},
                             {name: value for name, value in ours['metadata'].items() if name != 'file_path'})
            self.assertEqual(set(ours), {'text', 'id', 'metadata'})

    # The bulk endpoint reads pairs of lines: an action with its metadata, and a document; the last line ends too.
    def test_opensearch_bulk(self):
        run = self.both('opensearch-bulk')
        self.assertTrue(run.stdout.endswith(b'\n'))
        lines = records(run)
        self.assertEqual(len(lines), 4)
        for action, document in zip(lines[::2], lines[1::2]):
            self.assertEqual(list(action), ['index'])
            self.assertLessEqual(set(action['index']), {'_index', '_id', 'routing', 'pipeline', 'require_alias'})
            self.assertEqual(action['index']['_id'], document['id'])
            self.assertFalse([name for name in document if name.startswith('_')], 'names of metadata fields')
            self.assertLessEqual(len(action['index']['_id'].encode()), 512)


if __name__ == '__main__':
    unittest.main()
