"""The training from end to end; tools/train/train starts it."""
import argparse
import fcntl
import json
import os
import sys
import time

import numpy as np

import boosting
import calibration
import farms
import figures
import stage_zero
import tables
from sets import FOLDS, TYPES, Data, SetFolder

_START = time.time()


def say(*words):
    print('%5.0f s ' % (time.time() - _START), *words, flush=True)


class Sizes:
    """How much of everything; `quick` for trials."""

    def __init__(self, quick):
        self.keep = .12 if quick else 1.
        self.rows = 40_000 if quick else 300_000
        self.first_trees = 80 if quick else 700
        self.second_trees = 60 if quick else 600
        self.farms = (60, 40) if quick else (700, 900)


class Columns:
    """Rows of a pass: parts side by side, gathered where they are needed. A stage-0 column takes the place of the blocks' column
    of the same name, if there is one."""

    def __init__(self, data, stage_zero_columns, second=None):
        self.data, self.extra, self.second = data, [], second
        for i, name in enumerate(stage_zero.NAMES):
            if name in data.names:
                data.rows[:, data.names.index(name)] = stage_zero_columns[:, i]
            else:
                self.extra.append(i)
        self.zero = stage_zero_columns
        self.names = data.names + [stage_zero.NAMES[i] for i in self.extra]
        self.groups = data.groups + ['stage 0'] * len(self.extra)
        if second is not None:
            self.names = self.names + data.second_names
            self.groups = self.groups + ['second'] * len(data.second_names)

    def gather(self, rows):
        parts = [self.data.rows[rows], self.zero[rows][:, self.extra]]
        if self.second is not None:
            parts.append(self.second[rows])
        return np.hstack(parts)

    def predict(self, model, rows, step=100_000):
        parts = [boosting.predict(model, self.gather(rows[a:a + step])) for a in range(0, len(rows), step)]
        return np.concatenate(parts) if parts else np.zeros(0)


def fit_pass(columns, rows_wanted, trees, seed, outside=None, only=None):
    """A model on all folds, or on those outside one; `only`: the columns that it may use."""
    data = columns.data
    weights = data.weights if outside is None else np.where(data.folds != outside, data.weights, 0)
    rows, w = boosting.thin(weights, rows_wanted, seed)
    x = columns.gather(rows)
    return boosting.fit(x if only is None else x[:, only], data.labels[rows], w, trees, seed=seed)


def out_of_fold(columns, rows_wanted, trees, seed, what):
    p = np.zeros(columns.data.total, np.float32)
    for k in range(FOLDS):
        rows = np.flatnonzero(columns.data.folds == k)
        if len(rows):
            model = fit_pass(columns, rows_wanted, trees, seed, outside=k)
            p[rows] = columns.predict(model, rows)
        say(what, 'fold', k)
    return p


def combined(p1, p2):
    """The mean of the two passes' log odds, as score::judge() takes it: two judges err less than the second alone."""
    odds = [np.log(p / (1 - p)) for p in (np.clip(q.astype(np.float64), 1e-7, 1 - 1e-7) for q in (p1, p2))]
    return (1 / (1 + np.exp(-(odds[0] + odds[1]) / 2))).astype(np.float32)


def second_rows(data, p, program):
    """The second pass's own columns, by the library, from the first pass's probabilities."""
    out = np.empty((data.total, len(data.second_names)), np.float32)
    at = 0
    for folder, mine in data.split(p):
        mine.astype(np.float32).tofile(os.path.join(folder.work, 'p1.f32'))
        folder.dump(program, 'second')
        part = folder.array('second.f32').reshape(-1, len(data.second_names))
        assert len(part) == len(mine), folder.name
        out[at:at + len(part)] = part
        at += len(part)
    return out


