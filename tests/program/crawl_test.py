"""`pith fetch` of many URLs against nginx: WARC files that others read, TLS, HTTP/2, politeness by nginx's log, going on
after SIGKILL, conditional requests. Needs warcio and fastwarc (tests/requirements.txt)."""
import collections
import gzip
import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time
import unittest

try:
    from fastwarc.warc import ArchiveIterator as FastIterator
    from warcio.archiveiterator import ArchiveIterator
except ImportError:
    sys.exit(77)

from common import PITH, STORY, ProgramTest, pith, records
from nginx import Nginx

PAGES = {'a.html': STORY, 'b.html': '<!doctype html><title>b</title>' + '<p>text</p>' * 3000, 'empty.html': '',
         'bytes.txt': bytes(range(256)) * 300, 'tagged.html': '<meta name=robots content=noindex><link rel=canonical '
         'href=/canonical><link rel=alternate hreflang=de href=/de>'}


def lines(path):
    return [json.loads(line) for line in path.read_text().splitlines()]


class CrawlTest(ProgramTest):
    @classmethod
    def setUpClass(cls):
        cls.holder = tempfile.TemporaryDirectory()
        cls.nginx = Nginx(cls.holder.name)
        for name, content in PAGES.items():
            cls.nginx.page(name, content)

    @classmethod
    def tearDownClass(cls):
        cls.nginx.stop()
        cls.holder.cleanup()

    def setUp(self):
        super().setUp()
        self.nginx.forget()
        self.warc = self.folder / 'x.warc.gz'
        self.results = self.folder / 'results.jsonl'

    def crawl(self, urls, *arguments, delay=0):
        listed = self.file('urls.txt', '\n'.join(urls) + '\n')
        return pith('fetch', '--input', listed, '-o', self.warc, '--results', self.results, '--allow-private',
                    '--delay', delay, *arguments)

    def reasons(self):
        return {line['url']: line['reason'] for line in lines(self.results)}

    def warc_records(self):
        """(type, URL, HTTP status, decoded payload, record headers) as warcio reads them."""
        out = []
        with open(self.warc, 'rb') as file:
            for record in ArchiveIterator(file):
                head, status = record.rec_headers, None
                if record.http_headers and record.rec_type in ('response', 'revisit'):
                    status = int(record.http_headers.get_statuscode())
                out.append((record.rec_type, head.get_header('WARC-Target-URI'), status,
                            record.content_stream().read(), head))
        return out


