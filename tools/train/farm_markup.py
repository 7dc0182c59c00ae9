"""A random grammar of markup: farms, article bodies and the frame around them. A Style is drawn once a template, all else a page."""
from html import escape

import phrases

NAMES_PLAIN = ['item', 'box', 'row', 'entry', 'block', 'cell', 'unit', 'part', 'info', 'txt', 'wrap', 'inner', 'col', 'list', 'sub']
NAMES_TELLING = ['related-item', 'recommend', 'more-news', 'suggested', 'promo-card', 'teaser', 'also-like', 'hot-list', 'feed-card']
NAMES_UTILITY = ['flex', 'w-full', 'mt-4', 'px-2', 'text-sm', 'grid', 'gap-2', 'rounded', 'border-t', 'leading-6']
LETTERS = 'abcdefghijklmnopqrstuvwxyz'


def pick(rng, *weighted):
    """One of (value, weight) pairs."""
    total = sum(w for v, w in weighted)
    at = rng.random() * total
    for value, weight in weighted:
        at -= weight
        if at < 0:
            return value
    return weighted[-1][0]


def letters(rng, low, high):
    return ''.join(rng.choice(LETTERS) for _ in range(rng.randint(low, high)))


class Names:
    """Class names of one way: none, plain, telling, hashed, utility."""

    def __init__(self, rng, way):
        self.rng, self.way, self.known = rng, way, {}

    def attribute(self, role):
        if role not in self.known:
            self.known[role] = self._draw()
        return self.known[role]

    def _draw(self):
        rng = self.rng
        if self.way == 'none' or rng.random() < .15:
            return ''
        if self.way == 'hashed':
            name = rng.choice(['css-', '', 'sc-', 'x']) + letters(rng, 2, 3) + str(rng.randint(1, 99)) + letters(rng, 1, 3)
        elif self.way == 'utility':
            name = ' '.join(rng.sample(NAMES_UTILITY, rng.randint(2, 4)))
        else:
            name = rng.choice(NAMES_TELLING if self.way == 'telling' else NAMES_PLAIN) + rng.choice(['', '', '-%d' % rng.randint(1, 9)])
        return ' class="%s"' % name


class Style:
    """How a farm is marked up."""

    def __init__(self, rng):
        self.box = pick(rng, ('', 4), ('div', 5), ('section', 1), ('ul', 3), ('ol', 1), ('dl', 1), ('table', 2), ('p', 2), ('figure', .5))
        self.item = {'ul': 'li', 'ol': 'li', 'dl': 'dl', 'table': 'tr', 'p': 'inline'}.get(self.box) or pick(
            rng, ('', 5), ('div', 4), ('p', 4), ('article', 1), ('figure', .5), ('blockquote', .5), ('section', .5), ('inline', 1))
        self.title = pick(rng, ('', 3), ('p', 4), ('h3', 2), ('h4', 2), ('h2', .7), ('h5', .7), ('b', 2), ('strong', 1), ('div', 2), ('span', 1))
        self.teaser = pick(rng, ('p', 5), ('div', 2), ('span', 1), ('', 3), ('none', 2))
        self.link = pick(rng, ('title', 9), ('partly', 2), ('more', 2), ('card', 1.5), ('image', 1), ('none', 2.5))
        if self.item == 'inline':
            self.title = self.title if self.title in ('b', 'strong', 'span') else ''
            self.teaser = '' if self.teaser != 'none' else 'none'
            self.link = 'title' if self.link in ('card', 'image') else self.link
        self.separator = pick(rng, ('', 6), ('<br>', 2), ('<br><br>', 2), ('<hr>', 1)) if self.item in ('', 'inline') else \
            pick(rng, ('', 9), ('<hr>', 1))
        self.names = pick(rng, ('none', 4), ('plain', 3), ('telling', 1.5), ('hashed', 2), ('utility', 1.5))
        self.columns = 2 if self.item in ('tr', 'div') and rng.random() < .25 else 1
        self.image = pick(rng, ('none', 6), ('first', 3), ('last', .7), ('only', .6))
        self.extras = [e for e in ('number', 'date', 'price', 'video', 'sponsored', 'views', 'author', 'section') if rng.random() < .13]
        if self.link == 'more' or rng.random() < .12:
            self.extras.append('more')
        self.href = pick(rng, ('slug', 4), ('number', 4), ('hash', 1), ('query', 1), ('external', 1.5))


class Entry:
    def __init__(self, title, teaser):
        self.title, self.teaser = title, teaser


def href(rng, way):
    if way == 'number':
        return rng.choice(['/a/%d.html', '/%d.shtml', '/news/%d', '/art_%d.htm']) % rng.randint(10000, 9999999)
    slug = '-'.join(letters(rng, 3, 9) for _ in range(rng.randint(2, 6)))
    if way == 'hash':
        return '/p/' + ''.join(rng.choice('0123456789abcdef') for _ in range(12))
    if way == 'query':
        return '/go?u=' + slug
    if way == 'external':
        return 'https://%s.test/%s' % (letters(rng, 4, 9), slug)
    return '/' + slug + rng.choice(['', '/', '.html'])


