"""The measures of docs/evaluation.md in plain Python, written apart from the program, to hold its figures to."""
import json
import unicodedata
from collections import Counter
from statistics import fmean

PAGE_TYPES = ('article', 'forum', 'product', 'collection', 'listing', 'documentation', 'service')
CJK = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x3040, 0x30FF), (0x20000, 0x2EBEF))


def split_tokens(text, cjk_alone):
    tokens, word = [], ''
    for char in (text or '').lower() + ' ':
        alone = cjk_alone and any(first <= ord(char) <= last for first, last in CJK)
        if not alone and (char.isalnum() or char == '_'):
            word += char
            continue
        if word:
            tokens.append(word)
        if alone:
            tokens.append(char)
        word = ''
    return tokens


def shared(a, b):
    left = Counter(b)
    count = 0
    for token in a:
        if left[token] > 0:
            left[token] -= 1
            count += 1
    return count


def overlap(predicted, reference):
    if not predicted and not reference:
        return {'p': 1, 'r': 1, 'f1': 1}
    hits = shared(predicted, reference)
    if not hits:
        return {'p': 0, 'r': 0, 'f1': 0}
    p, r = hits / len(predicted), hits / len(reference)
    return {'p': p, 'r': r, 'f1': 2 / (1 / p + 1 / r)}


def flat(text):
    return ' '.join((text or '').lower().split())


def only_letters(text):
    return ''.join(split_tokens(text, False))


def iso_day(text):
    digits = [[]]
    for char in (text or '').strip():
        if char.isdecimal() and len(digits[-1]) < (4 if len(digits) == 1 else 2):
            digits[-1].append(unicodedata.decimal(char))
        elif char in '-/.' or (char == '年' and len(digits) == 1) or (char == '月' and len(digits) == 2):
            digits.append([])
            if len(digits) > 3:
                break
        else:
            break
    if len(digits) < 3 or len(digits[0]) != 4 or not digits[1] or not digits[2]:
        return None
    year, month, day = (int(''.join(map(str, part))) for part in digits[:3])
    return f'{year:04}-{month:02}-{day:02}'


def name_keys(names):
    if isinstance(names, str):
        for mark in (';', '、', '，', ' and ', ' und ', ' et '):
            names = names.replace(mark, ',')
        names = names.split(',')
    keys = set()
    for name in names or []:
        words = split_tokens(name, False)
        keys |= {words[-1], ''.join(words)} if words else set()
    return keys


def runs(tokens, size):
    size = min(size, len(tokens))
    return set(zip(*(tokens[i:] for i in range(size)))) if size else set()


def farm_figures(truth, text):
    found, article = split_tokens(text, True), split_tokens(truth['text'], True)
    own = runs(article, 4)

    def there(string):
        tokens = split_tokens(string, True)
        wanted = runs(tokens, 4) - own
        have = runs(found, min(4, len(tokens)))
        return bool(wanted) and len(wanted & have) >= .6 * len(wanted)

    def share(flags):
        return sum(flags) / max(1, len(flags))

    def dice(a, b):
        return 2 * shared(a, b) / (len(a) + len(b)) if a and b else float(a == b)

    nav = [string for string in truth['nav'] if len(split_tokens(string, True)) > 4]
    figures = {
        'leak': share([there(entry) for entry in truth['farm']]),
        'part': share([any(there(line) for line in entry.split('\n')) for entry in truth['farm']]),
        'nav': share([there(string) for string in nav]),
        'recall': shared(found, article) / max(1, len(article)),
        'f1': max(dice(found, article), dice(found, split_tokens(truth['title'], True) + article)),
        'empty': not found,
    }
    figures['noleak'], figures['r98'] = figures['leak'] == 0, figures['recall'] >= .98
    figures['clean'] = figures['noleak'] and figures['r98']
    figures['strict'] = figures['part'] == 0 and figures['r98']
    return figures


def page_figures(truth, record, cjk_alone):
    text = record['text'] or ''
    out = {'id': truth['id'], 'type': truth.get('page_type'), 'n_pred': len(text)}
    if truth.get('text') is not None:
        out.update(overlap(split_tokens(text, cjk_alone), split_tokens(truth['text'], cjk_alone)))
    for key in ('with', 'without'):
        if 'with' in truth:
            out[key + '_found'] = sum(flat(snippet) in flat(text) for snippet in truth[key])
            out[key + '_of'] = len(truth[key])
    if truth.get('title'):
        wanted, got = only_letters(truth['title']), only_letters(record['title'])
        out['title'] = got != '' and (wanted in got or got in wanted)
    if truth.get('author'):
        out['author'] = not name_keys(truth['author']).isdisjoint(name_keys(record['authors'] or record['author']))
    if iso_day(truth.get('date')):
        out['date'] = iso_day(record['date']) == iso_day(truth['date'])
    if truth.get('farm') is not None:
        out['farm'] = farm_figures(truth, text)
    return out


def means(pages):
    return {'n': len(pages), **{key: fmean(float(page[key]) for page in pages) for key in pages[0]}}


def snippet_figures(pages):
    pages = [page for page in pages if 'with_of' in page]
    if not pages:
        return {}
    share = lambda page, key, empty: page[key + '_found'] / page[key + '_of'] if page[key + '_of'] else empty
    out = {'with': fmean(share(page, 'with', 1) for page in pages),
           'without': fmean(share(page, 'without', 0) for page in pages)}
    right, of = sum(page['with_found'] for page in pages), sum(page['with_of'] for page in pages)
    wrong = sum(page['without_found'] for page in pages)
    if right:
        p, r = right / (right + wrong), right / of
        out['segments'] = {'p': p, 'r': r, 'f1': 2 * p * r / (p + r)}
    return out


def farm_groups(truths, pages):
    farms = [(truth, page['farm']) for truth, page in zip(truths, pages) if 'farm' in page]
    if not farms:
        return {}
    out = {'all': means([figures for _, figures in farms])}
    for key in ('language', 'template', 'kind'):
        names = sorted({str(truth.get(key)) for truth, _ in farms})
        out[key] = {name: means([f for truth, f in farms if str(truth.get(key)) == name]) for name in names}
    return {'farm': out}


def set_figures(name, truths, records):
    pages = [page_figures(truth, records[truth['id']], not name.startswith('wcxb')) for truth in truths]
    out = {'set': name, 'pages': len(pages), 'empty': sum(page['n_pred'] == 0 for page in pages)}
    texts = [page for page in pages if 'f1' in page]
    out.update({key: fmean(page[key] for page in texts) for key in ('p', 'r', 'f1') if texts})
    out.update(snippet_figures(pages))
    out['fields'] = {}
    for field in ('title', 'author', 'date'):
        judged = [page[field] for page in pages if field in page]
        if judged:
            out['fields'][field] = {'accuracy': sum(judged) / len(judged), 'pages': len(judged)}
    out['types'] = {}
    for kind in PAGE_TYPES:
        typed = [page for page in texts if page['type'] == kind]
        if typed:
            out['types'][kind] = {'n': len(typed), **{key: fmean(p[key] for p in typed) for key in ('p', 'r', 'f1')}}
    out.update(farm_groups(truths, pages))
    return out


def read_lines(path):
    with open(path, encoding='utf-8') as lines:
        return [json.loads(line) for line in lines if line.strip()]
