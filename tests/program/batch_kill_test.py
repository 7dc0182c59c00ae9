#!/usr/bin/env python3
"""Twenty kills at random moments over an archive of 2,000 records, and the output is that of a run left alone."""
import hashlib
import os
import random
import signal
import subprocess
import time
import unittest

import archives
from common import PITH, SECONDS, ProgramTest, pith

KILLS = 20


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


class Kill(ProgramTest):
    @classmethod
    def setUpClass(cls):
        cls.archive = archives.warc(archives.response(n, archives.page(n)) for n in range(2000))

    def arguments(self, name, *more):
        return ['batch', self.file('a.warc.gz', self.archive), '-o', self.folder / name, '--jobs', '2', *more]

    def killed(self, arguments, seconds):
        """Ends the run after that time. False if it had come to its end by itself."""
        run = subprocess.Popen([PITH, *map(str, arguments)], stderr=subprocess.DEVNULL)
        try:
            run.wait(seconds)
        except subprocess.TimeoutExpired:
            run.send_signal(signal.SIGKILL)
        return run.wait(SECONDS) == -signal.SIGKILL

    def check(self, name):
        chance = random.Random(name)
        start = time.monotonic()
        self.assertEqual(pith(*self.arguments(name)).returncode, 0)
        seconds, whole = time.monotonic() - start, digest(self.folder / name)
        os.unlink(self.folder / name)
        kills = 0
        while kills < KILLS:
            if self.killed(self.arguments(name, '--resume'), chance.uniform(0, seconds / 4)):
                kills += 1
                continue
            self.assertEqual(digest(self.folder / name), whole)
            os.unlink(self.folder / name)
        self.assertEqual(pith(*self.arguments(name, '--resume')).returncode, 0)
        self.assertEqual(digest(self.folder / name), whole)
        self.assertEqual(sorted(os.listdir(self.folder)), ['a.warc.gz', name])

    def test_json_lines(self):
        self.check('out.jsonl')

    def test_gzip(self):
        self.check('out.jsonl.gz')

    def test_zstd(self):
        self.check('out.jsonl.zst')

    def test_warc(self):
        self.check('out.warc.gz')


if __name__ == '__main__':
    unittest.main()
