"""Makes pages with link farms, and the same without, from the texts of labelled sets. Equal sets and seed give equal pages.

farms-grammar   article, farm and frame in a random markup grammar (farm_markup.py); a template is a style, its fold is its own
farms-real      labelled pages as they were crawled with a farm put in; they follow their origin's fold
"""
import gzip
import json
import os
import random
import re
from collections import defaultdict
from html import escape

import phrases
from farm_markup import Body, Entry, FarmWriter, Frame, Style, href, pick
from real_pages import Source
from words import letters

SEED = 20261125
PAGES_A_TEMPLATE = 7
# Sets whose truth is an article's text in paragraphs; the rest give no bodies.
BODIES = ('wcxb-dev', 'zh-dev', 'reader-dev', 'news-multi-dev', 'zh-finance-dev', 'fundus-dev', 'ja-th-zh-dev')
# Share of the pages with a farm put in that each set gives.
REAL = {'wcxb-dev': .42, 'zh-dev': .07, 'reader-dev': .08, 'fundus-dev': .12, 'news-multi-dev': .14, 'zh-finance-dev': .05,
        'types-multi-dev': .06, 'ja-th-zh-dev': .04, 'europa-dev': .02}
_SENTENCE = re.compile(r'.*?(?:[。！？!?]+[」』”"’）)]*|[.…]+["”’)]*(?=\s|$)|$)', re.S)
_HANS = set('这们个为时说对国会发经后问学没来还过从进动现')
_HANT = set('這們個為時說對國會發經後問學沒來還過從進動現')


def language_of(text, named):
    count = lambda low, high: sum(low <= c <= high for c in text[:600])
    if count('\u3040', '\u30ff') > 15:
        return 'ja'
    if count('\uac00', '\ud7af') > 30:
        return 'ko'
    if count('\u4e00', '\u9fff') > 60:
        return 'zh-Hant' if sum(c in _HANT for c in text[:3000]) > sum(c in _HANS for c in text[:3000]) else 'zh-Hans'
    for code, low, high in (('ru', '\u0400', '\u04ff'), ('el', '\u0370', '\u03ff'), ('ar', '\u0600', '\u06ff'), ('th', '\u0e00', '\u0e7f')):
        if count(low, high) > 60:
            return code
    code = (named or 'en')[:2].lower()
    return 'zh-Hans' if code == 'zh' else code


class Article:
    def __init__(self, set_name, truth):
        self.set, self.id, self.truth = set_name, truth['id'], truth
        self.text = truth['text']
        self.paragraphs = [p.strip() for p in self.text.split('\n') if p.strip()]
        self.language = language_of(self.text, truth.get('language'))
        self.title = (truth.get('title') or '').strip() or next((p for p in self.paragraphs if 6 <= len(p) <= 70), self.paragraphs[0][:40])


def read_articles(sets):
    out = []
    for name, path in sets:
        with open(os.path.join(path, 'truth.jsonl'), encoding='utf-8') as f:
            for truth in map(json.loads, f):
                plain = truth.get('farm') is None and truth.get('page_type') in (None, 'article')
                if plain and truth.get('text') and len(letters(truth['text'])) >= 120:
                    article = Article(name, truth)
                    article.path = path
                    out.append(article)
    return out