def library_texts(data, p, types, program):
    """{set: {id: text}}: what the library's decision makes of the probabilities."""
    out = {}
    for folder, mine in data.split(p):
        mine.astype(np.float32).tofile(os.path.join(folder.work, 'p2.f32'))
        numbers = [q.number for q in data.pages if q.set == folder.name]
        types[numbers].argmax(1).astype(np.uint8).tofile(os.path.join(folder.work, 'types.u8'))
        folder.dump(program, 'text')
        with open(os.path.join(folder.work, 'text.jsonl'), encoding='utf-8') as f:
            out[folder.name] = {d['id']: d['text'] for d in map(json.loads, f)}
    return out


def all_figures(data, texts):
    out = {}
    for folder in data.folders:
        pages = [p for p in data.pages if p.set == folder.name]
        out[folder.name] = dict(figures.of_set(folder.name, pages, texts[folder.name]), pages=len(pages))
    return out


def brief_texts(data, p):
    return {f.name: figures.texts_of([q for q in data.pages if q.set == f.name], p) for f in data.folders}


def type_accuracy(data, zero):
    right = [(p.type, TYPES[int(zero.types_of_pages[p.number].argmax())]) for p in data.pages if p.truth.get('page_type') in TYPES and p.count
             and not p.truth.get('from_set')]
    lines = ['| type | pages | recall |', '| --- | --- | --- |']
    for t in TYPES:
        mine = [b for a, b in right if a == t]
        if mine:
            lines.append('| %s | %d | %.3f |' % (t, len(mine), np.mean([b == t for b in mine])))
    return '\n'.join(lines) + '\n| all | %d | %.3f |' % (len(right), np.mean([a == b for a, b in right]) if right else 0)


def importance(model, names, most=40):
    gains = model.get_feature_importance()
    order = np.argsort(-gains)[:most]
    return ', '.join('%s %.2f' % (names[i], gains[i]) for i in order)


def ablation(columns, sizes):
    """First pass with one group of columns left out: 120 trees, two folds of three, the decision in brief."""
    data = columns.data
    pages = [p for p in data.pages if p.fold < 2]
    folders = [f for f in data.folders if not f.name.startswith('farms-')]
    print('| without | columns |', ' | '.join(f.name for f in folders), '|\n|' + ' --- |' * (len(folders) + 2))
    for group in ['nothing'] + sorted(set(columns.groups)):
        only = [i for i, g in enumerate(columns.groups) if g != group]
        p = np.zeros(data.total, np.float32)
        for k in (0, 1):
            model = fit_pass(columns, min(sizes.rows, 70_000), 120, 7, outside=k, only=only)
            rows = np.flatnonzero(data.folds == k)
            for a in range(0, len(rows), 100_000):
                p[rows[a:a + 100_000]] = boosting.predict(model, columns.gather(rows[a:a + 100_000])[:, only])
        cells = []
        for f in folders:
            mine = [q for q in pages if q.set == f.name]
            d = figures.of_set(f.name, mine, figures.texts_of(mine, p))
            key = next((k for k in ('clean', 'f1', 'segments') if k in d), None)
            cells.append('%.4f' % d[key] if key else '')
        print('|', group, '|', len(only), '|', ' | '.join(cells), '|', flush=True)


def read_sets(args, sizes):
    paths = sorted(args.sets, key=lambda path: os.path.basename(os.path.normpath(path)))  # the order given does not matter
    folders = [SetFolder(path, args.work, sizes.keep) for path in paths]
    generated = []
    if not args.no_farms:
        say('generating farms')
        paths = farms.generate([(f.name, f.path) for f in folders], args.work, *sizes.farms)
        generated = [SetFolder(path, args.work) for path in paths]
    for folder in folders + generated:
        folder.dump(args.dump, 'features')
        say('features of', folder.name, len(folder.truth), 'pages')
    data = Data(folders + generated, os.path.join(args.work, 'labels.pickle'))
    say('labelled', len(data.pages), 'pages', data.total, 'blocks,', sum(p.usable for p in data.pages), 'usable')
    return data, {f.name for f in generated}


