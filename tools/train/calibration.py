"""Calibration: knots that turn raw scores into how often they are right, and how well that holds on pages that were not fitted on."""
import json
import os

import numpy as np
from sklearn.isotonic import IsotonicRegression

import figures
import stage_zero
from sets import ARTICLES, FOLDS, TYPES, fold_of, site

KNOTS = 13    # of each table, at most
LEAST = 50    # pages, to fit on
BINS = 10     # of a reliability table
FARMS = .25   # weight of a page with a link farm put in: its text is known to the letter, which real pages' is not


class Page:
    """What is measured of a page; `type` as labelled, `raw_type`: the likeliest one's probability, out of fold."""
    __slots__ = ('set', 'fold', 'count', 'type', 'taught', 'expected', 'f1', 'guess', 'raw_type')


class Typed:
    """As stage_zero.fit_types() reads pages."""

    def __init__(self, pages, rows, names):
        self.page_rows, self.page_names, self.pages = rows, names, [TypedPage(p) for p in pages]


class TypedPage:
    def __init__(self, page):
        self.type, self.count = page.taught, page.count


def _read_set(folder):
    counts = folder.array('blocks.u32', np.uint32)
    with open(os.path.join(folder.work, 'text.jsonl'), encoding='utf-8') as lines:
        outputs = [json.loads(line) for line in lines]
    pages = []
    for truth, count, output in zip(folder.truth, counts, outputs, strict=True):
        assert output['id'] == truth['id'], folder.name
        p = Page()
        p.set, p.count, p.fold = folder.name, int(count), fold_of(site(truth, folder.name) or truth['id'])
        p.type = truth.get('page_type') if truth.get('page_type') in TYPES else None
        p.taught = p.type or ('article' if folder.name in ARTICLES else None)
        has_text = p.count > 0 and truth.get('text')
        p.expected = output['expected'] if has_text else None
        p.f1 = figures.text_f1(folder.name, output['text'], truth) if has_text else None
        pages.append(p)
    return pages, folder.array('page.f32').reshape(len(pages), -1)


def _guess_types(pages, rows, names):
    """Out of fold: no page's type is told by models that saw its site."""
    data, folds = Typed(pages, rows, names), np.array([p.fold for p in pages])
    for k in range(FOLDS):
        models = stage_zero.fit_types(data, [n for n, p in enumerate(pages) if p.fold != k and p.taught])
        mine = np.flatnonzero(folds == k)
        for n, shares in zip(mine, stage_zero.type_columns(rows[mine], models)):
            pages[n].guess, pages[n].raw_type = TYPES[int(shares.argmax())], float(shares.max())


def read(folders):
    """Pages of the real sets; each folder's text.jsonl is what the library made of out-of-fold probabilities."""
    parts = [_read_set(f) for f in folders]
    pages, rows = [p for part, _ in parts for p in part], np.concatenate([r for _, r in parts])
    _guess_types(pages, rows, [c['name'] for c in folders[0].columns()['page']])
    return pages


class Curve:
    """Raw scores, what they are held to, and the fold and weight of each."""

    def __init__(self, raw, right, folds, weights):
        self.raw, self.right, self.folds, self.weights = map(np.array, (raw, right, folds, weights))

    def fit(self, outside=None):
        m = self.folds != outside
        curve = IsotonicRegression(y_min=0, y_max=1, out_of_bounds='clip').fit(self.raw[m], self.right[m], self.weights[m])
        grid = np.unique(np.round(np.quantile(self.raw[m], np.linspace(0, 1, KNOTS)), 3))
        return [(float(a), float(np.round(b, 3))) for a, b in zip(grid, curve.predict(grid))]

    def held_out(self):
        """Each score as knots fitted on the other folds give it."""
        out = np.zeros(len(self.raw))
        for k in range(FOLDS):
            mine = self.folds == k
            if mine.any():
                out[mine] = np.interp(self.raw[mine], *zip(*self.fit(k)))
        return out


def bins_of(scores, right, weights):
    """(lowest score of the bin, pages, mean score, mean of what it is held to, weight)"""
    number = np.minimum((scores * BINS).astype(int), BINS - 1)
    for k in range(BINS):
        m = number == k
        if m.any():
            mean = lambda x: float(np.average(x[m], weights=weights[m]))
            yield k / BINS, int(m.sum()), mean(scores), mean(right), float(weights[m].sum())


def expected_error(scores, right, weights):
    """The expected calibration error: the mean distance of score and truth over the bins, by weight."""
    bins = list(bins_of(scores, right, weights))
    return sum(w * abs(a - b) for _, _, a, b, w in bins) / sum(w for *_, w in bins)


def confidence_curve(pages):
    some = [p for p in pages if p.f1 is not None]
    return Curve([p.expected for p in some], [p.f1 for p in some], [p.fold for p in some],
                 [FARMS if p.set.startswith('farm') else 1. for p in some])


def type_curve(pages):
    some = [p for p in pages if p.type and p.count]
    return Curve([p.raw_type for p in some], [float(p.guess == p.type) for p in some], [p.fold for p in some], [1.] * len(some))


def reliability(name, what, curve):
    scores = curve.held_out()
    lines = ['%s: %d pages, expected calibration error %.3f (before calibration %.3f)\n' % (
        name, len(scores), expected_error(scores, curve.right, curve.weights),
        expected_error(curve.raw, curve.right, curve.weights)),
        '| %s from | pages | mean %s | %s | |' % (name, name, what), '| --- | --- | --- | --- | --- |']
    for low, count, score, right, _ in bins_of(scores, curve.right, curve.weights):
        lines.append('| %.1f | %d | %.3f | %.3f | %s |' % (low, count, score, right, '█' * round(20 * right)))
    return '\n'.join(lines)


def calibrate(folders):
    """({table: knots}, Markdown of how well they hold)"""
    pages = read(folders)
    curves = {'kConfidence': confidence_curve(pages), 'kTypeScore': type_curve(pages)}
    knots = {name: curve.fit() if len(curve.raw) >= LEAST else [] for name, curve in curves.items()}
    told = [reliability(name, what, curves[table]) for name, what, table in (
        ('confidence', 'text F1', 'kConfidence'), ('page_type_score', 'right', 'kTypeScore')) if knots[table]]
    return knots, '\n\n'.join(told)
