"""Tokens, and the hash of class and id words as the library computes it."""
import re

_CJK = '\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3040-\u30ff\U00020000-\U0002ebef'
_MIXED = re.compile('[%s]|[^\\W%s]+' % (_CJK, _CJK))
_WORD = re.compile(r'\w+')


def tokens(text):
    """Single CJK characters and runs of letters and digits, lower case."""
    return _MIXED.findall((text or '').lower())


def plain_words(text):
    return _WORD.findall((text or '').lower())


def letters(text):
    return ''.join(plain_words(text))


def folded(text):
    """White space and case folded: how snippets are compared."""
    return ' '.join((text or '').lower().split())


def word_hash(word):
    """FNV-1a, 32 bits (blocks::word_hash)."""
    value = 2166136261
    for byte in word.encode():
        value = (value ^ byte) * 16777619 & 0xffffffff
    return value
