#!/usr/bin/env python3
"""`--format xml-tei`: every document is well-formed, holds the rules of TEI P5, and is valid against its DTD.

    tei_test.py PITH SOURCE_DIR [TEST...]

The DTD is a part of the trafilatura package (tests/requirements.txt); without it, or without xmllint, that part is skipped.
"""
import importlib.util
import pathlib
import shutil
import subprocess
import sys
import unittest
import xml.etree.ElementTree as ET

SOURCE = pathlib.Path(sys.argv.pop(2)).resolve()
from common import STORY, ProgramTest, pith  # noqa: E402  (takes the program from what is left of sys.argv)

TEI = '{http://www.tei-c.org/ns/1.0}'

# That DTD leaves out the figures and tagdocs modules, which TEI customisations add like this (Guidelines 1.3.2, 14).
MODULES = '''<!ENTITY % model.listLike "list |table |figure">
<!ENTITY % model.emphLike "foreign |emph |distinct |mentioned |soCalled |gloss |term |title |code">
<!ENTITY % model.graphicLike "media |graphic |binaryObject |formula">
<!ENTITY % base SYSTEM "tei_corpus.dtd">
%base;
<!ELEMENT table ((%model.headLike;|%model.global;)*, ((row, (%model.global;)*)+ | ((%model.graphicLike;), (%model.global;)*)+),
                 ((%model.divBottom;), (%model.global;)*)*)>
<!ATTLIST table xmlns CDATA "http://www.tei-c.org/ns/1.0" %att.global.attributes; rows CDATA #IMPLIED cols CDATA #IMPLIED>
<!ELEMENT row (cell|table|%model.global;)+>
<!ATTLIST row xmlns CDATA "http://www.tei-c.org/ns/1.0" %att.global.attributes; role CDATA #IMPLIED>
<!ELEMENT cell %macro.specialPara;>
<!ATTLIST cell xmlns CDATA "http://www.tei-c.org/ns/1.0" %att.global.attributes; role CDATA #IMPLIED rows CDATA #IMPLIED
               cols CDATA #IMPLIED>
<!ELEMENT figure (%model.headLike;|%model.common;|figDesc|%model.graphicLike;|%model.global;|%model.divBottom;)*>
<!ATTLIST figure xmlns CDATA "http://www.tei-c.org/ns/1.0" %att.global.attributes;>
<!ELEMENT figDesc %macro.limitedContent;>
<!ATTLIST figDesc xmlns CDATA "http://www.tei-c.org/ns/1.0" %att.global.attributes;>
<!ELEMENT formula (#PCDATA|%model.graphicLike;|%model.hiLike;)*>
<!ATTLIST formula xmlns CDATA "http://www.tei-c.org/ns/1.0" %att.global.attributes; notation NMTOKEN #IMPLIED>
<!ELEMENT code (#PCDATA)>
<!ATTLIST code xmlns CDATA "http://www.tei-c.org/ns/1.0" %att.global.attributes; lang NMTOKEN #IMPLIED>
'''

PAGE = '''<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Tides &amp; "tables"</title>
<meta name="author" content="Ann Low"><meta name="description" content="How tides &amp; times are told.">
<meta name="keywords" content="tide, moon"><meta property="article:section" content="Sea">
<meta property="article:published_time" content="2024-03-05T08:00+01:00"><link rel="license" href="https://l.example/by?a&b">
</head><body><article><h1>Tides &amp; "tables"</h1>
<p>The tide comes in twice a day, says <a href="/moon?a=1&amp;b=[2]|3">the <b>moon</b></a>, and goes out twice.<br>So it is told
in H<sub>2</sub>O, with <i>old</i> and <del>new</del> words, x<sup>1</sup>, <code>a &lt; b</code> and a bell &#7; that no one hears.</p>
<h3>Times of high water</h3><p>Here the times of high water are told, for all of the harbours of the coast from north to south.</p>
<table><tr><th>Harbour of the coast, as the pilots name it<th colspan=2>What the pilots tell of it, by day and by night</tr>
<tr><td rowspan=2>North harbour, behind the old pier and its light<td>It is deep enough for every ship at all times.
<td>It is hard to find when the fog comes in at night.</tr><tr><td>The boats of the fishermen lie here in winter.
<td>No lamp has burned on its pier since the great storm.</tr></table>
<h2>What to do when the water comes</h2><p>There are three things that all who live here do when the water comes in, and they do them in turn.</p>
<ol><li>They take the boats up to the meadow, where the water does not reach them even in spring.
<ul><li>The small boats are carried by two men, on poles that lie ready.<li>The large ones are drawn by horses, and later by a winch.</ul>
<li>They close the gates of the lower street, and put sacks of sand before the doors of the houses.</ol>
<blockquote><p>I have seen it come over the wall twice, says the keeper of the light, and both times it was in March.</p></blockquote>
<p>Those who write programs reckon the height <math><mi>h</mi><annotation encoding="application/x-tex">h = a \\cos t</annotation></math> of the
water so, and it has served them well for many years by now:</p>
<pre><code class="language-python">if height &lt; wall:
    print("&amp; all is well, the water stays where it was and nobody has to get up at night")</code></pre>
<figure><img src="moon.png" alt="the &quot;moon&quot;"><figcaption>The moon over the harbour, as it was seen from the pier in March.</figcaption></figure>
<p>Those who live by the water know all of this without a table, and they tell it to those who do not.</p>
<p>And so the water comes and goes, as it did before there were people here, and as it will when they have gone.</p></article>
<section class="comments"><h2>Comments</h2><div class="comment"><span class="comment-author">Cy</span> <time datetime="2024-03-06">6 March</time>
<p>A fine piece that I have read with my coffee this morning, thank you.</p></div></section></body></html>'''


