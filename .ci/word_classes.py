"""Makes ``stance/lexicon/word_classes.tsv`` from an archive: python .ci/word_classes.py ARCHIVE.jsonl.gz > TABLE.

What a word is shows in the other forms that news has of it: a common noun takes the article, an adjective takes it in
both genders, an imperfect stands in both genders, a perfect has its feminine and its imperfect.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter

from stance.text.folding import fold

RARE, SEEN = 15, 10
"""Occurrences from which on a word is listed, and those that its other form needs to count."""
ARTICLES_APART = 3
"""One article in so many is read: the classes of frequent words are settled long before the end."""


def main() -> None:
    """Print the table."""
    counts = count_words(sys.argv[1])
    sys.stdout.write("word\tclasses\n")
    for word in sorted(counts):
        if not word.startswith("ال") and counts[word] >= RARE and (classes := classes_of(word, counts)):
            sys.stdout.write(f"{word}\t{' '.join(classes)}\n")


def count_words(path: str) -> Counter[str]:
    """How often the archive has each folded Arabic word."""
    counts: Counter[str] = Counter()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % ARTICLES_APART == 0:
                article = json.loads(line)
                counts.update(re.findall("[ء-ي]+", fold(f"{article.get('title') or ''} {article['text']}")))
    return counts


def classes_of(word: str, counts: Counter[str]) -> list[str]:
    """The classes that the forms of `word` show."""
    classes = []
    definite = counts["ال" + word] + counts["وال" + word] + counts["بال" + word] + counts["لل" + word]
    if definite >= 2 * SEEN and definite >= 0.08 * counts[word]:
        classes.append("noun")
    masculine = word.removesuffix("ة")
    if min(counts["ال" + masculine], counts["ال" + masculine + "ة"]) >= SEEN:
        classes.append("adjective")
    if is_imperfect(word, counts):
        classes.append("imperfect")
    imperfect = "ي" + word.removeprefix("ا")
    feminine = counts[word + "ت"]
    twins = min(counts[imperfect], feminine) >= SEEN and feminine >= 0.03 * counts[word]
    if len(word) > 2 and word[-1] != "ا" and twins:
        classes.append("perfect")
    return classes


def is_imperfect(word: str, counts: Counter[str]) -> bool:
    """Whether a word has its twin with the other gender's prefix (يعلن، تعلن), or is its plural."""
    if word[0] not in "يت" or len(word) < 3:
        return False
    if word[0] == "ي" and word.endswith("ون"):
        return max(counts[word[:-2]], counts["ت" + word[1:-2]]) >= SEEN
    twin = counts[("ت" if word[0] == "ي" else "ي") + word[1:]]
    return twin >= SEEN and twin >= 0.03 * counts[word]


if __name__ == "__main__":
    main()
