"""Writes lib/score/model_tables.cpp: the same bytes for the same models."""
import numpy as np

from words import word_hash

MOST_BORDERS = 127  # of a column; as a split's border: never above (kNever)


def _wrapped(items, indent='    ', width=120):
    lines, line = [], indent
    for item in items:
        piece = item + ','
        if len(line) + len(piece) + 1 > width and line.strip():
            lines.append(line.rstrip())
            line = indent
        line += piece + ' '
    if line.strip():
        lines.append(line.rstrip())
    return '\n'.join(lines)


def number(value):
    """A float as a C++ literal that reads back as the same float."""
    text = np.format_float_scientific(np.float32(value), unique=True, trim='0', exp_digits=1) if value and not 1e-3 <= abs(value) < 1e6 \
        else np.format_float_positional(np.float32(value), unique=True, trim='0')
    return text + 'F'


def _array(kind, name, items):
    items = list(items)
    if not items:
        return ''
    return 'constexpr %s %s[] = {\n%s\n};\n\n' % (kind, name, _wrapped(items))


def _columns_and_borders(name, columns, borders):
    return (_array('Column', name + 'Columns', ('{%d, %d, %d}' % tuple(c) for c in columns)) +
            _array('float', name + 'Borders', map(number, borders)))


def _trees(name, splits, leaves):
    return (_array('Split', name + 'Splits', ('{%d, %d}' % tuple(s) for s in splits)) +
            _array('std::int16_t', name + 'Leaves', map(str, map(int, leaves))))


def _model_value(columns, borders, name, t):
    parts = [columns if t.columns else '{}', borders if t.columns else '{}'] + \
        [name + p if len(items) else '{}' for p, items in (('Splits', t.splits), ('Leaves', t.leaves))]
    return '{%s, %d, %d, %s, %s}' % (', '.join(parts), t.features, t.depth, number(t.scale), number(t.bias))


class Joined:
    """Two passes on one list of columns, so that the library bins each once: the borders of both together. What the second alone reads
    stands behind the first `shared` columns."""

    def __init__(self, first, second):
        self.columns, self.borders = [], []
        own = [self._borders_of(m) for m in (first, second)]
        apart = {f for f in own[0] if len(set(own[0][f] + own[1].get(f, []))) > MOST_BORDERS}
        place = [{}, {}]
        for feature in sorted(f for f in {*own[0], *own[1]} if f < first.features):
            passes = (0,) if feature in apart else (0, 1)
            self._add(feature, [(place[p], own[p].get(feature, [])) for p in passes])
        self.shared = len(self.columns)
        for feature in sorted(f for f in own[1] if f >= first.features or f in apart):
            self._add(feature, [(place[1], own[1][feature])])
        self.splits = [self._moved(m, place[p]) for p, m in enumerate((first, second))]

    @staticmethod
    def _borders_of(model):
        return {f: list(model.borders[a:a + n]) for f, a, n in model.columns}

    def _add(self, feature, passes):
        borders = sorted({b for _, some in passes for b in some})
        for place, some in passes:
            place.update({(feature, b): (len(self.columns), borders.index(b)) for b in some})
        self.columns.append((feature, len(self.borders), len(borders)))
        self.borders += borders

    @staticmethod
    def _moved(model, place):
        at = lambda column, border: (model.columns[column][0], model.borders[model.columns[column][1] + border])
        return [(0, MOST_BORDERS) if border == MOST_BORDERS else place[at(column, border)] for column, border in model.splits]


def write(path, names, first, second, types, hints):
    """`names`: of all columns the library computes; `types`: seven Tables; `hints`: {hash: (near, far)}."""
    out = ['// Written by tools/train/train; see docs/training.md.\n// clang-format off\n#include "score/model.h"\n\n'
           'namespace pith::score::tables {\nnamespace {\n\n']
    joined = Joined(first, second)
    out.append(_columns_and_borders('kPass', joined.columns, joined.borders))
    out += [_trees(name, splits, t.leaves) for name, splits, t in zip(('kFirst', 'kSecond'), joined.splits, (first, second))]
    for i, t in enumerate(types):
        out.append(_columns_and_borders('kType%d' % i, t.columns, t.borders) + _trees('kType%d' % i, t.splits, t.leaves))
    clip = lambda w: max(-32767, min(32767, w))
    out.append(_array('Hint', 'kHintTable', ('{%d, {%d, %d}}' % (h, clip(n), clip(f)) for h, (n, f) in sorted(hints.items()))))
    out.append('}  // namespace\n\n')
    out.append('const std::uint32_t kColumnsDigest = %dU;\n' % word_hash(''.join(n + '\n' for n in names)))
    out.append('const TreeModel kFirstPass = %s;\n' %
               _model_value('std::span(kPassColumns).first(%d)' % joined.shared, 'kPassBorders', 'kFirst', first))
    out.append('const TreeModel kSecondPass = %s;\n' % _model_value('kPassColumns', 'kPassBorders', 'kSecond', second))
    out.append('const std::array<TreeModel, kPageTypes> kPageTypeModels = {{\n%s\n}};\n' % ',\n'.join(
        '    ' + _model_value('kType%dColumns' % i, 'kType%dBorders' % i, 'kType%d' % i, t) for i, t in enumerate(types)))
    out.append('const std::span<const Hint> kHints%s;\n' % ('(kHintTable)' if hints else ''))
    out.append('\n}  // namespace pith::score::tables\n')
    with open(path, 'w', encoding='utf-8', newline='\n') as f:
        f.write(''.join(out))


def write_knots(path, tables):
    """`tables`: {name: [(expected, observed)]}"""
    out = ['// Written by tools/train/train; see docs/training.md.\n// clang-format off\n#include "score/model.h"\n\n'
           'namespace pith::score::tables {\nnamespace {\n\n']
    out += [_array('Knot', name, ('{%s, %s}' % (number(a), number(b)) for a, b in knots)) for name, knots in tables.items()]
    out.append('}  // namespace\n\n')
    out += ['const std::span<const Knot> %sKnots%s;\n' % (name, '(%s)' % name if knots else '') for name, knots in tables.items()]
    out.append('\n}  // namespace pith::score::tables\n')
    with open(path, 'w', encoding='utf-8', newline='\n') as f:
        f.write(''.join(out))