class Warc(CrawlTest):
    def test_others_read_it_and_the_bytes_are_those_served(self):
        urls = [self.nginx.url('/' + name) for name in PAGES] + [self.nginx.url('/moved'), self.nginx.url('/none')]
        run = self.crawl(urls)
        self.assertEqual(run.returncode, 1, run.stderr)  # /none
        read = self.warc_records()
        self.assertEqual(read[0][0], 'warcinfo')
        self.assertIn(b'robots: obey', read[0][3])
        for name, content in PAGES.items():
            expected = content if isinstance(content, bytes) else content.encode()
            found = [entry for entry in read if entry[:3] == ('response', self.nginx.url('/' + name), 200)]
            self.assertEqual({entry[3] for entry in found}, {expected}, name)
            self.assertEqual({entry[4].get_header('WARC-IP-Address') for entry in found}, {'127.0.0.1'})
        statuses = {url: status for kind, url, status, _, _ in read if kind == 'response'}
        self.assertEqual(statuses[self.nginx.url('/moved')], 301)
        self.assertEqual(statuses[self.nginx.url('/none')], 404)
        self.assertEqual(statuses[self.nginx.url('/robots.txt')], 404)

    def test_digests(self):
        self.crawl([self.nginx.url('/' + name) for name in PAGES])
        answered = collections.Counter()
        with open(self.warc, 'rb') as file:
            for record in ArchiveIterator(file, check_digests='raise'):
                record.content_stream().read()
                answered[record.rec_type] += 1
        self.assertEqual(answered['response'], len(PAGES) + 1)
        self.assertEqual(answered['request'], len(PAGES) + 1)
        with open(self.warc, 'rb') as file:
            for record in FastIterator(file, parse_http=False):
                self.assertTrue(record.verify_block_digest(), record.headers)
        with open(self.warc, 'rb') as file:
            for record in FastIterator(file, parse_http=True):
                if record.headers.get('WARC-Type') == 'response':
                    self.assertTrue(record.verify_payload_digest(), record.headers)
        checker = subprocess.run([sys.executable, '-m', 'warcio.cli', 'check', self.warc], capture_output=True)
        self.assertEqual(checker.returncode, 0, checker.stdout)

    def test_ids_and_what_belongs_together(self):
        self.crawl([self.nginx.url('/moved'), self.nginx.url('/a.html')], '--retries', 0)
        read = self.warc_records()
        ids = [entry[4].get_header('WARC-Record-ID') for entry in read]
        self.assertEqual(len(ids), len(set(ids)))
        responses = {entry[4].get_header('WARC-Record-ID') for entry in read if entry[0] == 'response'}
        for kind, _, _, _, head in read:
            if kind in ('request', 'metadata'):
                self.assertIn(head.get_header('WARC-Concurrent-To'), responses)
        metadata = {url: body.decode() for kind, url, _, body, _ in read if kind == 'metadata'}
        self.assertEqual(set(metadata), {self.nginx.url('/moved'), self.nginx.url('/a.html')})
        moved = metadata[self.nginx.url('/moved')]
        self.assertIn('fetch-reason: ok', moved)
        self.assertIn('fetch-final-url: ' + self.nginx.url('/a.html'), moved)

    def test_failures_and_notes(self):
        urls = [self.nginx.url('/tagged.html'), 'http://user@x/', self.nginx.url('/busy')]
        self.crawl(urls, '--retries', 0, '--ignore-robots')
        self.assertEqual(self.reasons(), dict(zip(urls, ['ok', 'bad_url', 'http_error'])))
        [tagged] = [line for line in lines(self.results) if line['url'] == urls[0]]
        self.assertEqual(tagged['robots'], 'noarchive, noindex')
        self.assertEqual(tagged['canonical'], self.nginx.url('/canonical'))
        self.assertEqual(tagged['alternates'], {'de': self.nginx.url('/de')})
        read = self.warc_records()
        self.assertIn(b'robots: ignore', read[0][3])
        [bad] = [body for kind, url, _, body, _ in read if url == urls[1]]
        self.assertIn(b'fetch-reason: bad_url', bad)

    def test_zstd_and_plain_hold_the_same(self):
        self.crawl([self.nginx.url('/a.html')])
        gzipped = [entry[:4] for entry in self.warc_records() if entry[0] == 'response']
        self.warc = self.folder / 'x.warc'
        self.crawl([self.nginx.url('/a.html')])
        self.assertEqual([entry[:3] for entry in self.warc_records() if entry[0] == 'response'],
                         [entry[:3] for entry in gzipped])
        self.warc = self.folder / 'x.warc.zst'
        self.assertEqual(self.crawl([self.nginx.url('/a.html')]).returncode, 0)
        with open(self.warc, 'rb') as file:
            self.assertEqual(file.read(4), b'\x28\xb5\x2f\xfd')


