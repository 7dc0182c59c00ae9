#!/usr/bin/env python3
"""Hostile pages through clean HTML and through the report of `pith explain`, into a browser: no script runs and none remains.

    xss_test.py PITH [TEST...]

Exits with 77 (skipped) without Chromium.
"""
import html
import json
import os
import re
import shutil
import subprocess
import sys
import unittest

from common import ProgramTest, pith, records
from xss_vectors import vectors

SKIPPED = 77
BROWSER = shutil.which('chromium') or shutil.which('chromium-browser')
VECTORS = [vector.replace('RAN', f'parent.ran({number})') for number, vector in enumerate(vectors())]

PAGE = '''<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>%(text)s</title><article><h1>The tide</h1>
<p>The tide comes in twice a day, and those who live by the water have told its times for as long as they remember.</p>
<p>One of them writes <b>%(text)s</b> in his book, and <a href="%(text)s">another one</a> tells of it to all who will listen.</p>
<img src="%(text)s" alt="%(text)s">
<p>There is a table of the times on the wall of the inn, and it has not been right since the harbour was made deeper.</p>
%(vector)s
<p>So the keeper of the light is asked each morning, and he looks at the moon, and at the sea, and says what he thinks.</p>
</article><section class="comments"><div class="comment"><b class="author">%(text)s</b><p>%(text)s it was, as I saw it myself.</p></div>
</section></html>'''

# The page that the browser is given: `cases` are shown one after another, as the parser reads them (`inline`), as a script
# puts them into a page (`assigned`), or as pages of their own (`framed`). What has run and what is there is told in <pre>.
HARNESS = '''<!DOCTYPE html><meta charset="utf-8"><script>var told = {ran: [], found: []}; function ran(n) { told.ran.push(n); }</script>
%s
<script>
const wanted = %s, tags = new Set(%s), attributes = new Set(%s);
function look(root, number, strict) {
  for (const element of root.querySelectorAll('*')) {
    const name = element.localName, bad = [];
    if (element.namespaceURI !== 'http://www.w3.org/1999/xhtml' || !tags.has(name)) bad.push(name);
    for (const attribute of element.attributes) {
      const full = name + ' ' + attribute.name;
      if (/^on/i.test(attribute.name) || (strict && !attributes.has(full))) bad.push(full);
    }
    for (const address of [element.getAttribute('href'), element.getAttribute('src')])
      if (address !== null && !/^(https?:\\/\\/|mailto:)/i.test(address)) bad.push(address);
    for (const one of bad) told.found.push([number, one]);
    for (const event of ['click', 'mouseover', 'focus', 'blur', 'toggle', 'error', 'load', 'pointerenter'])
      element.dispatchEvent(new Event(event, {cancelable: true}));
  }
}
const cases = JSON.parse(document.getElementById('cases').textContent);
function frame(number) {
  return new Promise(done => {
    const frame = document.createElement('iframe');
    frame.onload = () => setTimeout(() => {
      try { look(frame.contentDocument, number, false); } catch (error) { told.found.push([number, 'page gone']); }
      frame.remove();
      done();
    }, wanted.wait);
    frame.srcdoc = cases[number];
    document.body.append(frame);
    setTimeout(done, 2000);
  });
}
async function run() {
  if (wanted.framed) for (let n = 0; n < cases.length; ++n) await frame(n);
  for (const box of document.querySelectorAll('.case')) {
    const number = Number(box.dataset.number);
    look(box, number, true);
    const other = document.createElement('div');
    document.body.append(other);
    other.innerHTML = box.innerHTML;
    if (other.innerHTML !== box.innerHTML) told.found.push([number, 'reads differently when written out']);
    look(other, number, true);
  }
  await new Promise(done => setTimeout(done, 500));
  told.done = true;
  const out = document.createElement('pre');
  out.id = 'told';
  out.textContent = JSON.stringify(told);
  document.body.append(out);
}
onload = run;
</script>'''