class Texts:
    """Titles and teasers by language."""

    def __init__(self, articles):
        self.by_language = defaultdict(list)
        for a in articles:
            self.by_language[a.language].append(a)

    def others(self, rng, article, count):
        pool = [a for a in self.by_language[article.language] if a.id != article.id]
        if len(pool) < 4:
            pool = [a for a in self.by_language['en'] if a.id != article.id]
        return [rng.choice(pool) for _ in range(count)] if pool else []

    def entries(self, rng, article, count):
        """Entries of one farm: whole or cut teasers, long or short ones, throughout."""
        cut = pick(rng, ('dots', 4), ('whole', 4), ('both', 2))
        wanted = rng.choice([35, 60, 90, 140, 220])
        return [Entry(self.title(rng, a), self.teaser(rng, a, cut, wanted)) for a in self.others(rng, article, count)]

    def title(self, rng, article):
        title = article.title[:110]
        if rng.random() < .15:
            piece = rng.choice(article.paragraphs)
            title = _SENTENCE.match(piece).group(0)[:60] or title
        return title

    def teaser(self, rng, article, cut, wanted):
        if article.language in ('zh-Hans', 'zh-Hant', 'ja', 'ko', 'th'):
            wanted = wanted // 2
        start = 0 if rng.random() < .75 else rng.randrange(len(article.paragraphs))
        rest = ' '.join(article.paragraphs[start:start + 4])
        out = ''
        while rest and len(out) < wanted:
            sentence = _SENTENCE.match(rest).group(0) or rest
            out, rest = out + sentence, rest[len(sentence):]
        if len(out) > 2.2 * wanted or cut == 'dots' or (cut == 'both' and rng.random() < .5):
            out = out[:int(wanted * rng.uniform(.8, 1.3))].rstrip() + rng.choice(['…', '...', '……'])
        return out.strip()


def entry_count(rng):
    return pick(rng, (rng.randint(1, 4), 3.5), (rng.randint(4, 8), 5), (rng.randint(8, 20), 2.5))


# ---- grammar pages ---------------------------------------------------------------------------------------------------------

def linked(rng, text):
    """A paragraph's markup, now and then with links within."""
    words = text.split(' ')
    if len(words) < 12 or rng.random() < .5:
        return escape(text)
    at = rng.randrange(2, len(words) - 4)
    size = rng.randint(1, 3)
    link = '<a href="%s">%s</a>' % (href(rng, rng.choice(['slug', 'external'])), escape(' '.join(words[at:at + size])))
    return ' '.join([escape(' '.join(words[:at])), link, escape(' '.join(words[at + size:]))])


class ArticleWriter:
    """An article of one kind: `lines` of markup, `truth` lines of text."""

    def __init__(self, rng, article, body, texts, kind):
        self.rng, self.article, self.body, self.texts = rng, article, body, texts
        self.lines, self.truth = [], []
        paragraphs = article.paragraphs
        if kind == 'short':
            paragraphs = paragraphs[:rng.randint(2, 4)]
        getattr(self, '_' + kind)(paragraphs[:60])

    def add(self, text, markup=None):
        self.truth.append(text)
        self.lines.append(self.body.paragraph(escape(text) if markup is None else markup))

    def _plain(self, paragraphs):
        for p in paragraphs:
            short = len(letters(p)) < 40 and not re.search(r'[.。！？!?]$', p)
            if short and self.rng.random() < .5:
                self.truth.append(p)
                self.lines.append(self.body.title_line(p))
            else:
                self.add(p, linked(self.rng, p) if self.body.links else None)

    _short = _plain

    def _quoted(self, paragraphs):
        for p in paragraphs:
            if self.rng.random() < .3:
                self.truth.append(p)
                self.lines.append('<blockquote>%s</blockquote>\n' % self.body.paragraph(escape(p)))
            else:
                self.add(p)

    def _refs(self, paragraphs):
        self._plain(paragraphs)
        heading = phrases.of(self.article.language)['sources']
        others = self.texts.others(self.rng, self.article, self.rng.randint(3, 9))
        refs = ['%s %d. %s' % (self.texts.title(self.rng, a), self.rng.randint(1980, 2025), self.rng.choice(['', 'pp. 3–17.', 'Vol. 4.']))
                for a in others]
        self.truth += [heading] + refs
        tag = self.rng.choice(['ol', 'ul', 'p'])
        links = self.rng.random() < .6
        inside = ['<a href="%s">%s</a>' % (href(self.rng, 'external'), escape(r)) if links else escape(r) for r in refs]
        if tag == 'p':
            self.lines += [self.body.title_line(heading)] + [self.body.paragraph('[%d] %s' % (i + 1, r)) for i, r in enumerate(inside)]
            self.truth[-len(refs):] = ['[%d] %s' % (i + 1, r) for i, r in enumerate(refs)]
        else:
            self.lines += [self.body.title_line(heading), '<%s>%s</%s>\n' % (tag, ''.join('<li>%s</li>' % r for r in inside), tag)]

    def _roundup(self, paragraphs):
        """Entries with links to other sites are the article."""
        self._plain(paragraphs[:2])
        heading = self.rng.choice(['b', 'h3', 'p', 'inline'])
        for e in self.texts.entries(self.rng, self.article, self.rng.randint(4, 10)):
            link = '<a href="%s">%s</a>' % (href(self.rng, 'external'), escape(e.title))
            if heading == 'inline':
                self.add('%s %s' % (e.title, e.teaser), link + ' ' + escape(e.teaser))
                continue
            self.truth += [e.title, e.teaser]
            self.lines += ['<%s>%s</%s>\n' % (heading, link, heading), self.body.paragraph(escape(e.teaser))]

    def _digest(self, paragraphs):
        """Short items under titles without links are the article."""
        self._plain(paragraphs[:2])
        for e in self.texts.entries(self.rng, self.article, self.rng.randint(4, 9)):
            self.truth += [e.title, e.teaser]
            self.lines += [self.body.title_line(e.title), self.body.paragraph(escape(e.teaser))]

    def _quotes(self, paragraphs):
        self._plain(paragraphs[:1])
        tag = self.rng.choice(['p', 'ol', 'br'])
        sentences = [s for p in paragraphs[1:] for s in _SENTENCE.findall(p) if len(s.strip()) > 12][:40]
        for i, s in enumerate(sentences):
            text = ('%d、' if self.article.language.startswith('zh') else '%d. ') % (i + 1) + s.strip()
            self.truth.append(text)
            self.lines.append({'p': '<p>%s</p>\n', 'ol': '<div>%s</div>\n', 'br': '%s<br>\n'}[tag] % escape(text))


