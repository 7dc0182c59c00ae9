"""Archives of our own pages, for the tests of pith batch."""
import gzip
import json

PAGE = '''<!DOCTYPE html><html lang="en"><head><title>Keeper {n}</title></head><body><nav><a href="/">Home</a></nav>
<article><h1>Keeper {n}</h1><p>The keeper of tower {n} wrote down what he saw on day {day}, and {people} people read it in
the town before the ferry left.</p><p>Nobody asked him twice, because the book of tower {n} was known to be right in
every line, and in {day} years no ship was lost.</p></article><footer>Copyright</footer></body></html>'''


def page(number):
    return PAGE.format(n=number, day=number * 7 + 3, people=number * 31 % 997)


def warc_record(kind, block, url=None, number=0, content_type='application/http'):
    head = [f'WARC-Type: {kind}', f'WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012x}>',
            'WARC-Date: 2024-05-01T00:00:00Z', f'Content-Type: {content_type}', f'Content-Length: {len(block)}']
    if url:
        head.append(f'WARC-Target-URI: {url}')
    return ('WARC/1.0\r\n' + '\r\n'.join(head) + '\r\n\r\n').encode() + block + b'\r\n\r\n'


def response(number, html, status=200, url=None, content_type='text/html; charset=utf-8'):
    body = html if isinstance(html, bytes) else html.encode()
    block = f'HTTP/1.1 {status} OK\r\nContent-Type: {content_type}\r\n\r\n'.encode() + body
    return warc_record('response', block, url or f'https://tower.example/{number}', number)


def warc(records, compress=lambda record: gzip.compress(record, mtime=0)):
    return b''.join(map(compress, records))


def json_lines(count):
    return ''.join(json.dumps({'url': f'https://tower.example/{n}', 'html': page(n)}) + '\n' for n in range(count))
