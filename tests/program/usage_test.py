#!/usr/bin/env python3
"""Help, version, and what the program says of a wrong command line."""
import os
import pty
import subprocess
import unittest

from common import PITH, SECONDS, ProgramTest, pith

COMMANDS = ('extract', 'fetch', 'explain', 'batch', 'eval')


class Usage(ProgramTest):
    def test_help_of_each_command(self):
        for command in COMMANDS:
            run = pith(command, '--help')
            self.assert_quiet(run)
            text = run.stdout.decode()
            self.assertIn(f'Usage: pith {command}', text)
            self.assertIn('Examples:\n  pith ', text)

    def test_help_names_each_command(self):
        run = pith('--help')
        self.assert_quiet(run)
        for command in COMMANDS:
            self.assertIn(f'\n  {command} ', run.stdout.decode())

    def test_version(self):
        run = pith('--version')
        self.assert_quiet(run)
        self.assertRegex(run.stdout.decode(), r'^pith \d+\.\d+\.\d+\n$')

    def test_mistakes_end_in_2_with_a_hint_and_no_output(self):
        for mistake in (['nonsense'], ['--nonsense'], *[[command, '--nonsense'] for command in COMMANDS],
                        ['extract', '--format', 'pdf'], ['extract', '--with', 'nonsense'],
                        ['extract', '--schema', 'nonsense'], ['extract', '--precision', '--recall'],
                        ['extract', '--limit-bytes', '0'], ['extract', '--limit-bytes', '-1'],
                        ['extract', '--limit-depth', '1k'], ['extract', '--timeout', 'soon'],
                        ['extract', 'a', 'b', '--url', 'http://example.org/'],
                        ['explain', 'a', '--dump', 'nonsense'], ['explain'], ['batch'], ['batch', 'a'],
                        ['batch', 'a', '-o', 'x', '--status', 'good'], ['batch', 'a', '-o', 'x', '--url-regex', '('],
                        ['batch', 'a', '-o', 'x', '--memory', 'much'], ['batch', 'a', '-o', 'x', '--dedup', 'nonsense'],
                        ['batch', 'a', '-o', 'x', '--without', 'nonsense'], ['batch', '@gone', '-o', 'x'], ['fetch'], ['eval'],
                        ['fetch', 'http://a.example/', 'http://b.example/', '-o', self.folder / 'file']):
            run = pith(*mistake)
            self.assertEqual((run.returncode, run.stdout), (2, b''), mistake)
            lines = run.stderr.decode().splitlines()
            self.assertTrue(lines and all(line.startswith('pith: ') for line in lines), lines)
            self.assertRegex(lines[-1], r'^pith: try `pith .*--help`$')

    def test_mistakes_are_named(self):
        self.assertIn(b'--nonsense', pith('extract', '--nonsense').stderr)
        self.assertIn(b'markdown', pith('extract', '--format', 'pdf').stderr)
        self.assertIn(b'links', pith('extract', '--with', 'nonsense').stderr)
        self.assertIn(b'trafilatura', pith('extract', '--schema', 'nonsense').stderr)

    def test_no_command_shows_the_help(self):
        run = pith()
        self.assertEqual((run.returncode, run.stdout), (2, b''))
        self.assertIn(b'Usage: pith', run.stderr)

    def test_extract_shows_its_help_rather_than_wait_for_a_terminal(self):
        ours, theirs = pty.openpty()
        self.addCleanup(os.close, ours)
        self.addCleanup(os.close, theirs)
        run = subprocess.run([PITH, 'extract'], stdin=theirs, capture_output=True, timeout=SECONDS)
        self.assertEqual((run.returncode, run.stdout), (2, b''))
        self.assertIn(b'Usage: pith extract', run.stderr)


if __name__ == '__main__':
    unittest.main()