def grammar_page(rng, article, texts, style, number):
    kind = pick(rng, ('plain', 9), ('short', 2.5), ('refs', 2), ('quoted', 1), ('roundup', 1.3), ('digest', 1), ('quotes', 1))
    body, frame = Body(rng), Frame(rng, article.language)
    writer = ArticleWriter(rng, article, body, texts, kind)
    where = pick(rng, ('in', 9), ('mid', 3), ('out', 2), ('comments', 1.2), ('before', .8), ('split', 1))
    farmless = rng.random() < .2
    farm = FarmWriter(rng, style, article.language)
    cue = rng.choice(frame.words['related']) if rng.random() < .5 else None
    parts = [] if farmless else [farm.farm(texts.entries(rng, article, entry_count(rng)), cue)]
    if where == 'split' and not farmless:
        parts.append(farm.farm(texts.entries(rng, article, rng.randint(1, 3)), None))
    others = [a.title for a in texts.others(rng, article, 14)]
    html = assemble(rng, article, writer.lines, frame, body, parts, where, others)
    return html, dict(id='gg%04d' % number, url='https://www.example.test/%s' % href(rng, 'slug').lstrip('/'), text='\n'.join(writer.truth),
                      title=article.title, farm=farm.texts, nav=[], kind=kind, cue=cue, where=where, nolink=style.link == 'none',
                      farmless=farmless, language=article.language, source=article.id, template='')


def assemble(rng, article, lines, frame, body, farms, where, others):
    lines = list(lines)
    for i, farm in enumerate(farms):
        if where in ('mid', 'split') and (i == 1 or where == 'mid') and len(lines) > 2:
            lines.insert(rng.randint(1, len(lines) - 1), farm + '\n')
        elif where == 'before':
            lines.insert(0, farm + '\n')
        elif where in ('in', 'split', 'mid'):
            lines.append(farm + '\n')
    if farms and where == 'in' and rng.random() < .25:   # something of the page's own behind the farm
        lines.append(body.paragraph(escape(frame.words['rights'])))
    inner = ''.join(lines)
    for i in range(body.depth):
        inner = '<div%s>%s</div>' % (frame.names.attribute('wrap%d' % i), inner)
    if body.holder == 'td':
        inner = '<table><tr><td>%s</td></tr></table>' % inner
    else:
        inner = '<%s>%s</%s>' % (body.holder, inner, body.holder)
    tail = frame.tail(others)
    if where in ('out', 'comments') and farms:
        tail = farms[0] + tail if where == 'out' else tail + farms[0]
    return ('<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>%s</title></head>\n<body>\n%s\n%s\n%s\n%s\n</body></html>\n' % (
        escape(article.title), frame.head(article.title), inner, tail, frame.footer()))


