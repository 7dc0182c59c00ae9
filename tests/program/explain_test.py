#!/usr/bin/env python3
"""`pith explain`: the report is one safe file, the dumps are JSON lines."""
import html.parser
import json
import re
import unittest

from common import STORY, ProgramTest, pith

STAGES = ('document', 'blocks', 'features', 'scores')
TRAP = '''<!DOCTYPE html><title>A "title" with &lt;script>alert(1)&lt;/script></title><body onload="alert(2)">
<script>alert(3)</script><article class='"><script>alert(4)</script>'>
<p>The page says &lt;img src=x onerror=alert(5)&gt; and &amp;lt; and "quotes" in the middle of a paragraph of some length.</p>
<p><a href="javascript:alert(6)">a link</a> that stands in another paragraph, long enough to be counted as text here.</p>
</article>'''


class Tags(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))


class Explain(ProgramTest):
    def report(self, content=STORY):
        run = pith('explain', self.file('page.html', content), '-o', self.folder / 'report.html')
        self.assert_quiet(run)
        self.assertEqual(run.stdout, b'')
        return (self.folder / 'report.html').read_text(encoding='utf-8')

    def test_every_block_is_shown_with_its_verdict(self):
        report = self.report()
        for text in ('three failed plans', 'the birds have left', 'Copyright'):
            self.assertEqual(report.count(text), 1, text)
        marks = re.findall(r'data-mark="(\w+) ', report)
        self.assertLessEqual(set(marks), {'kept', 'dropped'})
        self.assertGreaterEqual(len(marks), 5)
        self.assertEqual(report.count('class=features'), len(marks))

    def test_nothing_is_loaded_and_nothing_runs(self):
        for content in (STORY, TRAP):
            for tag, attributes in Tags(self.report(content)).tags:
                self.assertNotIn(tag, ('script', 'link', 'img', 'iframe', 'object', 'embed', 'base', 'a'))
                self.assertFalse({'src', 'href', 'style'} & set(attributes))
                self.assertFalse([name for name in attributes if name.startswith('on')])

    def test_what_the_page_says_is_escaped(self):
        report = self.report(TRAP)
        self.assertIn('&lt;img src=x onerror=alert(5)&gt; and &amp;lt; and &quot;quotes&quot;', report)
        self.assertNotIn('<script', report)
        self.assertNotIn('<img', report)

    def test_pages_without_text(self):
        for content in (b'', b'\0', b'%PDF-1.4', b'<script>1</script>'):
            self.assertIn('<th>Status', self.report(content))

    def test_each_dump_is_json_lines(self):
        page = self.file('page.html')
        counts = {}
        for stage in STAGES:
            run = pith('explain', page, '--dump', stage)
            self.assert_quiet(run)
            lines = run.stdout.decode().splitlines()
            self.assertTrue(all(isinstance(json.loads(line), dict) for line in lines))
            counts[stage] = len(lines)
        self.assertGreater(counts['document'], counts['blocks'])
        self.assertEqual(len({counts[stage] for stage in STAGES[1:]}), 1)

    def test_failures_are_told(self):
        run = pith('explain', self.folder / 'nothing.html')
        self.assertEqual((run.returncode, run.stdout), (1, b''))
        self.assertIn(b'nothing.html: No such file', run.stderr)
        run = pith('explain', self.file('page.html'), '-o', self.folder / 'no' / 'report.html')
        self.assertEqual(run.returncode, 1)
        self.assertIn(b'cannot write', run.stderr)


if __name__ == '__main__':
    unittest.main()
