"""Figures of an output against a labelled set: the formulas of the evaluation (docs/training.md)."""
from collections import Counter

import numpy as np

from words import folded, plain_words, tokens


def f1_of(predicted, reference):
    if not reference or not predicted:
        return float(not reference and not predicted)
    return 2 * sum((Counter(predicted) & Counter(reference)).values()) / (len(predicted) + len(reference))


def text_f1(set_name, text, truth):
    split = plain_words if set_name.startswith('wcxb') else tokens
    return f1_of(split(text), split(truth['text']))


def snippets(text, truth):
    """(wanted and there, wanted and missing, unwanted and there)"""
    text = folded(text)
    there = sum(folded(s) in text for s in truth['with'])
    return there, len(truth['with']) - there, sum(folded(s) in text for s in truth['without'])


def _grams(words, n=4):
    n = min(n, len(words))
    return {tuple(words[i:i + n]) for i in range(len(words) - n + 1)} if words else set()


def farm(text, truth):
    """(no entry leaked, share of the article's tokens that are there). An entry has leaked when 60 % of its 4-grams, less the
    article's own, are in the output."""
    out, article = tokens(text), tokens(truth['text'])
    own = _grams(article)
    there = {n: _grams(out, n) for n in (1, 2, 3, 4)}
    leaks = 0
    for entry in truth['farm']:
        words = tokens(entry)
        grams = _grams(words) - own
        leaks += bool(grams) and sum(g in there[min(4, len(words))] for g in grams) >= .6 * len(grams)
    return leaks == 0, sum((Counter(out) & Counter(article)).values()) / max(1, len(article))


def of_set(name, pages, texts):
    """Figures of a set as a dict; `texts` by page id."""
    out = {}
    scored = [(p, text_f1(name, texts[p.id], p.truth)) for p in pages if p.truth.get('text') is not None]
    if scored:
        out['f1'] = float(np.mean([f for p, f in scored]))
        kinds = {p.truth.get('page_type') for p, f in scored} - {None}
        out['types'] = {k: float(np.mean([f for p, f in scored if p.truth.get('page_type') == k])) for k in sorted(kinds)}
    hits = [snippets(texts[p.id], p.truth) for p in pages if p.truth.get('with') or p.truth.get('without')]
    if hits:
        tp, fn, fp = map(sum, zip(*hits))
        out['segments'] = 2 * tp / max(1, 2 * tp + fp + fn)
    farms = [farm(texts[p.id], p.truth) for p in pages if p.truth.get('farm') is not None]
    if farms:
        out['clean'] = float(np.mean([ok and r >= .98 for ok, r in farms]))
        out['no leak'] = float(np.mean([ok for ok, r in farms]))
        out['r98'] = float(np.mean([r >= .98 for ok, r in farms]))
    return out


def table(rows):
    """Markdown of {set: figures}."""
    cell = lambda d, k, percent=False: '' if k not in d else '%.1f %%' % (100 * d[k]) if percent else '%.4f' % d[k]
    lines = ['| set | pages | text F1 | segments F1 | clean | no leak | recall >= .98 |', '| --- | --- | --- | --- | --- | --- | --- |']
    for name, d in rows.items():
        lines.append('| %s | %d | %s | %s | %s | %s | %s |' % (
            name, d['pages'], cell(d, 'f1'), cell(d, 'segments'), cell(d, 'clean', True), cell(d, 'no leak', True), cell(d, 'r98', True)))
        if len(d.get('types', {})) > 1:
            lines += ['| - %s | | %.4f | | | | |' % kv for kv in d['types'].items()]
    return '\n'.join(lines)


# ---- the decision, in brief: for ablations, and for what confidence is calibrated on ----------------------------------------

def threshold(units, p):
    """The threshold with the best expected F1, held to [.25, .6]."""
    order = np.argsort(-p, kind='stable')
    kept, mass = np.cumsum(units[order]), np.cumsum(units[order] * p[order])
    best = int(np.argmax(2 * mass / (kept + mass[-1])))
    return min(max(float(p[order[best]]), .25), .6)


def keep(units, p):
    chosen = p >= threshold(units, p)
    return chosen if chosen.any() else p >= p.max()


def expected_f1(units, p):
    chosen = keep(units, p)
    return 2 * float((units * p)[chosen].sum()) / max(1e-9, float(units[chosen].sum() + (units * p).sum()))


def texts_of(pages, p):
    """Texts by id, by the decision in brief; `p` over all rows of the data."""
    out = {}
    for page in pages:
        mine = p[page.rows]
        kept = keep(page.units, mine) if page.count else []
        out[page.id] = '\n'.join(t for t, k in zip(page.texts, kept) if k)
    return out


def calibration_table(p, labels, weights):
    lines = ['| p from | blocks | mean p | mean label |', '| --- | --- | --- | --- |']
    for k in range(10):
        m = (p >= k / 10) & (p < (k + 1) / 10 if k < 9 else p <= 1) & (labels >= 0) & (weights > 0)
        if m.any():
            w = weights[m]
            lines.append('| %.1f | %d | %.3f | %.3f |' % (k / 10, m.sum(), (p[m] * w).sum() / w.sum(), (labels[m] * w).sum() / w.sum()))
    return '\n'.join(lines)