def write_calibration(args, folders):
    knots, told = calibration.calibrate(folders)
    tables.write_knots(args.calibration, knots)
    print('\n' + told + '\n')
    say('wrote', args.calibration)


def calibrate(args):
    """From the files that the last training left."""
    folders = [SetFolder(path, args.work) for path in args.sets]
    for folder in folders:
        folder.dump(args.dump, 'text')
        say('texts of', folder.name)
    write_calibration(args, folders)


def train(args, sizes):
    data, generated = read_sets(args, sizes)
    zero = stage_zero.StageZero(data, generated)
    say('stage 0:', len(zero.hints), 'words')
    print(type_accuracy(data, zero))
    columns = Columns(data, zero.columns)
    if args.ablation:
        return ablation(columns, sizes)
    p1 = out_of_fold(columns, sizes.rows, sizes.first_trees, 1, 'first pass')
    print('\nFirst pass, out of fold, decision in brief\n\n' + figures.table(all_figures(data, brief_texts(data, p1))))
    first = fit_pass(columns, sizes.rows, sizes.first_trees, 1)
    both = Columns(data, zero.columns, second_rows(data, p1, args.dump))
    say('second pass columns')
    p2 = out_of_fold(both, sizes.rows, sizes.second_trees, 2, 'second pass')
    print('\nSecond pass, out of fold, decision in brief\n\n' + figures.table(all_figures(data, brief_texts(data, p2))))
    p = combined(p1, p2)
    texts = library_texts(data, p, zero.types_of_pages, args.dump)
    print('\nBoth passes, out of fold, the library\'s decision\n\n' + figures.table(all_figures(data, texts)))
    print('\nProbabilities of both passes\n\n' + figures.calibration_table(p, data.labels, data.weights))
    second = fit_pass(both, sizes.rows, sizes.second_trees, 2)
    write_calibration(args, [f for f in data.folders if f.name not in generated])
    print('\nFirst pass:', importance(first, columns.names), '\n\nSecond pass:', importance(second, both.names))
    names = data.names + data.second_names + data.page_names
    report(args.out, names, [boosting.Tables(first, len(columns.names), 6), boosting.Tables(second, len(both.names), 6)],
           [boosting.Tables(m, len(data.page_names), stage_zero.TYPE_DEPTH) for m in zero.types], zero.hints)


def report(path, names, passes, types, hints):
    size = sum(t.bytes for t in passes + types) + 8 * len(hints)
    tables.write(path, names, *passes, types, hints)
    say('wrote', path, '%d bytes of tables' % size)


def main(argv, root, description):
    a = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument('--sets', nargs='+', required=True)
    a.add_argument('--out', default=os.path.join(root, 'lib/score/model_tables.cpp'))
    a.add_argument('--calibration', default=os.path.join(root, 'lib/score/calibration_tables.cpp'), help='where the knots go')
    a.add_argument('--calibrate', action='store_true', help='only the knots, from the last training\'s work files')
    a.add_argument('--quick', action='store_true', help='a tenth of the pages, few trees')
    a.add_argument('--ablation', action='store_true', help='first pass without each group of columns; writes no tables')
    a.add_argument('--no-farms', action='store_true', help='without generated pages')
    a.add_argument('--dump', default=os.path.join(root, 'build/release/bin/pith_dump'), help='the pith_dump program')
    a.add_argument('--work', help='folder for work files')
    args = a.parse_args(argv)
    args.work = os.path.abspath(args.work or os.path.join(root, 'build/training-quick' if args.quick else 'build/training'))
    os.makedirs(args.work, exist_ok=True)
    with open(os.path.join(args.work, 'lock'), 'w') as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            sys.exit('another training works in %s; name another folder with --work' % args.work)
        calibrate(args) if args.calibrate else train(args, Sizes(args.quick))
