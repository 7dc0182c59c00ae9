"""Labels of blocks: what share of a block's tokens stands, in order, in the reference text."""
import hashlib
import heapq
import os
import pickle
from collections import defaultdict

import numpy as np

from words import folded, tokens

SHORTEST_RUN = 4
MOST_PLACES = 24  # a 4-gram seen more often in the reference than this is no anchor beyond these


def _numbered(texts, reference):
    numbers = {}
    number = lambda words: [numbers.setdefault(w, len(numbers)) for w in words]
    page, starts = [], [0]
    for text in texts:
        page += number(tokens(text))
        starts.append(len(page))
    return page, starts, number(tokens(reference))


def _common_runs(page, reference):
    """All maximal equal runs of SHORTEST_RUN tokens or more: (-length, place in page, place in reference)."""
    k = SHORTEST_RUN
    places = defaultdict(list)
    for j in range(len(reference) - k + 1):
        found = places[tuple(reference[j:j + k])]
        if len(found) < MOST_PLACES:
            found.append(j)
    runs, covered = [], {}
    for i in range(len(page) - k + 1):
        for j in places.get(tuple(page[i:i + k]), ()):
            if covered.get(i - j, -1) > i:
                continue
            a, b = i + k, j + k
            while a < len(page) and b < len(reference) and page[a] == reference[b]:
                a, b = a + 1, b + 1
            covered[i - j] = a - k + 1
            runs.append((i - a, i, j))
    return runs


def _free_stretches(length, i, j, claimed, taken):
    begin = None
    for x in range(length + 1):
        free = x < length and not claimed[i + x] and not taken[j + x]
        if free and begin is None:
            begin = x
        elif not free and begin is not None:
            yield begin, x
            begin = None


class _Tiling:
    """Which token of the reference each token of the page is; each is used once, long runs first."""

    def __init__(self, page, reference):
        self.page, self.reference = page, reference
        self.claimed, self.taken = bytearray(len(page)), bytearray(len(reference))
        self.partner = [-1] * len(page)

    def claim(self, i, j, length):
        for x in range(length):
            self.claimed[i + x] = self.taken[j + x] = 1
            self.partner[i + x] = j + x

    def tile(self):
        heap = _common_runs(self.page, self.reference)
        heapq.heapify(heap)
        while heap:
            minus, i, j = heapq.heappop(heap)
            free = list(_free_stretches(-minus, i, j, self.claimed, self.taken))
            if free == [(0, -minus)]:
                self.claim(i, j, -minus)
                continue
            for a, b in free:
                if b - a >= SHORTEST_RUN:
                    heapq.heappush(heap, (a - b, i + a, j + a))

    def fill_short_blocks(self, starts):
        """A block too short for a run is claimed whole where it stands in the gap between its neighbours' partners."""
        after = [len(self.reference)] * (len(self.page) + 1)
        for i in range(len(self.page) - 1, -1, -1):
            after[i] = self.partner[i] if self.partner[i] >= 0 else after[i + 1]
        last, last_place = -1, None
        for begin, end in zip(starts, starts[1:]):
            if end > begin and not any(self.claimed[begin:end]):
                near = last_place is not None and begin - last_place < 120
                if near or (last < 0 and after[end] < len(self.reference)):
                    self._fill(begin, end, last + 1, after[end])
            for i in range(begin, end):
                if self.partner[i] >= 0:
                    last, last_place = self.partner[i], i

    def _fill(self, begin, end, low, following):
        length = end - begin
        high = following if low <= following <= low + 400 else min(len(self.reference), low + 40)
        for j in range(low, high - length + 1):
            if self.reference[j:j + length] == self.page[begin:end] and not any(self.taken[j:j + length]):
                self.claim(begin, j, length)
                return


def align(texts, reference):
    """(share of each block's tokens that stand in the reference, share of the reference that was found)"""
    page, starts, reference = _numbered(texts, reference)
    shares = np.zeros(len(texts), np.float32)
    if not page or not reference:
        return shares, 0.
    tiling = _Tiling(page, reference)
    tiling.tile()
    tiling.fill_short_blocks(starts)
    for b, (begin, end) in enumerate(zip(starts, starts[1:])):
        if end > begin:
            shares[b] = sum(tiling.claimed[begin:end]) / (end - begin)
    return shares, sum(tiling.taken) / len(reference)


def weak(texts, units, wanted, unwanted):
    """Labels from snippets: 1, 0, and -1 where nothing is known."""
    labels = np.full(len(texts), -1., np.float32)
    texts = [folded(t) for t in texts]
    for snippet in map(folded, unwanted):
        for b, text in enumerate(texts):
            if snippet and snippet in text and (len(snippet) >= .2 * len(text) or units[b] < 12):
                labels[b] = 0
    for snippet in map(folded, wanted):
        holders = [b for b, text in enumerate(texts) if snippet and snippet in text]
        for b in holders:
            if len(holders) == 1 or units[b] >= 8:
                labels[b] = 1
    return labels


def label(texts, units, truth):
    """(labels, coverage) of a page; coverage is None for snippets, -1 for a page without any reference."""
    if truth.get('text') is not None:
        return align(texts, truth['text'])
    if truth.get('with') or truth.get('without'):
        return weak(texts, units, truth.get('with') or [], (truth.get('without') or []) + (truth.get('comments') or [])), None
    return np.full(len(texts), -1., np.float32), -1.


class Cache:
    """Labels by digest of the blocks' texts and the truth, kept in a file between runs."""

    def __init__(self, path):
        self.path, self.known = path, {}
        if os.path.exists(path):
            with open(path, 'rb') as f:
                self.known = pickle.load(f)

    @staticmethod
    def digest(texts, truth):
        h = hashlib.blake2b(digest_size=16)
        for part in texts + [repr([truth.get(k) for k in ('text', 'with', 'without', 'comments')])]:
            h.update(part.encode('utf-8', 'replace') + b'\0')
        return h.digest()

    def save(self):
        with open(self.path + '.new', 'wb') as f:
            pickle.dump(self.known, f)
        os.replace(self.path + '.new', self.path)