class Tls(CrawlTest):
    def secure(self, host, port, path='/a.html', *arguments):
        url = f'https://{host}:{port}{path}'
        self.crawl([url], '--retries', 0, '--resolve', f'{host}:{port}:127.0.0.1', *arguments)
        return lines(self.results)[0]

    def test_http2_and_a_certificate_of_the_ca(self):
        line = self.secure('good.example', self.nginx.tls_port, '/a.html', '--ca-file', self.nginx.root / 'ca.pem')
        self.assertEqual((line['reason'], line['status']), ('ok', 200))
        self.assertEqual({entry[3] for entry in self.nginx.log()}, {'HTTP/2.0'})
        [page] = [entry for entry in self.warc_records() if entry[0] == 'response' and entry[1].endswith('/a.html')]
        self.assertEqual((page[2], page[3]), (200, STORY.encode()))
        self.assertEqual(page[4].get_header('WARC-Protocol'), 'h2')

    def test_certificates_that_are_refused(self):
        ca = ('--ca-file', self.nginx.root / 'ca.pem')
        for host, port, arguments in [('other.example', self.nginx.tls_port, ca),  # another name
                                      ('good.example', self.nginx.self_port, ca),  # of nobody
                                      ('good.example', self.nginx.tls_port, ())]:  # of a CA that nobody knows
            self.assertEqual(self.secure(host, port, '/a.html', *arguments)['reason'], 'tls', (host, port))
        self.assertEqual(self.nginx.log(), [])

    def test_not_tls(self):
        self.assertEqual(self.secure('good.example', self.nginx.port)['reason'], 'tls')


