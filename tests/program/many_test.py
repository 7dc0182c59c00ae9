"""10,000 URLs over 200 host names from nginx: all there once, no host over its rate, memory that does not grow."""
import collections
import os
import pathlib
import sys
import tempfile
import unittest

from common import PITH
from nginx import Nginx

HOSTS = 200
DELAY = 0.1


class Many(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.holder = tempfile.TemporaryDirectory()
        cls.nginx = Nginx(cls.holder.name)

    @classmethod
    def tearDownClass(cls):
        cls.nginx.stop()
        cls.holder.cleanup()

    def crawl(self, count, delay):
        """Fetches so many URLs into a WARC file; gives the URLs and the largest memory in kilobytes."""
        folder = pathlib.Path(self.holder.name)
        urls = [self.nginx.url(f'/empty/{i}', f'h{i % HOSTS}.localhost') for i in range(count)]
        (folder / 'urls.txt').write_text('\n'.join(urls))
        arguments = [PITH, 'fetch', '--input', folder / 'urls.txt', '-o', folder / f'{count}.warc.gz', '--results',
                     folder / 'results.jsonl', '--allow-private', '--delay', delay, '--connections', 200]
        process = os.posix_spawn(PITH, list(map(str, arguments)), os.environ)
        _, status, usage = os.wait4(process, 0)
        self.assertEqual(status, 0)
        self.assertEqual(len((folder / 'results.jsonl').read_text().splitlines()), count)
        return urls, usage.ru_maxrss

    def test_all_once_and_no_host_over_its_rate(self):
        self.nginx.forget()
        urls, _ = self.crawl(10_000, DELAY)
        asked = collections.Counter()
        starts = collections.defaultdict(list)
        for start, host, path, _, status in self.nginx.log():
            starts[host].append(start)
            if path != '/robots.txt':
                self.assertEqual(status, 200)
                asked[self.nginx.url(path, host)] += 1
        self.assertEqual(asked, collections.Counter(urls))
        self.assertEqual(len(starts), HOSTS)
        for host, times in starts.items():
            self.assertEqual(len(times), 10_000 // HOSTS + 1, host)
            rate = (len(times) - 1) / (times[-1] - times[0])
            self.assertLessEqual(rate, 1.02 / DELAY, host)

    def test_memory_is_flat(self):
        _, small = self.crawl(2_500, 0)
        _, large = self.crawl(10_000, 0)
        self.assertLess(large, small * 1.25)
        print(f'memory: {small} kB for 2,500 URLs, {large} kB for 10,000', file=sys.stderr)


if __name__ == '__main__':
    unittest.main()
