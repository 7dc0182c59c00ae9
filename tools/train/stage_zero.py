"""Stage 0: learned weights of class and id words, and the page-type models. Both out of fold where they become columns."""
from collections import defaultdict

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

import boosting
from sets import FOLDS, TYPES, site
from words import word_hash

HINT_SCALE = 256       # kHintScale
LEAST_WEIGHT = .1      # smaller weights are left out of the table
LEAST_SITES = 8        # a word must stand on that many
NAMES = ['hint_near', 'hint_far'] + ['type_' + t for t in TYPES]
TYPE_TREES, TYPE_DEPTH, TYPE_RATE = 100, 4, .1


# ---- hints: word_hash -> (near, far) in 1/256 ---------------------------------------------------------------------------

def _marked(key):
    near, far = key
    return sorted({'n:' + w for w in near} | {'f:' + w for w in far})


def _vocabulary(pages):
    sites = defaultdict(set)
    for p in pages:
        where = site(p.truth, p.set) or p.truth['template']
        for word in {w for key in p.hint_words for w in _marked(key)}:
            sites[word].add(where)
    return {w: i for i, w in enumerate(sorted(w for w, s in sites.items() if len(s) >= LEAST_SITES))}


def _hint_rows(pages, vocabulary):
    """A row for each page's distinct pair of word sets, with the weight of its blocks for and against."""
    indices, ends, for_it, against = [], [0], [], []
    for p in pages:
        w = np.where(p.labels >= 0, p.weights, 0)
        yes = np.bincount(p.hint_of, w * np.maximum(p.labels, 0), len(p.hint_words))
        no = np.bincount(p.hint_of, w * (1 - np.maximum(p.labels, 0)), len(p.hint_words))
        for k, key in enumerate(p.hint_words):
            if yes[k] + no[k] < 1e-3:
                continue
            indices += [vocabulary[m] for m in _marked(key) if m in vocabulary]
            ends.append(len(indices))
            for_it.append(yes[k])
            against.append(no[k])
    matrix = sparse.csr_matrix((np.ones(len(indices), np.float32), np.array(indices, np.int32), np.array(ends)),
                               shape=(len(for_it), len(vocabulary)))
    return matrix, np.array(for_it), np.array(against)


def fit_hints(pages):
    vocabulary = _vocabulary(pages)
    if not vocabulary:
        return {}
    matrix, yes, no = _hint_rows(pages, vocabulary)
    rows = sparse.vstack([matrix[yes > 1e-4], matrix[no > 1e-4]])
    weights = np.r_[yes[yes > 1e-4], no[no > 1e-4]]
    target = np.r_[np.ones((yes > 1e-4).sum()), np.zeros((no > 1e-4).sum())]
    model = LogisticRegression(C=.3, max_iter=30, solver='liblinear', tol=5e-3, random_state=0)
    model.fit(rows, target, sample_weight=weights * (20000 / weights.sum()))
    table = defaultdict(lambda: [0, 0])
    for word, i in vocabulary.items():
        weight = float(model.coef_[0][i])
        if abs(weight) >= LEAST_WEIGHT:
            table[word_hash(word[2:])][word[0] == 'f'] += int(round(weight * HINT_SCALE))
    return {h: tuple(w) for h, w in table.items()}


def hint_columns(page, table):
    zero = (0, 0)
    sums = [(sum(table.get(word_hash(w), zero)[0] for w in near), sum(table.get(word_hash(w), zero)[1] for w in far))
            for near, far in page.hint_words]
    return np.array(sums, np.float32).reshape(-1, 2)[page.hint_of] / HINT_SCALE


# ---- page types ----------------------------------------------------------------------------------------------------------

def _without_address(data, rows):
    """The rows as they are for pages of no known address: as the library fills them."""
    rows = rows.copy()
    first = data.page_names.index('u_depth')
    rows[:, first], rows[:, first + 1:] = -1, 0
    return rows


def fit_types(data, numbers):
    """One model a type against the rest, or None where the pages hold no such type. Each page is seen twice, with its address
    and without: no address is no sign of a type."""
    numbers = [n for n in numbers if data.pages[n].type and data.pages[n].count]
    types = np.array([TYPES.index(data.pages[n].type) for n in numbers])
    rows = data.page_rows[numbers]
    rows, types = np.vstack([rows, _without_address(data, rows)]), np.r_[types, types]
    counts = np.maximum(np.bincount(types, minlength=len(TYPES)), 1)
    weights = ((len(types) / len(TYPES)) / counts)[types] ** .5
    return [boosting.fit(rows, (types == t).astype(np.float32), weights, trees=TYPE_TREES, depth=TYPE_DEPTH,
                         rate=TYPE_RATE, seed=t) if (types == t).any() else None for t in range(len(TYPES))]


def type_columns(rows, models):
    """As score::page_types(): the seven probabilities over their sum."""
    raw = np.stack([np.full(len(rows), .5) if m is None else boosting.predict(m, rows) for m in models], 1)
    return (raw / raw.sum(1, keepdims=True)).astype(np.float32)


# ---- both ----------------------------------------------------------------------------------------------------------------

class StageZero:
    """`columns`: out-of-fold, a row a block. `hints`, `types`: fitted on everything, for the tables."""

    def __init__(self, data, generated):
        """`generated`: names of sets whose class names are made up; they teach no words and no types."""
        self.types_of_pages = np.zeros((len(data.pages), len(TYPES)), np.float32)
        self.columns = np.zeros((data.total, len(NAMES)), np.float32)
        real = [p.number for p in data.pages if p.usable and p.set not in generated]
        for k in range(FOLDS):
            self._fill(data, k, [n for n in real if data.pages[n].fold != k])
        self.hints = fit_hints([data.pages[n] for n in real])
        self.types = fit_types(data, real)

    def _fill(self, data, k, training):
        hints = fit_hints([data.pages[n] for n in training])
        mine = np.flatnonzero(data.page_folds == k)
        if not len(mine):
            return
        self.types_of_pages[mine] = type_columns(data.page_rows[mine], fit_types(data, training))
        for n in mine:
            p = data.pages[n]
            if p.count:
                self.columns[p.rows, :2] = hint_columns(p, hints)
                self.columns[p.rows, 2:] = self.types_of_pages[n]