def grammar_pages(articles, texts, count):
    bodies = [a for a in articles if a.set in BODIES and len(a.paragraphs) >= 3]
    languages = sorted({a.language for a in bodies if sum(b.language == a.language for b in bodies) >= 4})
    for number in range(count if languages else 0):
        rng = random.Random('%d grammar %d' % (SEED, number))
        template = number // PAGES_A_TEMPLATE
        style = Style(random.Random('%d style %d' % (SEED, template)))
        # half by language, half by page: small languages are not drowned in English
        language = rng.choice(languages)
        pool = [a for a in bodies if a.language == language] if rng.random() < .5 else bodies
        html, truth = grammar_page(rng, rng.choice(pool), texts, style, number)
        truth['template'] = 'gg%03d' % template
        yield truth, html.encode()


# ---- farms in real pages -----------------------------------------------------------------------------------------------------

def real_pages(articles, texts, count):
    by_set = defaultdict(list)
    for a in articles:
        by_set[a.set].append(a)
    number = 0
    for name, share in REAL.items():
        pool = sorted(by_set[name], key=lambda a: random.Random('%d order %s' % (SEED, a.id)).random())
        wanted = round(count * share)
        for article in (pool * 2)[:len(pool) * 2]:
            if wanted <= 0:
                break
            rng = random.Random('%d real %s %d' % (SEED, article.id, number))
            made = real_page(rng, article, texts, number)
            if made:
                yield made
                number, wanted = number + 1, wanted - 1


def real_page(rng, article, texts, number):
    with gzip.open(os.path.join(article.path, 'pages', article.id + '.html.gz')) as f:
        source = Source(f.read(), article.text)
    where = pick(rng, ('in', 5), ('mid', 3.5), ('after', 1.5))
    at = source.place(rng, where)
    if at is None:
        return None
    style = Style(rng)
    if rng.random() < .4:   # in the article's own clothes
        style.box, style.item, style.names = '', '', 'none'
        style.title, style.teaser = source.paragraph_tag, style.teaser if style.teaser == 'none' else source.paragraph_tag
    writer = FarmWriter(rng, style, article.language)
    cue = rng.choice(phrases.of(article.language)['related']) if rng.random() < .45 else None
    markup = writer.farm(texts.entries(rng, article, entry_count(rng)), cue)
    truth = article.truth
    return dict(id='gr%04d' % number, url=truth.get('url'), text=truth['text'], title=truth.get('title') or '', farm=writer.texts, nav=[],
                template=article.id, from_set=article.set, kind=where, where=where, cue=cue, nolink=style.link == 'none',
                farmless=False, language=article.language, page_type=truth.get('page_type')), source.with_markup(at, '\n' + markup + '\n')


# ---- both --------------------------------------------------------------------------------------------------------------------

def write_set(folder, pages):
    os.makedirs(os.path.join(folder, 'pages'), exist_ok=True)
    with open(os.path.join(folder, 'truth.jsonl'), 'w', encoding='utf-8') as out:
        for truth, html in pages:
            out.write(json.dumps(truth, ensure_ascii=False) + '\n')
            with open(os.path.join(folder, 'pages', truth['id'] + '.html.gz'), 'wb') as f:
                f.write(gzip.compress(html, 6, mtime=0))
    return folder


def generate(sets, work, grammar, real):
    """Writes two sets under `work`/generated from the given ones, (name, folder) each, and returns their folders."""
    articles = read_articles(sets)
    texts = Texts(articles)
    folder = os.path.join(work, 'generated')
    return [write_set(os.path.join(folder, 'farms-grammar'), grammar_pages(articles, texts, grammar)),
            write_set(os.path.join(folder, 'farms-real'), real_pages(articles, texts, real))]
