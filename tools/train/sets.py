"""Labelled sets as the trainer sees them: features by pith_dump, labels, weights and folds."""
import json
import os
import re
import subprocess
import zlib
from concurrent.futures import ProcessPoolExecutor
from urllib.parse import urlsplit

import numpy as np

import labels
from words import letters

FOLDS = 4
TYPES = ['article', 'forum', 'product', 'collection', 'listing', 'documentation', 'service']

# A page's weight, by the set's name; a set that is not named has 1.
WEIGHTS = {
    'wcxb-dev': 1., 'zh-dev': 4., 'reader-dev': 2., 'segments-dev': .7, 'farm-dev': 2., 'farm-grammar-dev': .7,
    'farm-real-dev': .8, 'seed-dev': 1., 'news-multi-dev': .7, 'zh-finance-dev': .7, 'types-multi-dev': 1.,
    'fundus-dev': .8, 'ja-th-zh-dev': .4, 'europa-dev': .1, 'farms-grammar': 1., 'farms-real': 1.}
# Sets of single articles: which convention holds (comments are no content) is learned from the page's type.
ARTICLES = {'zh-dev', 'farm-dev', 'fundus-dev', 'news-multi-dev', 'zh-finance-dev'}
# Sets whose truth has no title line even where the page's convention has one: their labels stand as they are.
STRICT_TITLES = {'wcxb-dev', 'zh-dev', 'reader-dev', 'segments-dev'}


class Page:
    """One page: `first` is its first row in the arrays of Data."""
    __slots__ = ('set', 'id', 'truth', 'texts', 'hint_words', 'hint_of', 'units', 'labels', 'coverage', 'weights',
                 'fold', 'first', 'number')

    @property
    def count(self):
        return len(self.texts)

    @property
    def rows(self):
        return slice(self.first, self.first + self.count)

    @property
    def usable(self):
        return self.count > 0 and (self.coverage is None or self.coverage >= .5)

    @property
    def type(self):
        named = self.truth.get('page_type')
        return named if named in TYPES else 'article' if self.set in ARTICLES else None


def site(truth, name):
    """What pages of one site share: the key of the folds."""
    if truth.get('from_set'):
        return None  # follows its origin
    if truth.get('farm') is not None and truth.get('kind') != 'seed':
        return name + ':' + str(truth.get('template'))
    host = urlsplit(truth.get('url') or '').hostname
    if host:
        return re.sub(r'^(www\d?|m|amp)\.', '', host)
    return truth.get('site') or name + ':' + re.sub(r'-\d+$', '', truth['id'])


def fold_of(key):
    return zlib.crc32(key.encode()) % FOLDS


def block_weights(page):
    """A page weighs its set's weight however long it is, and errors count as they do in F1."""
    factor = WEIGHTS.get(page.set, 1.)
    known = page.labels >= 0
    weights = np.zeros(page.count, np.float32)
    if not page.usable or not known.any():
        return weights
    if page.coverage is None:
        weights[known] = np.sqrt(np.minimum(page.units[known], 60))
        return weights * (factor / weights.sum())
    y = np.maximum(page.labels, 0)
    total = max(float((page.units * y).sum()), 30.)
    weights = np.minimum(page.units + .3, .3 * total + 5) / total
    negative = float((weights * (1 - y))[known].sum())
    if negative > 4:
        weights = np.where(y < .5, weights * 4 / negative, weights)
    weights[~known] = 0
    return weights * factor


def _label(job):
    texts, units, truth = job
    y, coverage = labels.label(texts, units, truth)
    return y.astype(np.float32), coverage


class SetFolder:
    """A set and its work folder. A sample is a folder of its own with a thinner truth.jsonl."""

    def __init__(self, path, work, keep=1.):
        self.name = os.path.basename(os.path.normpath(path))
        self.work = os.path.join(work, self.name)
        self.path = os.path.abspath(path)
        os.makedirs(self.work, exist_ok=True)
        if keep < 1:
            self.path = self._sample(keep)
        with open(os.path.join(self.path, 'truth.jsonl'), encoding='utf-8') as f:
            self.truth = [json.loads(line) for line in f if line.strip()]

    def _sample(self, keep):
        sample = os.path.join(self.work, 'sample')
        os.makedirs(sample, exist_ok=True)
        link = os.path.join(sample, 'pages')
        if os.path.lexists(link):
            os.remove(link)
        os.symlink(os.path.join(self.path, 'pages'), link)
        with open(os.path.join(self.path, 'truth.jsonl'), encoding='utf-8') as f, \
                open(os.path.join(sample, 'truth.jsonl'), 'w', encoding='utf-8') as out:
            for line in f:
                # by the origin where there is one, so that a page and what was made of it stay together
                t = json.loads(line)
                key = t['template'] if t.get('from_set') else t['id']
                if zlib.crc32(key.encode()) % 1000 < 1000 * keep:
                    out.write(line)
        return sample

    def dump(self, program, mode):
        subprocess.run([program, mode, self.path, self.work], check=True)

    def array(self, name, kind=np.float32):
        return np.fromfile(os.path.join(self.work, name), kind)

    def columns(self):
        with open(os.path.join(self.work, 'columns.json'), encoding='utf-8') as f:
            return json.load(f)