TAGS = ('h1 h2 h3 h4 h5 h6 p ul ol li table thead tbody tr th td pre code blockquote figure figcaption img strong em sub sup del a br').split()
ATTRIBUTES = ['a href', 'img src', 'img alt', 'code class', 'td colspan', 'td rowspan', 'th colspan', 'th rowspan']
# What reports are made of; they have no address and no script.
REPORT_TAGS = TAGS + ('html head body meta title style h1 table tr label input main details summary div span small b ul li td th p br code '
                      'tbody').split()


def page(number):
    return PAGE % {'vector': VECTORS[number], 'text': html.escape(html.unescape(VECTORS[number]))}


class Xss(ProgramTest):
    def browse(self, inline=(), cases=(), tags=TAGS, wait=0):
        boxes = ''.join(f'<div class=case data-number={n}>{part}</div>\n' for n, part in enumerate(inline))
        data = json.dumps(list(cases)).replace('<', '\\u003c')
        boxes += f'<script type="application/json" id=cases>{data}</script>'
        wanted = json.dumps({'framed': bool(cases), 'wait': wait})
        harness = self.file('harness.html', HARNESS % (boxes, wanted, json.dumps(tags), json.dumps(ATTRIBUTES)))
        # Root may not use the browser's own sandbox; the page is ours, and what is in it is what is tested.
        sandbox = ['--no-sandbox'] if os.geteuid() == 0 else []
        run = subprocess.run([BROWSER, '--headless', *sandbox, '--disable-gpu', '--disable-dev-shm-usage', '--mute-audio',
                              f'--user-data-dir={self.folder / "profile"}', '--host-resolver-rules=MAP * ~NOTFOUND',
                              '--virtual-time-budget=600000', '--dump-dom', harness.as_uri()], capture_output=True, timeout=500)
        told = re.search(r'<pre id="told">(.*?)</pre>', run.stdout.decode('utf-8', 'replace'), re.S)
        self.assertIsNotNone(told, run.stderr[-2000:])
        return json.loads(html.unescape(told.group(1)))

    def show(self, told):
        return [(VECTORS[number], what) for number, what in told['found'][:10]] + [VECTORS[number] for number in told['ran'][:10]]

    def test_there_are_enough_vectors(self):
        self.assertGreaterEqual(len(set(VECTORS)), 200)

    def test_the_test_can_fail(self):
        told = self.browse(cases=VECTORS, wait=20)
        self.assertGreaterEqual(len(set(told['ran'])), 60, 'raw vectors run')
        self.assertGreaterEqual(len({number for number, _ in told['found']}), 120, 'raw vectors are found')

    def test_clean_html(self):
        pages = [self.file(f'{number}.html', page(number)) for number in range(len(VECTORS))]
        run = pith('extract', *pages, '--with', 'html', '--recall')
        self.assertEqual(run.returncode, 0)
        cleaned = [record['html'] for record in records(run)]
        self.assertEqual(len(cleaned), len(VECTORS))
        self.assertGreater(sum('tide' in part for part in cleaned), .9 * len(cleaned))
        told = self.browse(inline=cleaned)
        self.assertEqual((told['ran'], told['found']), ([], []), self.show(told))

    def test_reports(self):
        reports = []
        for number in range(len(VECTORS)):
            run = pith('explain', self.file('page.html', page(number)))
            self.assertEqual(run.returncode, 0)
            report = run.stdout.decode('utf-8')
            self.assertIn('Content-Security-Policy', report)
            # Without its policy, which would stop scripts that escapes have let through, and without the figures.
            report = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', '', report)
            reports.append(re.sub(r'<ul class=features>(<li>\w+<b>[-+.\w]+</b>)*</ul>', '', report))
        told = self.browse(cases=reports, tags=REPORT_TAGS)
        self.assertEqual((told['ran'], told['found']), ([], []), self.show(told))


if __name__ == '__main__':
    if not BROWSER:
        print('there is no Chromium')
        sys.exit(SKIPPED)
    unittest.main()