def wrap(tag, inside, attributes=''):
    return '<%s%s>%s</%s>' % (tag, attributes, inside, tag) if tag else inside


class FarmWriter:
    """Writes a farm in a style; `names` may differ from page to page of a template."""

    def __init__(self, rng, style, language):
        self.rng, self.style, self.words = rng, style, phrases.of(language)
        self.names = Names(rng, style.names)
        self.texts = []   # what stands there, an entry each, for the truth

    def link(self, text, target):
        return '<a href="%s"%s>%s</a>' % (target, self.rng.choice(['', '', ' target="_blank"']), text)

    def extra(self, what):
        rng = self.rng
        return {
            'date': lambda: '%d-%02d-%02d' % (rng.randint(2004, 2026), rng.randint(1, 12), rng.randint(1, 28)),
            'price': lambda: rng.choice(['$%d.99', '€ %d,00', '¥%d', '%d руб.']) % rng.randint(3, 900),
            'video': lambda: '%d:%02d' % (rng.randint(0, 12), rng.randint(0, 59)),
            'sponsored': lambda: rng.choice(self.words['sponsored']),
            'views': lambda: rng.choice(['(%d)', '%d views', '♥ %d']) % rng.randint(2, 99999),
            'author': lambda: self.words['by'] + ' ' + letters(rng, 3, 8).title(),
            'section': lambda: rng.choice(self.words['nav'])}[what]()

    def title(self, text, target):
        way, text = self.style.link, escape(text)
        if way == 'title':
            return self.link(text, target)
        if way == 'partly':
            cut = self.rng.randint(len(text) // 3, max(len(text) // 3, 2 * len(text) // 3))
            while 0 < cut < len(text) and '&' in text[max(0, cut - 6):cut + 1]:
                cut -= 1
            return self.link(text[:cut], target) + text[cut:] if cut > 1 else self.link(text, target)
        return text

    def picture(self, target):
        image = '<img src="/i/%d.jpg" alt="">' % self.rng.randint(1, 999)
        return self.link(image, target) if self.style.link in ('title', 'image', 'partly') and self.rng.random() < .7 else image

    def pieces(self, number, entry):
        """An entry's parts in order, each marked up."""
        style, rng = self.style, self.rng
        target = href(rng, rng.choice([style.href, style.href, 'slug']))
        mark = '%d. ' % (number + 1) if 'number' in style.extras else ''
        parts = [wrap(style.title, mark + self.title(entry.title, target), self.names.attribute('title'))]
        meta = [self.extra(e) for e in style.extras if e not in ('number', 'more')]
        if meta:
            tag = rng.choice(['span', 'div', 'small', 'p']) if style.item != 'inline' else 'span'
            line = wrap(tag, ' '.join(map(escape, meta)), self.names.attribute('meta'))
            parts.insert(rng.choice([0, 1]), line)
        if style.teaser != 'none' and entry.teaser:
            parts.append(wrap(style.teaser, escape(entry.teaser), self.names.attribute('teaser') if style.teaser else ''))
        if 'more' in style.extras:
            parts.append(wrap(rng.choice(['span', 'p', 'div']) if style.item != 'inline' else '',
                              self.link(rng.choice(self.words['more']), target)))
        if style.image in ('first', 'last'):
            parts.insert(0 if style.image == 'first' else len(parts), self.picture(target))
        if style.image == 'only' and number % 3 == 2:
            parts = [self.picture(target)]
        shown = style.image != 'only' or number % 3 != 2
        if shown:
            self.texts.append(entry.title + ('\n' + entry.teaser if style.teaser != 'none' and entry.teaser else ''))
        return [self.link(' '.join(parts), target)] if style.link == 'card' else parts

    def item(self, number, entry):
        style, parts, cls = self.style, self.pieces(number, entry), self.names.attribute('item')
        glue = '<br>' if not style.title and not style.teaser and style.item != 'inline' else ' ' if style.item == 'inline' else '\n'
        if style.item == 'dl':
            return '<dt%s>%s</dt>' % (cls, parts[0]) + (('<dd>%s</dd>' % glue.join(parts[1:])) if parts[1:] else '')
        if style.item == 'tr':
            if style.image == 'first' and len(parts) > 1:
                return '<td>%s</td><td%s>%s</td>' % (parts[0], cls, glue.join(parts[1:]))
            return '<td%s>%s</td>' % (cls, glue.join(parts))
        if style.item in ('', 'inline'):
            return glue.join(parts)
        return wrap(style.item, glue.join(parts), cls)

    def farm(self, entries, cue):
        style = self.style
        items = [self.item(i, e) for i, e in enumerate(entries)]
        if style.item == 'tr':
            rows = [items[i:i + style.columns] for i in range(0, len(items), style.columns)]
            items = ['<tr>%s</tr>' % ''.join(row) for row in rows]
        elif style.columns == 2:
            half = (len(items) + 1) // 2
            items = [wrap('div', '\n'.join(part), self.names.attribute('column')) for part in (items[:half], items[half:])]
        glue = style.separator + ('\n' if style.item != 'inline' else ' ')
        body = wrap(style.box, glue.join(items), self.names.attribute('box'))
        return self.cue(cue) + body

    def cue(self, cue):
        if not cue:
            return ''
        tag = self.rng.choice(['h2', 'h3', 'h4', 'p', 'div', 'b', 'strong', 'h5'])
        line = wrap(tag, escape(cue), self.names.attribute('cue'))
        return wrap('p', line) if tag in ('b', 'strong') else line


class Body:
    """How an article's paragraphs are marked up."""

    def __init__(self, rng):
        self.way = pick(rng, ('p', 9), ('br', 2), ('brbr', 3), ('div', 3), ('span', .7), ('td', .8))
        self.heading = pick(rng, ('h2', 4), ('h3', 3), ('b', 3), ('p', 1))
        self.depth = rng.randint(0, 4)
        self.links = rng.random() < .5
        self.holder = pick(rng, ('div', 8), ('article', 2), ('section', 1), ('td', 1.5), ('main', .7))
        self.names = pick(rng, ('none', 3), ('plain', 4), ('hashed', 2), ('utility', 1))

    def paragraph(self, text):
        """`text`: markup."""
        if self.way in ('br', 'brbr'):
            return text + ('<br>\n' if self.way == 'br' else '<br><br>\n')
        if self.way == 'span':
            return '<div><span>%s</span></div>\n' % text
        if self.way == 'td':
            return '<div>%s</div>\n' % text
        return wrap(self.way, text) + '\n'

    def title_line(self, text):
        if self.way in ('br', 'brbr') and self.heading in ('b', 'p'):
            return '<b>%s</b>' % escape(text) + ('<br>\n' if self.way == 'br' else '<br><br>\n')
        return (wrap('p', '<b>%s</b>' % escape(text)) if self.heading == 'b' else wrap(self.heading, escape(text))) + '\n'


class Frame:
    """What stands around an article: drawn once a page."""

    def __init__(self, rng, language):
        self.rng, self.words = rng, phrases.of(language)
        self.names = Names(rng, pick(rng, ('none', 2), ('plain', 3), ('hashed', 2), ('utility', 1)))
        self.nav = rng.sample(self.words['nav'], min(len(self.words['nav']), rng.randint(4, 9)))

    def link_list(self, texts, tag):
        links = ['<a href="%s">%s</a>' % (href(self.rng, self.rng.choice(['slug', 'number'])), escape(t)) for t in texts]
        if tag == 'ul':
            return '<ul>%s</ul>' % ''.join('<li>%s</li>' % x for x in links)
        return wrap(tag, self.rng.choice([' | ', ' ', ' · ']).join(links), self.names.attribute('nav'))

    def head(self, title):
        rng = self.rng
        lines = [self.link_list(self.nav, rng.choice(['nav', 'div', 'ul', 'header']))]
        if rng.random() < .5:
            lines.append(wrap('div', '<a href="/">%s</a> &gt; %s' % (escape(self.nav[0]), escape(rng.choice(self.nav)))))
        lines.append(wrap(rng.choice(['h1', 'h1', 'h1', 'h2', 'div']), escape(title)))
        if rng.random() < .7:
            lines.append(wrap(rng.choice(['div', 'p', 'span']), '%s %s %d-%02d-%02d %02d:%02d' % (
                escape(self.words['by']), letters(rng, 3, 8).title(), rng.randint(2004, 2026), rng.randint(1, 12), rng.randint(1, 28),
                rng.randint(0, 23), rng.randint(0, 59))))
        return '\n'.join(lines)

    def tail(self, others):
        """Behind the article: share bar, tags, comments, side column, footer, in parts and in any number."""
        rng, w = self.rng, self.words
        lines = []
        if rng.random() < .5:
            lines.append(wrap('div', ' '.join('<a href="#">%s</a>' % escape(s) for s in w['share']), self.names.attribute('share')))
        if rng.random() < .3:
            lines.append(wrap(rng.choice(['p', 'div']), escape(w['tags']) + ' ' + ' '.join(
                '<a href="/t/%s">%s</a>' % (letters(rng, 3, 6), escape(t)) for t in rng.sample(self.nav, 3))))
        if rng.random() < .3:
            lines.append('<h3>%s</h3>' % escape(w['comments']) + ''.join(
                wrap('div', '<b>%s</b> %s' % (letters(rng, 4, 9), escape(t)), self.names.attribute('comment')) for t in others[:3]))
        if rng.random() < .5 and len(others) > 5:
            lines.append(wrap(rng.choice(['aside', 'div', 'div']), '<h4>%s</h4>' % escape(rng.choice(w['related'])) + self.link_list(
                others[3:3 + rng.randint(3, 8)], 'ul'), self.names.attribute('side')))
        return '\n'.join(lines)

    def footer(self):
        rng = self.rng
        return self.link_list(rng.sample(self.nav, 3), rng.choice(['div', 'footer'])) + wrap(
            rng.choice(['div', 'p', 'footer']), '© %d Example. %s' % (rng.randint(2004, 2026), escape(self.words['rights'])))