class Data:
    """All pages: `rows` holds the blocks' own columns, `page_rows` one row a page."""

    def __init__(self, folders, cache_path):
        self.folders = folders
        columns = folders[0].columns()
        self.names = [c['name'] for c in columns['first']]
        self.groups = [c['group'] for c in columns['first']]
        self.second_names = [c['name'] for c in columns['second']]
        self.page_names = [c['name'] for c in columns['page']]
        self.pages = []
        for folder in folders:
            self._read_pages(folder)
        self.total = sum(p.count for p in self.pages)
        self.rows = self._joined('rows.f32', len(self.names), self.total)
        self.page_rows = self._joined('page.f32', len(self.page_names), len(self.pages))
        self._label(cache_path)
        self._set_folds()
        for p in self.pages:
            p.weights = block_weights(p)
        joined = lambda name: np.concatenate([getattr(p, name) for p in self.pages])
        self.labels, self.weights, self.units = joined('labels'), joined('weights'), joined('units')
        self.page_of = np.repeat(np.arange(len(self.pages)), [p.count for p in self.pages])
        self.page_folds = np.array([p.fold for p in self.pages])
        self.folds = self.page_folds[self.page_of]

    def _read_pages(self, folder):
        first = self.pages[-1].first + self.pages[-1].count if self.pages else 0
        units = folder.array('units.f32')
        at = 0
        with open(os.path.join(folder.work, 'pages.jsonl'), encoding='utf-8') as f:
            for truth, line in zip(folder.truth, f, strict=True):
                d = json.loads(line)
                assert d['id'] == truth['id']
                p = Page()
                p.set, p.id, p.truth, p.texts = folder.name, truth['id'], truth, d['texts']
                p.hint_words = [(tuple(near), tuple(far)) for near, far in d['hints']['words']]
                p.hint_of = np.array(d['hints']['blocks'], np.int32)
                p.units, p.first, p.number = units[at:at + p.count], first, len(self.pages)
                at, first = at + p.count, first + p.count
                self.pages.append(p)
        assert at == len(units), folder.name

    def _joined(self, name, width, height):
        out = np.empty((height, width), np.float32)
        at = 0
        for folder in self.folders:
            part = folder.array(name).reshape(-1, width)
            out[at:at + len(part)] = part
            at += len(part)
        assert at == height, name
        return out

    def _label(self, cache_path):
        cache = labels.Cache(cache_path)
        digests = [cache.digest(p.texts, p.truth) for p in self.pages]
        wanted = [(p, d) for p, d in zip(self.pages, digests) if d not in cache.known]
        with ProcessPoolExecutor(2) as workers:
            jobs = [(p.texts, p.units, p.truth) for p, d in wanted]
            for (p, d), result in zip(wanted, workers.map(_label, jobs, chunksize=8)):
                cache.known[d] = result
        if wanted:
            cache.save()
        for p, d in zip(self.pages, digests):
            y, p.coverage = cache.known[d]
            p.labels = y.copy()
            if p.set not in STRICT_TITLES and p.truth.get('title'):
                title = letters(p.truth['title'])
                for b, text in enumerate(p.texts):
                    if letters(text) == title:
                        p.labels[b] = -1

    def _set_folds(self):
        origins = {}
        for p in self.pages:
            key = site(p.truth, p.set)
            if key is not None:
                p.fold = origins[p.set, p.id] = fold_of(key)
        for p in self.pages:
            if site(p.truth, p.set) is None:
                origin = p.truth['from_set'], p.truth['template']
                p.fold = origins.get(origin, fold_of(':'.join(origin)))

    def split(self, values):
        """Writes one value a block (or a page) to each set's share, in the pages' order."""
        for folder in self.folders:
            mine = [p for p in self.pages if p.set == folder.name]
            yield folder, values[mine[0].first:mine[-1].first + mine[-1].count] if mine else values[:0]
