"""Writes lib/score/model_tables.cpp: the same bytes for the same models."""
import numpy as np

from words import word_hash


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


def _model_arrays(name, t):
    return (_array('Column', name + 'Columns', ('{%d, %d, %d}' % c for c in t.columns)) +
            _array('float', name + 'Borders', map(number, t.borders)) +
            _array('Split', name + 'Splits', ('{%d, %d}' % s for s in t.splits)) +
            _array('std::int16_t', name + 'Leaves', map(str, map(int, t.leaves))))


def _model_value(name, t):
    parts = [name + p if items is not None and len(items) else '{}' for p, items in
             (('Columns', t.columns), ('Borders', t.borders), ('Splits', t.splits), ('Leaves', t.leaves))]
    return '{%s, %d, %d, %s, %s}' % (', '.join(parts), t.features, t.depth, number(t.scale), number(t.bias))


def write(path, names, first, second, types, hints, knots):
    """`names`: of all columns the library computes; `types`: seven Tables; `hints`: {hash: (near, far)}; `knots`: [(expected, observed)]."""
    out = ['// Written by tools/train/train; see docs/training.md.\n// clang-format off\n#include "score/model.h"\n\n'
           'namespace pith::score::tables {\nnamespace {\n\n']
    models = [('kFirst', first), ('kSecond', second)] + [('kType%d' % i, t) for i, t in enumerate(types)]
    out += [_model_arrays(name, t) for name, t in models]
    clip = lambda w: max(-32767, min(32767, w))
    out.append(_array('Hint', 'kHintTable', ('{%d, {%d, %d}}' % (h, clip(n), clip(f)) for h, (n, f) in sorted(hints.items()))))
    out.append(_array('Knot', 'kKnots', ('{%s, %s}' % (number(a), number(b)) for a, b in knots)))
    out.append('}  // namespace\n\n')
    out.append('const std::uint32_t kColumnsDigest = %dU;\n' % word_hash(''.join(n + '\n' for n in names)))
    out.append('const TreeModel kFirstPass = %s;\n' % _model_value('kFirst', first))
    out.append('const TreeModel kSecondPass = %s;\n' % _model_value('kSecond', second))
    out.append('const std::array<TreeModel, kPageTypes> kPageTypeModels = {{\n%s\n}};\n' % ',\n'.join(
        '    ' + _model_value('kType%d' % i, t) for i, t in enumerate(types)))
    out.append('const std::span<const Hint> kHints%s;\n' % ('(kHintTable)' if hints else ''))
    out.append('const std::span<const Knot> kConfidence%s;\n' % ('(kKnots)' if knots else ''))
    out.append('\n}  // namespace pith::score::tables\n')
    with open(path, 'w', encoding='utf-8', newline='\n') as f:
        f.write(''.join(out))
