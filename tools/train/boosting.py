"""Symmetric boosted trees (CatBoost grows them) and their form as tables."""
import json
import os
import tempfile

import catboost
import numpy as np

NEVER = 127  # kNever


def thin(weights, wanted, seed):
    """(rows, weights): about `wanted` rows, light ones kept by chance and weighed up."""
    rows = np.flatnonzero(weights > 0)
    w = weights[rows].astype(np.float64)
    low, high = 1e-9, float(w.max())
    for _ in range(40):
        middle = (low * high) ** .5
        if np.minimum(1, w / middle).sum() > wanted:
            low = middle
        else:
            high = middle
    chance = np.minimum(1, w / middle)
    kept = np.random.RandomState(seed).rand(len(rows)) < chance
    w = w[kept] / chance[kept]
    return rows[kept], (w * (len(w) / w.sum())).astype(np.float32)


def fit(rows, labels, weights, trees, depth=6, rate=.1, seed=0):
    model = catboost.CatBoostClassifier(
        loss_function='CrossEntropy', iterations=trees, depth=depth, learning_rate=rate, l2_leaf_reg=3, rsm=.4,
        border_count=64, bootstrap_type='Bernoulli', subsample=.7, leaf_estimation_iterations=1, boosting_type='Plain',
        random_seed=seed, thread_count=2, allow_writing_files=False, verbose=False)
    model.fit(catboost.Pool(rows, label=np.asarray(labels, np.float64), weight=weights))
    return model


def raw(model, rows):
    return model.predict(rows, prediction_type='RawFormulaVal', thread_count=2)


def predict(model, rows):
    return 1 / (1 + np.exp(-raw(model, rows)))


class Tables:
    """A model as score::TreeModel: columns (feature, first border, borders), borders, splits, leaves."""

    def __init__(self, model, features, depth):
        self.features, self.depth = features, depth
        self.columns, self.borders, self.splits, self.leaves = [], [], [], []
        self.scale, self.bias = 0., 0.
        if model is None:
            return
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, 'model.json')
            model.save_model(path, format='json')
            with open(path, encoding='utf-8') as f:
                grown = json.load(f)
        scale, bias = grown['scale_and_bias']
        self.bias = float(bias[0] if isinstance(bias, list) else bias)
        trees = grown['oblivious_trees']
        self._columns(trees)
        self._trees(trees, scale)

    def _columns(self, trees):
        used = {}
        for tree in trees:
            for split in tree['splits'] or []:
                used.setdefault(split['float_feature_index'], set()).add(np.float32(split['border']))
        self._place = {}
        for number, feature in enumerate(sorted(used)):
            borders = sorted(used[feature])
            assert len(borders) <= NEVER
            self.columns.append((feature, len(self.borders), len(borders)))
            self.borders += borders
            self._place.update({(feature, b): (number, i) for i, b in enumerate(borders)})

    def _trees(self, trees, scale):
        values = np.zeros((len(trees), 1 << self.depth))
        for t, tree in enumerate(trees):
            splits = [self._place[s['float_feature_index'], np.float32(s['border'])] for s in tree['splits'] or []]
            self.splits += splits + [(0, NEVER)] * (self.depth - len(splits))
            values[t, :len(tree['leaf_values'])] = np.array(tree['leaf_values']) * scale
        most = float(np.abs(values).max())
        self.scale = float(np.float32(most / 32767)) if most else 0.
        self.leaves = (np.round(values / self.scale) if most else values).clip(-32767, 32767).astype(np.int16).ravel()
        self.bias = float(np.float32(self.bias))

    def predict(self, rows):
        """As the library computes it (but for float rounding of the sigmoid)."""
        bins = np.stack([(rows[:, f, None] > np.array(self.borders[a:a + n], np.float32)).sum(1)
                         for f, a, n in self.columns], 1) if self.columns else np.zeros((len(rows), 0), int)
        sums = np.zeros(len(rows), np.int64)
        leaves = np.asarray(self.leaves).reshape(-1, 1 << self.depth)
        for t in range(len(leaves)):
            leaf = np.zeros(len(rows), int)
            for level, (column, border) in enumerate(self.splits[t * self.depth:(t + 1) * self.depth]):
                if border != NEVER:
                    leaf |= (bins[:, column] > border).astype(int) << level
            sums += leaves[t][leaf]
        return 1 / (1 + np.exp(-(self.bias + self.scale * sums)))

    @property
    def bytes(self):
        return 6 * len(self.columns) + 4 * len(self.borders) + 4 * len(self.splits) + 2 * len(self.leaves)