class Runs(CrawlTest):
    def test_politeness(self):
        delay, hosts = 0.3, [f'h{i}.localhost' for i in range(8)]
        urls = [self.nginx.url(f'/empty/{i}', host) for i in range(4) for host in hosts]
        self.assertEqual(self.crawl(urls, delay=delay).returncode, 0)
        by_host = collections.defaultdict(list)
        for start, host, _, _, _ in self.nginx.log():
            by_host[host].append(start)
        self.assertEqual(set(by_host), set(hosts))
        for host, starts in by_host.items():
            self.assertEqual(len(starts), 5, host)  # robots.txt too
            self.assertGreater(min(b - a for a, b in zip(starts, starts[1:])), delay / 2, host)
            self.assertGreater(starts[-1] - starts[0], delay * 4 * 0.9, host)

    def test_crawl_delay(self):
        self.nginx.page('robots.txt', 'User-agent: *\nCrawl-delay: 0.5\nDisallow: /empty/no\n')
        self.addCleanup((self.nginx.www / 'robots.txt').unlink)
        urls = [self.nginx.url(f'/empty/{i}') for i in ('1', '2', '3', 'no')]
        self.crawl(urls)
        starts = [entry[0] for entry in self.nginx.log()]
        self.assertEqual(len(starts), 4)
        self.assertGreater(starts[3] - starts[1], 2 * 0.5 * 0.9)
        self.assertEqual(self.reasons()[urls[3]], 'robots')

    def test_killed_at_any_moment(self):
        chance = random.Random(7)
        hosts = [f'k{i}.localhost' for i in range(5)]
        urls = [self.nginx.url(f'/empty/{i}', hosts[i % 5]) for i in range(400)]
        listed = self.file('urls.txt', '\n'.join(urls))
        command = [PITH, 'fetch', '--input', listed, '-o', self.warc, '--results', self.results, '--allow-private',
                   '--delay', '0.02', '--resume']
        kills = 0
        for _ in range(6):
            running = subprocess.Popen(command, stderr=subprocess.DEVNULL)
            time.sleep(chance.uniform(0.05, 0.6))  # any moment will do
            running.send_signal(signal.SIGKILL)
            kills += running.wait() == -signal.SIGKILL
        done = subprocess.run(command, capture_output=True)
        self.assertGreater(kills, 0)
        self.assertEqual((done.returncode, done.stderr), (0, b''))
        self.assertEqual(sorted(line['url'] for line in lines(self.results)), sorted(urls))
        answered = [url for kind, url, _, _, _ in self.warc_records() if kind == 'response' and '/empty/' in url]
        self.assertEqual(sorted(answered), sorted(urls))
        asked = collections.Counter((host, path) for _, host, path, _, _ in self.nginx.log() if path != '/robots.txt')
        self.assertEqual(len(asked), len(urls))
        in_flight = len(hosts)  # one a host
        self.assertLessEqual(sum(asked.values()), len(urls) + kills * in_flight)
        self.assertFalse(os.path.exists(str(self.warc) + '.state'))

    def test_an_unfinished_run_is_not_overwritten(self):
        state = self.file('x.warc.gz.state', '')
        run = self.crawl([self.nginx.url('/a.html')])
        self.assertEqual(run.returncode, 2)
        self.assertIn(b'--resume', run.stderr)
        self.assertEqual(state.read_bytes(), b'')

    def test_stopped_by_a_signal(self):
        urls = [self.nginx.url(f'/empty/{i}') for i in range(50)]
        listed = self.file('urls.txt', '\n'.join(urls))
        command = [PITH, 'fetch', '--input', listed, '-o', self.warc, '--results', self.results, '--allow-private']
        running = subprocess.Popen([*command, '--delay', '30'], stderr=subprocess.PIPE)
        while not self.nginx.log():
            time.sleep(0.05)
        running.terminate()
        self.assertIn(b'--resume', running.communicate()[1])
        self.assertEqual(running.returncode, 1)
        self.assertEqual(subprocess.run([*command, '--delay', '0', '--resume']).returncode, 0)
        self.assertEqual(sorted(line['url'] for line in lines(self.results)), sorted(urls))

    def test_a_second_run_asks_for_what_changed(self):
        urls = [self.nginx.url('/a.html'), self.nginx.url('/c.html')]
        self.nginx.page('c.html', 'first')
        self.addCleanup((self.nginx.www / 'c.html').unlink)
        state = self.folder / 'state'
        self.assertEqual(self.crawl(urls, '--state', state).returncode, 0)
        self.assertEqual(self.reasons(), dict.fromkeys(urls, 'ok'))
        self.nginx.page('c.html', 'second, longer')
        self.assertEqual(self.crawl(urls, '--state', state).returncode, 0)
        self.assertEqual(self.reasons(), {urls[0]: 'not_modified', urls[1]: 'ok'})
        revisits = [entry for entry in self.warc_records() if entry[0] == 'revisit']
        self.assertEqual([(entry[1], entry[2]) for entry in revisits], [(urls[0], 304)])
        self.assertIn('server-not-modified', revisits[0][4].get_header('WARC-Profile'))

    def test_records(self):
        urls = [self.nginx.url('/a.html'), self.nginx.url('/none')]
        run = pith('fetch', '--input', '-', '--extract', '--allow-private', '--delay', 0,
                   stdin='\n# a comment\n{}\n\n  {}\r\n'.format(*urls).encode())
        self.assertEqual(run.returncode, 1)
        page, gone = sorted(records(run), key=lambda record: record['url'])
        self.assertEqual((page['url'], page['status'], page['title']), (urls[0], 'ok', 'A bridge for the island'))
        self.assertEqual((gone['url'], gone['status'], gone['http_status']), (urls[1], 'error', 404))

    def test_finding_pages(self):
        listed = '<urlset><url><loc>{}</loc></url></urlset>'.format(self.nginx.url('/empty/listed'))
        self.nginx.page('sitemap.xml.gz', gzip.compress(listed.encode()))
        self.nginx.page('robots.txt', 'Sitemap: ' + self.nginx.url('/sitemap.xml.gz'))
        self.nginx.page('start.html', '<a href=/empty/linked>b</a> <a rel=nofollow href=bytes.txt>no</a> '
                        '<a href=http://elsewhere.example/>no</a>')
        for name in ('robots.txt', 'sitemap.xml.gz', 'start.html'):
            self.addCleanup((self.nginx.www / name).unlink)
        self.crawl([self.nginx.url('/start.html')])
        self.assertEqual(list(self.reasons()), [self.nginx.url('/start.html')])
        run = self.crawl([self.nginx.url('/start.html')], '--follow', 'same-host', '--sitemaps')
        self.assertEqual(run.returncode, 0, run.stderr)
        paths = {pathlib.Path(url).name: reason for url, reason in self.reasons().items()}
        self.assertEqual(paths, dict.fromkeys(['start.html', 'linked', 'sitemap.xml.gz', 'listed'], 'ok'))


if __name__ == '__main__':
    unittest.main()
