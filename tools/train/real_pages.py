"""Places in a crawled page's bytes where a farm can be put: behind, within or after the labelled text."""
import codecs
import re
from html.parser import HTMLParser

from words import letters

_VOID = set('area base br col embed hr img input link meta param source track wbr'.split())
_BLOCKS = set('p div td th li ul ol dl dd dt section article main blockquote figure table tr body h1 h2 h3 h4 h5 h6 center form'.split())
_CHARSET = re.compile(rb'charset\s*=\s*["\']?\s*([\w-]+)', re.I)


def decode(data):
    """(text, codec): the page as it was meant, well enough to find places in it."""
    try:
        return data.decode('utf-8'), 'utf-8'
    except UnicodeDecodeError:
        pass
    found = _CHARSET.search(data[:4096])
    name = found.group(1).decode().lower() if found else 'cp1252'
    name = {'gb2312': 'gb18030', 'gbk': 'gb18030', 'utf-8': 'utf-8', 'iso-8859-1': 'cp1252'}.get(name, name)
    try:
        codec = codecs.lookup(name).name
    except LookupError:
        codec = 'utf-8'
    return data.decode(codec, 'replace'), codec


class _Scan(HTMLParser):
    """Texts with the block-level elements they stand in, and the offsets of block-level borders."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.lines = [0]
        for m in re.finditer('\n', text):
            self.lines.append(m.end())
        self.stack = []      # (tag, number)
        self.ends = {}       # element number -> offset behind its end tag
        self.borders = []    # (offset before, offset behind, tag, is an end tag)
        self.chunks = []     # (offset, text, stack of block-level elements)
        self.count = 0
        self.feed(text)

    def _here(self):
        line, column = self.getpos()
        return self.lines[line - 1] + column

    def handle_starttag(self, tag, attrs):
        here = self._here()
        if tag in _BLOCKS or tag in ('br', 'hr'):
            self.borders.append((here, here + len(self.get_starttag_text()), tag, False))
        if tag not in _VOID:
            self.count += 1
            self.stack.append((tag, self.count))

    def handle_startendtag(self, tag, attrs):
        if tag in _VOID:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag):
        here = self._here()
        behind = here + len(tag) + 3
        if tag in _BLOCKS:
            self.borders.append((here, behind, tag, True))
        for i in range(len(self.stack) - 1, max(-1, len(self.stack) - 12), -1):
            if self.stack[i][0] == tag:
                self.ends[self.stack[i][1]] = behind
                del self.stack[i:]
                return

    def handle_data(self, data):
        if self.stack and self.stack[-1][0] in ('script', 'style', 'title'):
            return
        self.chunks.append((self._here(), data, tuple(s for s in self.stack if s[0] in _BLOCKS)))


class Source:
    def __init__(self, data, truth_text):
        self.text, self.codec = decode(data)
        self.scan = _Scan(self.text.replace('\r', ' '))
        wanted = letters(truth_text)
        self.content = [(at, len(letters(d)), stack) for at, d, stack in self.scan.chunks
                        if len(letters(d)) >= 12 and letters(d) in wanted]
        tags = [stack[-1][0] for at, n, stack in self.content if stack]
        self.paragraph_tag = 'div' if tags.count('div') > tags.count('p') else 'p'

    def place(self, rng, where):
        """An offset, or None where the text was not found well enough."""
        total = sum(n for at, n, stack in self.content)
        if total < 100:
            return None
        if where == 'after':
            return self._behind_container()
        if where == 'in':
            return self._behind_block(self.content[-1][0])
        share = rng.uniform(.25, .75)
        run = 0
        for at, n, stack in self.content[:-1]:
            run += n
            if run >= share * total:
                return self._behind_block(at, self.content[-1][0])
        return None

    def _behind_block(self, at, before=None):
        """Behind the paragraph that the text at this offset stands in; not within lists, tables or headings."""
        for start, behind, tag, is_end in self.scan.borders:
            if start <= at:
                continue
            if before is not None and start >= before:
                return None
            if tag in ('li', 'ul', 'ol', 'td', 'tr', 'table', 'dd', 'dt') or tag[0] == 'h' and tag[1:].isdigit():
                return behind if is_end and tag in ('ul', 'ol', 'table') else start if is_end and tag in ('td',) else None
            if is_end and tag in ('p', 'blockquote'):
                return behind
            return start if tag != 'br' else behind
        return None

    def _behind_container(self):
        """Behind the nearest element that holds nine tenths of the text."""
        total = sum(n for at, n, stack in self.content)
        held = {}
        for at, n, stack in self.content:
            for depth, (tag, number) in enumerate(stack):
                held[number] = (held.get(number, (0, 0))[0] + n, depth, tag)
        fit = [(depth, number) for number, (n, depth, tag) in held.items() if n >= .9 * total and tag != 'body' and number in self.scan.ends]
        return self.scan.ends[max(fit)[1]] if fit else None

    def with_markup(self, at, markup):
        page = self.text[:at] + markup + self.text[at:]
        return page.encode(self.codec, 'xmlcharrefreplace')