def dtd():
    spec = importlib.util.find_spec('trafilatura')
    path = spec and pathlib.Path(spec.origin).parent / 'data' / 'tei_corpus.dtd'
    return path if path and path.exists() else None


class Tei(ProgramTest):
    def document(self, page=PAGE):
        run = pith('extract', self.file('page.html', page), '--format', 'xml-tei', '--url', 'https://sea.example/tide', '--recall')
        self.assert_quiet(run)
        return ET.fromstring(run.stdout)

    def all_documents(self):
        pages = [self.file('story.html'), self.file('page.html', PAGE), self.file('empty.html', b''),
                 self.file('nul.html', b'<p>a\0b\x0b\x1f \xef\xbf\xbe \xed\xa0\x80 ]]>'), self.file('data.json', b'{"a": 1}'),
                 *sorted((SOURCE / 'fixtures' / 'pages').glob('*/page.html'))]
        for page in pages:
            run = pith('extract', page, '--format', 'xml-tei', '--recall')
            self.assert_quiet(run)
            yield page, run.stdout

    def test_the_header(self):
        header = self.document().find(TEI + 'teiHeader')
        texts = lambda *path: [e.text for e in header.iterfind('.//' + '/'.join(TEI + name for name in path))]
        self.assertEqual(texts('titleStmt', 'title'), ['Tides & "tables"'])
        self.assertEqual(texts('titleStmt', 'author'), ['Ann Low'])
        self.assertEqual(texts('abstract', 'p'), ['How tides & times are told.'])
        self.assertEqual(texts('keywords', 'term')[-2:], ['tide', 'moon'])
        self.assertRegex(header.find(f'.//{TEI}bibl/{TEI}date').get('when'), r'^2024-03-05T0[78]:00:00')

    def test_every_kind_of_element_is_in_the_page(self):
        body = self.document().find(f'{TEI}text/{TEI}body')
        self.assertEqual([div.get('type') for div in body], ['entry', 'comments'])
        names = {element.tag.removeprefix(TEI) for element in body.iter()}
        self.assertLessEqual({'head', 'list', 'item', 'table', 'cell', 'quote', 'code', 'figure', 'graphic', 'hi', 'del', 'ref',
                              'lb', 'formula', 'docAuthor'}, names)

    def test_nothing_is_lost_or_made_up(self):
        entry = self.document().find(f'{TEI}text/{TEI}body/{TEI}div')
        for figure in entry.iter(TEI + 'figure'):
            for description in figure.findall(TEI + 'figDesc'):
                figure.remove(description)  # its words stand in no block; the caption's do
        kept = ''.join(''.join(entry.itertext()).split())
        run = pith('extract', self.file('page.html', PAGE), '--format', 'text', '--recall')
        words = [word for word in run.stdout.decode().split() if word not in ('-', '|')]
        self.assertEqual(kept, ''.join(words).replace('\x07', '\ufffd'))

    def test_every_document_holds_the_rules(self):
        for page, out in self.all_documents():
            root = ET.fromstring(out)
            for element in root.iter():
                name = element.tag.removeprefix(TEI)
                self.assertNotEqual(name, element.tag, 'another namespace')
                for pointer in (element.get('target'), element.get('url')):
                    self.assertRegex(pointer or 'https://x', r'^(https?://|mailto:)[^\s<>"{}|\\^`]+$', page)
                if name == 'div':  # 4.1: a heading opens its division, and nothing follows divisions but divisions
                    names = [child.tag.removeprefix(TEI) for child in element]
                    self.assertNotIn('head', names[1:], page)
                    self.assertEqual(names, sorted(names, key=lambda n: n == 'div'), page)
                if name in ('list', 'row', 'table'):
                    allowed = {'list': 'item', 'row': 'cell', 'table': 'row'}[name]
                    self.assertEqual({child.tag for child in element}, {TEI + allowed}, page)

    @unittest.skipUnless(dtd() and shutil.which('xmllint'), 'needs the DTD of the trafilatura package, and xmllint')
    def test_every_document_is_valid(self):
        shutil.copy(dtd(), self.folder / 'tei_corpus.dtd')
        (self.folder / 'pith.dtd').write_text(MODULES, encoding='utf-8')
        names = []
        for number, (page, out) in enumerate(self.all_documents()):
            names.append(self.folder / f'{number}.xml')
            names[-1].write_bytes(out)
        def validate(*paths):
            return subprocess.run(['xmllint', '--noout', '--nonet', '--dtdvalid', self.folder / 'pith.dtd', *paths],
                                  capture_output=True, text=True, timeout=300)
        run = validate(*names)
        self.assertEqual((run.returncode, run.stderr[:4000]), (0, ''))
        broken = self.folder / 'broken.xml'
        broken.write_bytes(names[1].read_bytes().replace(b'<row>', b'<row><p>x</p>', 1))
        self.assertNotEqual(validate(broken).returncode, 0, 'the test can fail')


if __name__ == '__main__':
    unittest.main()
