#!/usr/bin/env python3
"""Checks a Tallystick evidence bundle offline, in the nine steps of LEDGER.md section 9.

    python3 verify.py BUNDLE [--pin VKEY]... [--regtest] [--json]

Python 3.8 or newer and nothing else: no package, no network, no file but the bundle. It was written from
LEDGER.md ("tallystick/ledger/1") without looking at the other verifier, so that a mistake in one shows in the other.

How to read it: parts A to F are the formats (bytes, JSON, signatures, trees, containers, Bitcoin); parts 1 to 9 are
the nine checks, each a function with the same name as in the report; part 10 is the report. "S" with a number is
a section of LEDGER.md. `Refused` means that the bundle is not as LEDGER.md says; it is never a fault of this program.
A check that lets a `Refused` out is false, and says why in its words.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import re
import struct
import sys
import zlib
from array import array
from bisect import bisect_left
from datetime import datetime, timedelta

USAGE = """usage: python3 verify.py BUNDLE [--pin VKEY]... [--regtest] [--json]
  BUNDLE       the evidence bundle: a .zip, or its single-file .json variant
  --pin VKEY   a verifier key that you have from elsewhere; it replaces what the bundle claims for its name; repeatable
  --regtest    accept block headers without real proof of work; for tests only
  --json       print the report as JSON
exit: 0 all proven, 1 something is false, 2 something could not be decided, 64 wrong usage"""

EXIT_PROVEN, EXIT_FALSE, EXIT_UNDECIDED, EXIT_USAGE = 0, 1, 2, 64

MAX_SAFE = 2**53 - 1  # S1: the biggest integer that every JSON reader keeps exact
MAX_RECORD = 65_535  # S1: an entry bundle has 16-bit lengths
MAX_LEVELS = 64  # S1: levels of nesting; more would also exhaust the stack of a reader
MAX_FILES, MAX_FILE_BYTES, MAX_BUNDLE_BYTES, MAX_NAME = 20_000, 256 * 2**20, 512 * 2**20, 200  # S8
MAX_KEYS = 16  # S8: vkeys of one list in keys.json, and signatures of an envelope
MAX_SIGNATURE_LINES = 100  # S3: the notes we know have two; each line of a known key costs a signature check
MAX_WRONG_LINES = 1000  # of a jsonl file, before the rest is left unread: 256 MiB of newlines are as many lines
CHUNK = 2**16  # bytes that are read at a time


class Refused(Exception):
    """Something in the bundle is not as LEDGER.md says; the text says what."""


def demand(true, text):
    if not true:
        raise Refused(text)


def part(name, action, *arguments):
    """action(*arguments); its refusal then names the part of the bundle that it is about."""
    try:
        return action(*arguments)
    except Refused as why:
        raise Refused('%s: %s' % (name, why))


# ---------------------------------------------------------------------------------------------------------------------
# A. Bytes and text


def sha256(data):
    return hashlib.sha256(data).digest()


def hmac_sha256(key, message):
    return hmac.new(key, message, hashlib.sha256).digest()


def to_text(raw):
    try:
        return raw.decode('utf-8')
    except UnicodeDecodeError:
        raise Refused('not UTF-8')


def to_bytes(text):
    try:
        return text.encode('utf-8')
    except UnicodeEncodeError:
        raise Refused('a lone surrogate')


def from_b64(text, length=None):
    """Standard base64 with padding (top of LEDGER.md). Decoding leniently would give one value many spellings, so the
    text must be exactly what encoding the result gives back."""
    try:
        data = base64.b64decode(text.encode('ascii'), validate=True)
    except ValueError:  # of which binascii.Error and UnicodeEncodeError are kinds
        raise Refused('not base64')
    demand(base64.b64encode(data).decode() == text, 'not the only base64 of its bytes')
    demand(length in (None, len(data)), '%d bytes where %s belong' % (len(data), length))
    return data


DECIMAL = re.compile(r'0|[1-9][0-9]{0,15}')  # without leading zeros; 16 digits hold MAX_SAFE


def from_decimal(text):
    """A non-negative integer as these formats write it."""
    demand(DECIMAL.fullmatch(text) and int(text) <= MAX_SAFE, '%r is not a number as it must be' % text[:20])
    return int(text)


# Tests of JSON values. By `type`, not `isinstance`: to Python, true is an integer too.


def is_a(kind):
    return lambda value: type(value) is kind


def is_exactly(wanted):
    return lambda value: type(value) is type(wanted) and value == wanted


def matches(pattern):
    whole = re.compile(pattern, re.ASCII).fullmatch
    return lambda value: type(value) is str and whole(value)


is_text, is_list, is_object, is_flag = is_a(str), is_a(list), is_a(dict), is_a(bool)
is_digest = matches(r'[0-9a-f]{64}')


def is_count(value):
    return type(value) is int and value >= 0


def is_ascending(values):
    return all(one < next_one for one, next_one in zip(values, values[1:]))


DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
TIME = re.compile(r'(\d{4})-(0[1-9]|1[0-2])-(\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z', re.ASCII)


def is_time(value):
    """S1: YYYY-MM-DDTHH:MM:SS.sssZ, a day that the calendar has, no leap second. Such texts sort as the times do."""
    match = TIME.fullmatch(value) if is_text(value) else None
    if match is None:
        return False
    year, month, day = int(match[1]), int(match[2]), int(match[3])
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 1 <= day <= DAYS[month - 1] + leap


# ---------------------------------------------------------------------------------------------------------------------
# B. JSON and its canonical form, RFC 8785 (JCS)


def utf16(text):
    """The order of JCS is by UTF-16 code units, which is not Python's order once a character is above U+FFFF."""
    return text.encode('utf-16-be', 'surrogatepass')


def _no_duplicates(pairs):
    value = dict(pairs)
    demand(len(value) == len(pairs), 'a member stands twice in one object')
    return value


def _integer(text):
    """Integers stay exact within MAX_SAFE; beyond it a JSON number is a double, as JCS says."""
    exact = len(text) <= 17 and -MAX_SAFE <= int(text) <= MAX_SAFE
    return int(text) if exact else _double(text)


def _double(text):
    value = float(text)
    demand(abs(value) != float('inf'), 'a number that is too big')
    return value


def _not_json(text):
    raise Refused('%s is not JSON' % text)  # Python's reader would take NaN and Infinity


_reader = json.JSONDecoder(
    object_pairs_hook=_no_duplicates, parse_int=_integer, parse_float=_double, parse_constant=_not_json
)
_quote = json.encoder.encode_basestring  # written in C; escapes what JCS escapes, and nothing else


def es6_number(value):
    """A double as ECMAScript writes it (RFC 8785 section 3.2.2.3). Python finds the same shortest digits and differs in
    where it puts the point."""
    if value == 0:
        return '0'
    mantissa, _, power = repr(abs(value)).partition('e')
    whole, _, fraction = mantissa.partition('.')
    all_digits = whole + fraction
    digits = all_digits.lstrip('0')
    point = len(whole) + int(power or 0) - (len(all_digits) - len(digits))  # value = 0.digits * 10^point
    digits = digits.rstrip('0')
    if len(digits) <= point <= 21:
        text = digits + '0' * (point - len(digits))
    elif 0 < point <= 21:
        text = digits[:point] + '.' + digits[point:]
    elif -6 < point <= 0:
        text = '0.' + '0' * -point + digits
    else:
        text = digits[0] + ('.' + digits[1:] if len(digits) > 1 else '') + 'e%+d' % (point - 1)
    return '-' + text if value < 0 else text


def canonical(value):
    """RFC 8785: members sorted by UTF-16, no blanks, one spelling of every string and number."""
    kind = type(value)
    if kind is str:
        return _quote(value)
    if kind is dict:
        names = sorted(value) if all(map(str.isascii, value)) else sorted(value, key=utf16)  # ASCII sorts alike in both
        return '{' + ','.join([_quote(name) + ':' + canonical(value[name]) for name in names]) + '}'
    if kind is list:
        return '[' + ','.join([canonical(item) for item in value]) + ']'
    if kind is float:
        return es6_number(value)
    return {None: 'null', True: 'true', False: 'false'}[value] if kind is not int else str(value)


def levels(value):
    """How deep objects and arrays are nested; a plain value has none. Goes level by level, so it needs no stack."""
    depth, here = 0, [value]
    while True:
        here = [item for item in here if type(item) in (dict, list)]
        if not here:
            return depth
        depth += 1
        here = [item for box in here for item in (box.values() if type(box) is dict else box)]


def parse_json(raw):
    """Bytes to a value: UTF-8, no byte order mark, no duplicate members, nothing after the value."""
    try:
        return _reader.decode(to_text(raw))
    except RecursionError:
        raise Refused('nested too deep')
    except ValueError as error:
        raise Refused('not JSON: %s' % error)


def read_jcs(raw):
    """Bytes that must be the canonical form of what they say: JCS(parse(bytes)) == bytes."""
    value = parse_json(raw)
    # Brackets in strings only make this count too high, never too low: most values need no walk.
    flat = raw.count(b'{') + raw.count(b'[') <= MAX_LEVELS
    demand(flat or levels(value) <= MAX_LEVELS, 'nested too deep')
    demand(to_bytes(canonical(value)) == raw, 'not in canonical form')
    return value


def members(value, required, optional={}):
    """An object with these members and no others, each as its test wants it; `value` comes back for reading."""
    demand(type(value) is dict, 'not an object')
    missing = required.keys() - value.keys()
    demand(not missing, '%s is missing' % ', '.join(sorted(missing)))
    for name, member in value.items():
        test = required.get(name) or optional.get(name)
        if test is None:
            raise Refused('%s has no place here' % name[:40])
        if not test(member):
            raise Refused('%s is not as it must be' % name)
    return value


# ---------------------------------------------------------------------------------------------------------------------
# C. Signatures: Ed25519 (RFC 8032), verifier keys, signed notes (C2SP), DSSE

P = 2**255 - 19  # the field
L = 2**252 + 27742317777372353535851937790883648493  # the order of the base point
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_1 = pow(2, (P - 1) // 4, P)
IDENTITY = (0, 1, 1, 0)  # points are (X, Y, Z, T) with x = X/Z, y = Y/Z, x*y = T/Z (RFC 8032 section 5.1.4)


def point_add(p, q):
    """Holds for every two points, a point and itself too."""
    a = (p[1] - p[0]) * (q[1] - q[0]) % P
    b = (p[1] + p[0]) * (q[1] + q[0]) % P
    c = 2 * p[3] * q[3] * D % P
    d = 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def point_encode(p):
    inverse = pow(p[2], P - 2, P)
    x, y = p[0] * inverse % P, p[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, 'little')


def point_decode(data):
    """The point of 32 bytes, or None: not on the curve, or not the one spelling of its point."""
    y = int.from_bytes(data, 'little')
    sign, y = y >> 255, y & (2**255 - 1)
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * ROOT_OF_MINUS_1 % P
    if y >= P or x * x % P != square or (x == 0 and sign):
        return None
    x = x if x & 1 == sign else P - x
    return (x, y, 1, x * y % P)


BASE = point_decode((4 * pow(5, P - 2, P) % P).to_bytes(32, 'little'))


def is_refused_key(public_key):
    """S3: under a point of low order one signature fits many messages, and a second spelling of a key (y >= p) would be
    a second name for it. Bytes that are no point at all need no rule: nothing verifies under them."""
    y = int.from_bytes(public_key, 'little') & (2**255 - 1)
    point = point_decode(y.to_bytes(32, 'little'))  # the sign of x does not change the order
    if y >= P or point is None:
        return y >= P
    for _ in range(3):
        point = point_add(point, point)
    return point[0] == 0 and point[1] == point[2]


def ed25519_verify(public_key, message, signature):
    """True when the signature is good: RFC 8032 section 5.1.7 without the cofactor, as OpenSSL, Go and browsers do it.
    R is compared as bytes, so only its one spelling passes; S must be below the group order."""
    if len(public_key) != 32 or len(signature) != 64:
        return False
    point = None if is_refused_key(public_key) else point_decode(public_key)
    s = int.from_bytes(signature[32:], 'little')
    if point is None or s >= L:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public_key + message).digest(), 'little') % L
    minus = (-point[0] % P, point[1], 1, -point[3] % P)
    both = point_add(BASE, minus)
    total = IDENTITY
    for bit in range(max(s.bit_length(), k.bit_length()) - 1, -1, -1):  # s*B - k*A, both scalars at once
        total = point_add(total, total)
        step = (s >> bit & 1) | (k >> bit & 1) << 1
        if step:
            total = point_add(total, (None, BASE, minus, both)[step])
    return point_encode(total) == signature[:32]


ED25519, COSIGNATURE = 0x01, 0x04  # signature types of C2SP signed-note
KEY_NAME = re.compile(r'[^\s+]+')  # no blank of any alphabet, no "+"
VKEY = re.compile(r'([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)')


class Key:
    """S3: `<name>+<8 hex key id>+<b64(type || public key)>`."""

    def __init__(self, vkey):
        match = VKEY.fullmatch(vkey) if is_text(vkey) else None
        demand(match, 'not a verifier key')
        typed = from_b64(match[3], 33)
        self.name, self.type, self.public = match[1], typed[0], typed[1:]
        demand(self.type in (ED25519, COSIGNATURE), 'a verifier key of an unknown type')
        self.id = sha256(self.name.encode() + b'\n' + typed)[:4]
        demand(self.id.hex() == match[2], 'a verifier key whose id is not that of its key')
        demand(not is_refused_key(self.public), 'a public key of low order or in a second spelling')

    def verify(self, message, signature):
        return ed25519_verify(self.public, message, signature)


class KnownKeys:
    """The keys that keys.json claims and those that the auditor pinned. A pinned key replaces the claimed keys of its
    name (S9): what the exporter says about a name counts only while the auditor says nothing."""

    def __init__(self, claimed, pinned):
        self.pinned_names = {key.name for key in pinned}
        self.keys = list(pinned) + [key for key in claimed if key.name not in self.pinned_names]

    def of(self, kind, name=None):
        return [key for key in self.keys if key.type == kind and name in (None, key.name)]


SIGNATURE_LINE = re.compile('\u2014 ([^\\s+]+) ([A-Za-z0-9+/=]+)')


class Note:
    """C2SP signed-note: text, blank line, signature lines. The last blank line separates; the signed bytes are the text
    with its last newline."""

    def __init__(self, raw):
        whole = to_text(raw)
        demand(all(char >= ' ' or char == '\n' for char in whole), 'a control character')
        cut = whole.rfind('\n\n')
        demand(cut >= 1, 'no blank line before the signatures')
        self.text = whole[: cut + 1].encode()
        self.lines = signature_lines(whole[cut + 2 :])


def signature_lines(text):
    """`— <name> <b64(key id || signature)>\\n`, one or more; gives [(name, key id, signature)]."""
    *lines, rest = text.split('\n')
    demand(lines and not rest, 'a signature line without an end')
    demand(len(lines) <= MAX_SIGNATURE_LINES, 'more than %d signature lines' % MAX_SIGNATURE_LINES)
    found = []
    for line in lines:
        match = SIGNATURE_LINE.fullmatch(line)
        demand(match, 'not a signature line')
        data = from_b64(match[2])
        demand(len(data) >= 5, 'a signature line without a signature')
        found.append((match[1], data[:4], data[4:]))
    return found


def cosignature_time(key, text, signature):
    """C2SP cosignature/v1: 8 bytes of time, then Ed25519 over it and the text. Gives the Unix time, or None."""
    time = int.from_bytes(signature[:8], 'big')
    good = key.verify(b'cosignature/v1\ntime %d\n' % time + text, signature[8:])
    return time if good else None


def check_note_signatures(note, keys):
    """S3: lines of unknown keys are ignored, a known key's bad signature refuses the note, one good one is needed."""
    good = 0
    for name, key_id, signature in note.lines:
        for key in keys:
            if (key.name, key.id) == (name, key_id):
                demand(key.verify(note.text, signature), 'a signature of %s is wrong' % name)
                good += 1
    demand(good, 'no signature by a known key')


class Checkpoint:
    """S3: a C2SP tlog-checkpoint without extension lines, `<origin>\\n<size>\\n<b64 root>\\n`, size >= 1."""

    def __init__(self, raw):
        self.note = Note(raw)
        lines = self.note.text.decode().split('\n')
        demand(len(lines) == 4 and KEY_NAME.fullmatch(lines[0]), 'not the three lines of a checkpoint')
        self.origin, self.size, self.root = lines[0], from_decimal(lines[1]), from_b64(lines[2], 32)
        demand(self.size >= 1, 'a checkpoint of an empty tree')


IN_TOTO = 'application/vnd.in-toto+json'
ENVELOPE = {'payload': is_text, 'payloadType': is_exactly(IN_TOTO), 'signatures': is_list}


class Envelope:
    """S8: `{"payload","payloadType","signatures":[{"keyid","sig"}]}`. DSSE signs the payload's bytes as they are."""

    def __init__(self, raw):
        value = members(read_jcs(raw), ENVELOPE)
        self.payload, signatures = from_b64(value['payload']), value['signatures']
        demand(1 <= len(signatures) <= MAX_KEYS, 'not 1 to %d signatures' % MAX_KEYS)
        signatures = [members(one, {'keyid': is_text, 'sig': is_text}) for one in signatures]
        self.signatures = [from_b64(one['sig']) for one in signatures]

    def signed_by(self, keys):
        """`keyid` is only a hint and is not used: every signature is tried with every key."""
        kind = IN_TOTO.encode()
        message = b'DSSEv1 %d %s %d %s' % (len(kind), kind, len(self.payload), self.payload)
        return any(key.verify(message, signature) for key in keys for signature in self.signatures)


# ---------------------------------------------------------------------------------------------------------------------
# D. Merkle trees (RFC 6962 section 2.1), proofs (C2SP tlog-proof), tiles (C2SP tlog-tiles)


def leaf_hash(data):
    return sha256(b'\x00' + data)


def node_hash(left, right):
    return sha256(b'\x01' + left + right)


def perfect_root(hashes):
    """The root over 2^n hashes of one level."""
    while len(hashes) > 1:
        hashes = [node_hash(hashes[at], hashes[at + 1]) for at in range(0, len(hashes), 2)]
    return hashes[0]


def is_included(leaf, index, size, path, root):
    """RFC 9162 section 2.1.3.2."""
    if index >= size:
        return False
    here, last, value = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return False
        if here & 1 or here == last:
            value = node_hash(sibling, value)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            value = node_hash(value, sibling)
        here, last = here >> 1, last >> 1
    return last == 0 and value == root


class TlogProof:
    """C2SP tlog-proof: a first line, `index <n>`, at most 63 hashes, a blank line, the checkpoint as it is."""

    def __init__(self, raw):
        head, blank, self.checkpoint = raw.partition(b'\n\n')
        lines = to_text(head).split('\n')
        demand(blank and lines.pop(0) == 'c2sp.org/tlog-proof@v1', 'another first line')
        if lines and lines[0].startswith('extra '):
            from_b64(lines.pop(0)[len('extra ') :])  # may be there, proves nothing
        demand(lines and lines[0].startswith('index '), 'no index')
        self.index = from_decimal(lines.pop(0)[len('index ') :])
        demand(len(lines) <= 63, 'more than 63 hashes')
        self.path = [from_b64(line, 32) for line in lines]


def tile_path(level, index, width=256):
    """`tile/<L>/<N>[.p/<W>]`, N in groups of three digits, all but the last after an x: 1234067 is x001/x234/067."""
    groups = ['%03d' % (index % 1000)]
    while index >= 1000:
        index //= 1000
        groups.insert(0, 'x%03d' % (index % 1000))
    return 'data/tree/tile/%d/%s%s' % (level, '/'.join(groups), '' if width == 256 else '.p/%d' % width)


def tile_roots(hashes):
    """The roots of the perfect subtrees that a run of hashes makes, biggest first; a full tile has one."""
    roots, at = [], 0
    for bit in range(8, -1, -1):
        if len(hashes) >> bit & 1:
            roots.append(perfect_root(hashes[at : at + (1 << bit)]))
            at += 1 << bit
    return roots


# ---------------------------------------------------------------------------------------------------------------------
# E. The container (S8): a ZIP, read by hand, or the single-file JSON variant. Both give {path: size} and the bytes.

PATH = re.compile(r'[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*', re.ASCII)


def check_sizes(sizes):
    """S8's limits, before anything is unfolded."""
    demand(len(sizes) <= MAX_FILES, 'more than %d files' % MAX_FILES)
    demand(all(size <= MAX_FILE_BYTES for size in sizes), 'a file of more than 256 MiB')
    demand(sum(sizes) <= MAX_BUNDLE_BYTES, 'more than 512 MiB together')


def check_name(name):
    demand(len(name) <= MAX_NAME and PATH.fullmatch(name), 'a name that is not allowed')


class JsonBundle:
    """`{"path": "text or b64:..."}`. The object itself need not be JCS, but no path may stand twice in it."""

    def __init__(self, file):
        value = parse_json(file.read())
        demand(type(value) is dict, 'not an object')
        self.files = {name: part(name, self.member, name, text) for name, text in value.items()}
        self.sizes = {name: len(data) for name, data in self.files.items()}
        check_sizes(self.sizes.values())

    def member(self, name, text):
        check_name(name)
        demand(is_text(text), 'not a text')
        demand(not text.startswith('\ufeff'), 'begins with a byte order mark and is not base64')
        return from_b64(text[4:]) if text.startswith('b64:') else to_bytes(text)

    def chunks(self, path):
        yield self.files[path]


class ZipEntry:
    """One line of the central directory. Bit 0 of the flags encrypts; 1 and 2 tell how hard the writer tried; 3 puts
    sizes behind the data; 11 says UTF-8. The upper half of the attributes is the Unix mode: a plain file or nothing."""

    def __init__(self, zip_file, at):
        (mark, _, _, self.flags, self.method, _, _, self.crc, self.packed, self.size, name_size, extra_size, comment,
         disk, _, attributes, self.at) = zip_file.unpack('<4s6H3L5H2L', at)  # fmt: skip
        demand(mark == b'PK\x01\x02' and comment == 0, 'a directory entry that is not as it must be')
        self.name = to_text(zip_file.bytes_at(at + 46, name_size))
        check_name(self.name)
        check_extra(zip_file.bytes_at(at + 46 + name_size, extra_size))
        self.end = at + 46 + name_size + extra_size
        demand(not self.flags & ~0b1000_0000_1110, '%s is encrypted or has an unknown flag' % self.name)
        demand(self.method in (0, 8), '%s is compressed with method %d' % (self.name, self.method))
        demand(disk == 0, 'more than one disk')
        demand(attributes >> 28 in (0, 8), '%s is not a plain file' % self.name)
        demand(not attributes & 0x10, '%s is a directory' % self.name)
        demand(self.method == 8 or self.packed == self.size, '%s is stored with two sizes' % self.name)


class ZipBundle:
    """A ZIP, strictly: two readers must see the same files in it, so whatever could be read in two ways is refused.
    Entries lie one after another from the first byte to the directory; nothing lies between them."""

    def __init__(self, file):
        self.file = file
        total = file.seek(0, os.SEEK_END)
        # The end record is the last 22 bytes, because a comment is refused.
        (mark, disk, first_disk, here, count, size, start, comment) = self.unpack('<4s4H2LH', max(0, total - 22))
        demand(mark == b'PK\x05\x06' and comment == 0, 'no end record at the end')
        demand(disk == first_disk == 0 and here == count, 'more than one disk')
        demand(start + size + 22 == total, 'the end record does not fit')
        demand(count <= MAX_FILES, 'more than %d files' % MAX_FILES)
        entries, at = [], start
        for _ in range(count):
            entries.append(ZipEntry(self, at))
            at = entries[-1].end
        demand(at == start + size, 'the directory is longer or shorter than it says')
        check_sizes([entry.size for entry in entries])
        self.lay_out(entries, start)
        self.entries = {}
        for entry in entries:
            base, slash, path = entry.name.partition('/')
            demand(slash and base == entries[0].name.partition('/')[0], 'not all under one base directory')
            demand(path not in self.entries, '%s stands twice' % path)
            self.entries[path] = entry
        self.sizes = {path: entry.size for path, entry in self.entries.items()}

    def bytes_at(self, at, count):
        self.file.seek(at)
        data = self.file.read(count)
        demand(len(data) == count, 'the file ends too early')
        return data

    def unpack(self, layout, at):
        return struct.unpack(layout, self.bytes_at(at, struct.calcsize(layout)))

    def lay_out(self, entries, start):
        """Local headers agree with the directory (S8), and the entries fill the file up to the directory."""
        at = 0
        for entry in sorted(entries, key=lambda entry: entry.at):
            demand(entry.at == at, 'bytes that belong to no entry, or to two')
            (mark, _, flags, method, _, _, *sizes, name_size, extra_size) = self.unpack('<4s5H3L2H', at)
            name = self.bytes_at(at + 30, name_size)
            check_extra(self.bytes_at(at + 30 + name_size, extra_size))
            described = bool(flags & 8)  # crc and sizes stand behind the data, zeros may stand here
            same = (mark, flags, method, name) == (b'PK\x03\x04', entry.flags, entry.method, entry.name.encode())
            listed = (entry.crc, entry.packed, entry.size)
            same = same and all(one == other or (described and one == 0) for one, other in zip(sizes, listed))
            demand(same, 'the local header of %s does not agree with the directory' % entry.name)
            entry.data_at = at + 30 + name_size + extra_size
            at = entry.data_at + entry.packed
            if described:  # 16 bytes, or 12 without their mark
                mark = b'PK\x07\x08' if self.bytes_at(at, 16) == b'PK\x07\x08' + struct.pack('<3L', *listed) else b''
                same = self.bytes_at(at + len(mark), 12) == struct.pack('<3L', *listed)
                demand(same, 'the data descriptor of %s does not agree' % entry.name)
                at += len(mark) + 12
        demand(at == start, 'bytes between the last entry and the directory')

    def chunks(self, path):
        """The bytes of a file, a piece at a time; size and CRC are checked at the end of each reading."""
        entry, seen, crc = self.entries[path], 0, 0
        for piece in self.inflate(entry) if entry.method == 8 else self.stored(entry):
            seen += len(piece)
            demand(seen <= entry.size, '%s is longer than the directory says' % path)
            crc = zlib.crc32(piece, crc)
            yield piece
        demand(seen == entry.size and crc == entry.crc, '%s has another size or CRC' % path)

    def stored(self, entry):
        for at in range(0, entry.size, CHUNK):
            yield self.bytes_at(entry.data_at + at, min(CHUNK, entry.size - at))

    def inflate(self, entry):
        stream, at, end = zlib.decompressobj(-15), entry.data_at, entry.data_at + entry.packed
        while not stream.eof:
            raw = stream.unconsumed_tail
            if not raw:
                raw = self.bytes_at(at, min(CHUNK, end - at))
                at += len(raw)
            try:
                piece = stream.decompress(raw, CHUNK)  # never more than CHUNK at once, whatever the file claims
            except zlib.error:
                raise Refused('%s does not inflate' % entry.name)
            demand(raw or piece or stream.eof, '%s ends too early' % entry.name)
            yield piece
        demand(at == end and not stream.unused_data, 'bytes behind the end of %s' % entry.name)


def check_extra(extra):
    """Extra fields are read over, but ZIP64 would move the sizes elsewhere."""
    while len(extra) >= 4:
        kind, size = struct.unpack('<2H', extra[:4])
        demand(kind != 1, 'ZIP64')
        extra = extra[4 + size :]


def open_container(file):
    """A ZIP begins with its first entry; the JSON variant with a brace."""
    if file.read(64).lstrip(b' \t\r\n')[:1] != b'{':
        return ZipBundle(file)
    # 4/3 for base64, half as much again for escapes: more than that is not a bundle within S8's limits.
    demand(file.seek(0, os.SEEK_END) <= 2 * MAX_BUNDLE_BYTES, 'a JSON file of more than 1 GiB')
    file.seek(0)
    return JsonBundle(file)


# ---------------------------------------------------------------------------------------------------------------------
# F. OpenTimestamps and Bitcoin (S7)

OTS_MAGIC = b'\x00OpenTimestamps\x00\x00Proof\x00\xbf\x89\xe2\xe8\x84\xe8\x92\x94'
OTS_SHA256, OTS_APPEND, OTS_PREPEND, OTS_ATTESTATION, OTS_FORK = 0x08, 0xF0, 0xF1, 0x00, 0xFF
ATTESTATION_PENDING, ATTESTATION_BITCOIN = '83dfe30d2ef90c8e', '0588960d73d71901'
ATTESTATIONS_OF_OTHER_CHAINS = ('06869a0d73d71b45', '30fe8087b5c7ead7')  # Litecoin and Ethereum, a height too
OTS_URI = re.compile(rb'[A-Za-z0-9._/:-]{0,1000}')
OTS_MAX_MESSAGE = 4096
OTS_MAX_DEPTH = 256  # as in the reference implementation
OTS_MAX_BYTES = 2**18  # ours have a few KB; 14 bytes of a file can stand for a message of 4,096


class OtsProof:
    """A detached `.ots` file: the digest it is about, and what each attestation attests: [(message, height)] for
    Bitcoin, calendar addresses that only promise, and a count of attestations of other kinds."""

    def __init__(self, raw):
        demand(len(raw) <= OTS_MAX_BYTES, 'a proof of more than 256 KiB')
        self.raw, self.at = raw, 0
        self.blocks, self.calendars, self.unknown = [], [], 0
        demand(self.take(len(OTS_MAGIC)) == OTS_MAGIC, 'not an OpenTimestamps proof')
        demand(self.take(1) == b'\x01', 'another version')
        # The file's hash function is data too: a proof may name another one over the same 32 bytes.
        demand(self.take(1)[0] == OTS_SHA256, 'a digest that is no SHA-256')
        self.digest = self.take(32)
        self.tree(self.digest, OTS_MAX_DEPTH)
        demand(self.at == len(raw), 'bytes after the end')

    def take(self, count):
        demand(self.at + count <= len(self.raw), 'it ends too early')
        self.at += count
        return self.raw[self.at - count : self.at]

    def number(self):
        value, shift = 0, 0
        while True:
            byte = self.take(1)[0]
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                demand(byte or shift == 7, 'a number with zeros in front')
                demand(value <= MAX_SAFE, 'a number that is too big')
                return value
            demand(shift < 70, 'a number that is too long')

    def text(self, least, most):
        count = self.number()
        demand(least <= count <= most, 'a length that is not allowed')
        return self.take(count)

    def tree(self, message, depth):
        """tree := ( ff item )* item: each ff says that one more sibling follows."""
        demand(depth > 0, 'nested too deep')
        more = True
        while more:
            tag = self.take(1)[0]
            more = tag == OTS_FORK
            tag = self.take(1)[0] if more else tag
            if tag == OTS_ATTESTATION:
                self.attestation(message)
            else:
                self.tree(self.apply(tag, message), depth - 1)

    def apply(self, tag, message):
        demand(tag in (OTS_SHA256, OTS_APPEND, OTS_PREPEND), 'operation %02x' % tag)
        if tag == OTS_SHA256:
            return sha256(message)
        argument = self.text(1, OTS_MAX_MESSAGE)
        result = message + argument if tag == OTS_APPEND else argument + message
        demand(len(result) <= OTS_MAX_MESSAGE, 'a message that is too long')
        return result

    def attestation(self, message):
        kind, size = self.take(8).hex(), self.number()
        end = self.at + size
        demand(size <= 8192, 'an attestation that is too long')
        demand(end <= len(self.raw), 'it ends too early')
        if kind == ATTESTATION_BITCOIN:
            self.blocks.append((message, self.number()))
        elif kind == ATTESTATION_PENDING:
            address = self.text(0, 1000)
            demand(OTS_URI.fullmatch(address), 'a calendar address that is not allowed')
            self.calendars.append(address.decode('ascii'))
        else:
            self.unknown += 1
            if kind in ATTESTATIONS_OF_OTHER_CHAINS:
                self.number()
            else:
                self.at = end
        demand(self.at == end, 'an attestation with bytes left over')


class Header:
    """80 bytes: version, hash of the block before, merkle root, time, bits, nonce. All integers little endian."""

    def __init__(self, raw):
        self.previous, self.merkle_root = raw[4:36], raw[36:68]
        self.time, bits = struct.unpack('<2L', raw[68:76])
        self.hash = sha256(sha256(raw))
        exponent, mantissa = bits >> 24, bits & 0x7FFFFF
        self.target = mantissa << 8 * (exponent - 3) if exponent >= 3 else mantissa >> 8 * (3 - exponent)
        if bits & 0x800000 or self.target >= 2**256:
            self.target = 0  # negative or too big for Bitcoin: nothing meets it

    def has_work(self):
        return 0 < self.target and int.from_bytes(self.hash, 'little') <= self.target


WEAK_TARGET = 2**192  # S9.8: below it, a block costs more than 2^64 hashes
BURIED = 6  # S7


# ---------------------------------------------------------------------------------------------------------------------
# The frame of the nine checks

CHECKS = ('bag', 'statement', 'records', 'tree', 'checkpoint', 'root-leaf', 'root-checkpoint', 'anchor', 'disclosed')
RESULTS = ('ok', 'skipped', 'undecided', 'false')  # the worse one stands
MAX_DETAIL = 40  # texts a check keeps; a hostile bundle could make millions


class Check:
    """One line of the report. A check is skipped when it had nothing to work on."""

    def __init__(self):
        self.result, self.detail, self.left_out = 'ok', [], 0

    def say(self, text, result='ok'):
        self.result = max(self.result, result, key=RESULTS.index)
        if len(self.detail) < MAX_DETAIL:
            self.detail.append(text)
        else:
            self.left_out += 1

    def false(self, text):
        self.say(text, 'false')

    def undecided(self, text):
        self.say(text, 'undecided')

    def skip(self, text):
        self.say(text, 'skipped')

    def false_for_each(self, text, paths):
        for path in sorted(paths):
            self.false(text % path)


class Run:
    """What the checks share: the bundle, the auditor's choices, and what earlier checks found."""

    def __init__(self, pins, regtest):
        self.pins, self.regtest = pins, regtest
        self.checks = {name: Check() for name in CHECKS}
        self.not_checked = []
        self.bundle = None  # set by `bag`, as the next two
        self.digests = {}  # path -> hex
        self.line_counts = {}  # path of a jsonl file -> number of lines
        self.origin = self.keys = self.predicate = None  # set by `statement`
        self.records = Records()  # filled by `records`
        self.checkpoint = self.root_checkpoint = None  # parsed before `tree`; None when malformed

    def attempt(self, name, action, *arguments):
        try:
            action(self, self.checks[name], *arguments)
        except Refused as why:
            self.checks[name].false('%s' % why)

    def has(self, path):
        return path in self.bundle.sizes

    def under(self, prefix):
        return sorted(path for path in self.bundle.sizes if path.startswith(prefix))

    def whole(self, path):
        """All bytes of one file."""
        return b''.join(self.bundle.chunks(path))

    def lines(self, path):
        """The lines of a jsonl file without their 0x0A, only ever one in memory, none of a file that is not there; a
        last line without one is an error that the caller hears of as (line, False)."""
        pending = []
        for chunk in self.bundle.chunks(path) if self.has(path) else ():
            first, *others = chunk.split(b'\n')
            pending.append(first)
            for line in others:
                yield b''.join(pending), True
                pending = [line]
        last = b''.join(pending)
        if last:
            yield last, False

    def judge_signer(self, check, name):
        """S9: a signature checked only with a claimed key proves that somebody signed, not who."""
        if name in self.keys.pinned_names:
            check.say('signed by the pinned key of %s' % name)
        else:
            check.undecided('signed by a key that only the bundle claims for %s' % name)


# ---------------------------------------------------------------------------------------------------------------------
# 1. bag: the container and layout of S8, every file listed, every digest equal, nothing extra

TAG_FILES = ('bagit.txt', 'bag-info.txt', 'manifest-sha256.txt', 'tagmanifest-sha256.txt')
FOR_PEOPLE = ('verify.py', 'VERIFY.md')
STATEMENT, RECORDS, KEYS = 'data/statement.dsse.json', 'data/records.jsonl', 'data/keys.json'
TREE_CHECKPOINT = 'data/tree/checkpoint'
ROOT_PARTS = ROOT_CHECKPOINT, ROOT_LEAF, ROOT_PROOF = (
    'data/root/checkpoint', 'data/root/leaf.json', 'data/root/proof.tlog-proof')  # fmt: skip
OTS, HEADERS, COSIGNATURES = 'data/anchors/root.ots', 'data/anchors/headers.json', 'data/anchors/cosignatures'
SEALED, PEOPLE, REPORT_PDF = 'data/sealed.jsonl', 'data/people.jsonl', 'data/report.pdf'
REQUIRED = TAG_FILES + (STATEMENT, RECORDS, KEYS, TREE_CHECKPOINT)
KNOWN = frozenset(REQUIRED + FOR_PEOPLE + ROOT_PARTS + (OTS, HEADERS, COSIGNATURES, SEALED, PEOPLE, REPORT_PDF))
TILE_FILE = re.compile(
    r'data/tree/tile/(0|[1-9]\d?)/((?!x000)(x\d{3}/)+)?\d{3}(\.p/([1-9]\d?|1\d\d|2[0-4]\d|25[0-5]))?', re.ASCII
)
TSR_FILE = re.compile(r'data/anchors/[^/]+\.tsr')
CONTENT_FILE = re.compile(r'data/content/(0|[1-9][0-9]{0,15})\.json', re.ASCII)
BAGIT = b'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n'
MANIFEST_LINE = re.compile(r'([0-9a-f]{64})  ([^\r\n]+)')


def check_bag(run, check, file):
    run.bundle = open_container(file)
    check_layout(run, check)
    if check.result != 'ok':
        return
    for path in run.under(''):
        digest, run.line_counts[path] = hashlib.sha256(), 0
        for chunk in run.bundle.chunks(path):  # one reading of each file: its digest, and lines for the statement
            digest.update(chunk)
            run.line_counts[path] += chunk.count(b'\n')
        run.digests[path] = digest.hexdigest()
    if run.whole('bagit.txt') != BAGIT:
        check.false('bagit.txt is not as it must be')
    payload = run.under('data/')
    check_oxum(run, payload)
    check_manifest(run, check, 'manifest-sha256.txt', payload)
    others = set(run.bundle.sizes) - set(payload) - {'tagmanifest-sha256.txt'}
    check_manifest(run, check, 'tagmanifest-sha256.txt', others)
    if check.result == 'ok':
        check.say('%d files, all listed, all digests equal' % len(run.bundle.sizes))


def check_layout(run, check):
    there = set(run.bundle.sizes)
    check.false_for_each('%s is missing', set(REQUIRED) - there)
    check.false_for_each('%s has no place in a bundle', {path for path in there - KNOWN if not is_of_a_family(path)})
    roots = sum(run.has(path) for path in ROOT_PARTS)
    if roots not in (0, 3):
        check.false('data/root/ is there in part only')
    if roots == 0 and run.under('data/anchors/'):
        check.false('data/anchors/ without data/root/')


def is_of_a_family(path):
    content = CONTENT_FILE.fullmatch(path)
    return int(content[1]) <= MAX_SAFE if content else TILE_FILE.fullmatch(path) or TSR_FILE.fullmatch(path)


def check_oxum(run, payload):
    """RFC 8493: bytes and files of the payload. Other members of bag-info.txt are free."""
    lines = part('bag-info.txt', to_text, run.whole('bag-info.txt')).split('\n')
    size = sum(run.bundle.sizes[path] for path in payload)
    said = [line for line in lines if line.startswith('Payload-Oxum:')]
    demand(said == ['Payload-Oxum: %d.%d' % (size, len(payload))], 'Payload-Oxum is wrong')


def check_manifest(run, check, name, expected):
    listed = {}
    *lines, rest = part(name, to_text, run.whole(name)).split('\n')
    for line in lines:
        match = MANIFEST_LINE.fullmatch(line)
        demand(match and match[2] not in listed, '%s is not a manifest, or lists a file twice' % name)
        listed[match[2]] = match[1]
    demand(not rest, '%s is not a manifest' % name)
    check.false_for_each(name + ' lists %s, which is not there or not its own', set(listed) - set(expected))
    check.false_for_each(name + ' does not list %s', set(expected) - set(listed))
    both = set(expected) & set(listed)
    check.false_for_each('%s has another digest', {path for path in both if listed[path] != run.digests[path]})


# ---------------------------------------------------------------------------------------------------------------------
# 2. statement: keys.json; a good signature; its subjects equal the files, its counts what is there

is_origin = matches(r'(?=.{1,128}$)[a-z0-9]([a-z0-9.-]*[a-z0-9])?(/[a-z0-9][a-z0-9._-]*)*')
is_tenant = matches(r'tn_[0-9a-hjkmnp-tv-z]{26}')


def is_few(value):
    return is_list(value) and len(value) <= MAX_KEYS


COUNTS = dict.fromkeys(('content', 'masked', 'people', 'records', 'sealed', 'withheld'), is_count)
KEYS_JSON = {'export': is_few, 'origin': is_origin, 'root': is_few, 'tenant': is_few}
PAYLOAD = {
    '_type': is_exactly('https://in-toto.io/Statement/v1'),
    'predicate': is_object,
    'predicateType': is_exactly('urn:tallystick:evidence:1'),
    'subject': is_list,
}
PREDICATE = {
    'checkpoint_size': is_count,
    'counts': lambda value: members(value, COUNTS),
    'filter': is_object,
    'generated_at': is_time,
    'masked': is_flag,
    'range': lambda value: members(value, {'first': is_count, 'last': is_count}),
    'requested_by': is_text,
    'tenant': is_tenant,
}


def check_statement(run, check):
    """False and nothing more when a part cannot be read: without it there is nothing to compare the rest with."""
    part('keys.json', read_keys, run)
    envelope = part('the statement', Envelope, run.whole(STATEMENT))
    subjects, run.predicate = part('the statement', read_payload, envelope.payload)
    signer = run.origin + '/export'
    if envelope.signed_by(run.keys.of(ED25519, signer)):
        run.judge_signer(check, signer)
    else:
        check.false('no good signature by a known key of %s' % signer)
    check_subjects(run, check, subjects)
    check_counts(run, check)


def read_keys(run):
    """keys.json says which keys the exporter claims, and under which log origin everything stands."""
    value = members(read_jcs(run.whole(KEYS)), KEYS_JSON, {'witness': is_few})
    kinds = {'export': ED25519, 'root': ED25519, 'tenant': ED25519, 'witness': COSIGNATURE}
    claimed = []
    for name, kind in kinds.items():
        keys = [Key(vkey) for vkey in value.get(name, [])]
        demand(all(key.type == kind for key in keys), 'a key of another type under %s' % name)
        claimed += keys
    run.origin, run.keys = value['origin'], KnownKeys(claimed, run.pins)


def read_payload(raw):
    value = members(read_jcs(raw), PAYLOAD)
    subjects = {}
    for subject in value['subject']:
        members(subject, {'digest': lambda digest: members(digest, {'sha256': is_digest}), 'name': is_text})
        demand(subject['name'] not in subjects, 'a subject that stands twice')
        subjects[subject['name']] = subject['digest']['sha256']
    predicate = members(value['predicate'], PREDICATE)
    demand(predicate['range']['first'] <= predicate['range']['last'], 'not a range')
    return subjects, predicate


def check_subjects(run, check, subjects):
    files = set(run.under('data/')) - {STATEMENT}
    check.false_for_each('%s is not a subject of the statement', files - set(subjects))
    check.false_for_each('subject %s is not in the bag', set(subjects) - files)
    both = files & set(subjects)
    changed = {path for path in both if subjects[path] != run.digests[path]}
    check.false_for_each('the statement has another digest for %s', changed)


def check_counts(run, check):
    predicate, records = run.predicate, run.line_counts[RECORDS]
    first, last = predicate['range']['first'], predicate['range']['last']
    contents = run.under('data/content/')
    there = {
        'records': records,
        'sealed': run.line_counts.get(SEALED, 0),
        'people': run.line_counts.get(PEOPLE, 0),
        'content': len(contents),
        'masked': sum(is_masked(run, path) for path in contents),
        'withheld': last - first + 1 - records,
    }
    for name in COUNTS:
        if predicate['counts'][name] != there[name]:
            check.false('counts.%s is %d, in the bag are %d' % (name, predicate['counts'][name], there[name]))
    if predicate['filter'] == {} and there['withheld'] != 0:
        check.false('no filter, yet %d records for %d positions' % (records, last - first + 1))
    if there['masked'] and not predicate['masked']:
        check.false('masked files in an export that says it has none')
    check.say('records %d to %d looked through, %d exported, %d withheld' % (first, last, records, there['withheld']))


def is_masked(run, path):
    """Only for counting; whether the file is as it must be is for `disclosed` to say."""
    try:
        value = read_jcs(run.whole(path))
    except Refused:
        return False
    return type(value) is dict and 'masked' in value


# ---------------------------------------------------------------------------------------------------------------------
# 3. records: each one's profile and members (S1); order, links, identities

KINDS = frozenset(
    'pull organization member invite workspace project vendor_key service_account usage cost code_day activity chat'
    ' message interaction tenant member_access token connection identity reveal export download erasure hold budget'
    ' alert anchor gap'.split()
)
is_stream = matches(r'(?=.{1,128}$)[a-z][a-z0-9_]*(\.[a-z0-9_]+)+')
is_subject = matches(r'sub_[0-9a-hjkmnp-tv-z]{26}')
NO_PREVIOUS = '0' * 64


def is_name(value):
    """1 to 512 bytes of UTF-8; that it is UTF-8 was proven by its record's bytes."""
    return is_text(value) and 1 <= len(value.encode('utf-8')) <= 512


def is_fields(value):
    named = is_list(value) and len(value) >= 1 and all(is_text(name) for name in value)
    return named and is_ascending([utf16(name) for name in value])


def is_refs(value):
    return is_list(value) and len(value) >= 1 and all(is_count(ref) for ref in value) and is_ascending(value)


# The table of S1: member -> what it must be.
COMMITMENT = {'alg': is_exactly('hmac-sha256/32'), 'commit': is_digest}
SEALED_MEMBER = {**COMMITMENT, 'fields': is_fields}
CONTENT_MEMBER = {**COMMITMENT, 'blob': is_name, 'blob_sha256': is_digest, 'bytes': is_count}
RECORD = {
    'v': is_exactly(1),
    'tenant': is_tenant,
    'seq': is_count,
    'prev': is_digest,
    'kind': lambda value: is_text(value) and value in KINDS,
    'stream': is_stream,
    'id': is_name,
    'rev': is_count,
    'occurred_at': is_time,
    'ingested_at': is_time,
    'data': is_object,
}
RECORD_MAY_HAVE = {
    'subject': is_subject,
    'source': lambda value: members(value, {'pull': is_count}),
    'sealed': lambda value: members(value, SEALED_MEMBER),
    'content': lambda value: members(value, CONTENT_MEMBER, {'sha256': is_digest}),
    'refs': is_refs,
}


def has_only_integers(value):
    """S1: no numbers but integers within MAX_SAFE; the reader made doubles of all others."""
    kind = type(value)
    if kind is dict:
        return all([has_only_integers(member) for member in value.values()])
    if kind is list:
        return all([has_only_integers(item) for item in value])
    return kind is not float


def read_record(raw):
    """One record from its bytes, or Refused."""
    demand(len(raw) <= MAX_RECORD, 'longer than %d bytes' % MAX_RECORD)
    value = read_jcs(raw)
    demand(has_only_integers(value), 'a number that is no integer within 2^53')
    record = members(value, RECORD, RECORD_MAY_HAVE)
    seq = record['seq']
    demand(seq > 0 or record['prev'] == NO_PREVIOUS, 'prev of the first record is not zeros')
    demand(seq > record.get('source', {}).get('pull', -1), 'source is not an earlier record')
    demand(seq > record.get('refs', [-1])[-1], 'refs are not all earlier records')
    return record


class Records:
    """What later checks need to know of the records, a few dozen bytes each: the records themselves are not kept."""

    def __init__(self):
        self.seqs = array('Q')  # in file order
        self.leaves, self.prevs = bytearray(), bytearray()  # 32 bytes each, in the same order
        self.sealed = {}  # seq -> (commit, field names)
        self.content = {}  # seq -> (commit, sha256 or None, bytes)
        self.erased = set()  # seqs that an exported erasure record refers to
        self.subjects, self.pulls = set(), set()
        self.revisions = {}  # digest of (stream, id) -> highest rev; a digest is smaller than the two texts
        self.names = {}  # field names, once each

    def leaf(self, at):
        return bytes(self.leaves[32 * at : 32 * at + 32])

    def prev(self, at):
        return bytes(self.prevs[32 * at : 32 * at + 32])

    def add(self, record, leaf):
        seq, sealed, content = record['seq'], record.get('sealed'), record.get('content')
        self.seqs.append(seq)
        self.leaves += leaf
        self.prevs += bytes.fromhex(record['prev'])
        if record['kind'] == 'pull':
            self.pulls.add(seq)
        if record['kind'] == 'erasure':
            self.erased.update(record.get('refs', ()))
        if 'subject' in record:
            self.subjects.add(record['subject'])
        if sealed:
            names = tuple(sealed['fields'])
            self.sealed[seq] = (bytes.fromhex(sealed['commit']), self.names.setdefault(names, names))
        if content:
            self.content[seq] = (content['commit'], content.get('sha256'), content['bytes'])


def check_records(run, check):
    seen, number, unreadable, before = run.records, 0, 0, None
    for raw, ended in run.lines(RECORDS):
        number += 1
        if not ended:
            check.false('the last line has no newline')
        try:
            record = read_record(raw)
        except Refused as why:
            check.false('line %d: %s' % (number, why))  # it takes no part in what follows
            unreadable += 1
            if unreadable == MAX_WRONG_LINES:
                break
            continue
        for text in faults_of(run, record, before):
            check.false('record %d: %s' % (record['seq'], text))
        seen.add(record, leaf_hash(raw))
        before = record
    demand(number, 'no record')
    if check.result == 'ok':
        check.say('%d records of %s, canonical, linked where consecutive' % (number, run.predicate['tenant']))


def faults_of(run, record, before):
    """What one record has against the statement and the records before it."""
    seen, seq, span = run.records, record['seq'], run.predicate['range']
    if record['tenant'] != run.predicate['tenant']:
        yield 'of another tenant'
    if not span['first'] <= seq <= span['last']:
        yield 'outside the range of the statement'
    if before is not None:
        if seq <= before['seq']:
            yield 'does not ascend'
        if seq == before['seq'] + 1 and record['prev'] != seen.leaf(len(seen.seqs) - 1).hex():
            yield 'does not link to the one before it'
        if record['ingested_at'] < before['ingested_at']:
            yield 'taken in before the one before it'
    identity = sha256(canonical([record['stream'], record['id']]).encode())
    last_rev = seen.revisions.get(identity, -1)
    if record['rev'] <= last_rev:
        yield 'revision %d after %d' % (record['rev'], last_rev)
    seen.revisions[identity] = max(record['rev'], last_rev)
    pull = record.get('source', {}).get('pull')
    at = len(seen.seqs) if pull is None else bisect_left(seen.seqs, pull)
    if pull not in seen.pulls and at < len(seen.seqs) and seen.seqs[at] == pull:
        yield 'its source.pull is record %d, which is no pull' % pull


# ---------------------------------------------------------------------------------------------------------------------
# 4. tree: each leaf stands in its tile at `seq`; tiles roll up to the checkpoint's root at its size (S8)


def check_tree(run, check):
    if run.checkpoint is None:
        return check.skip('the checkpoint cannot be read')
    if not run.records.seqs:
        return check.skip('there is no record that could be read')
    size = run.checkpoint.size
    if size != run.predicate['checkpoint_size']:
        check.false('the checkpoint is of %d records, the statement says %d' % (size, run.predicate['checkpoint_size']))
    tiles = Tiles(run, check, size)
    tiles.check_presence()
    tiles.check_leaves()
    tiles.check_parents()
    tiles.check_root(run.checkpoint.root)
    if check.result == 'ok':
        check.say('every exported record is in the tree of %d' % size)


class Tiles:
    """The hash tiles that a bundle of these records must have: the partial tile of every level, and every full tile
    from an exported leaf up to a partial one; no others."""

    def __init__(self, run, check, size):
        self.run, self.check, self.size = run, check, size
        self.widths = {}  # (level, index) -> hashes
        level, count = 0, size  # count: hashes of this level that stand in tiles
        while count:
            if count % 256:
                self.widths[level, count // 256] = count % 256
            level, count = level + 1, count // 256
        self.partial = sorted(self.widths, reverse=True)
        for seq in run.records.seqs:
            level, index = 0, seq >> 8
            while (level, index) not in self.widths and index < size >> 8 * (level + 1):
                self.widths[level, index] = 256
                level, index = level + 1, index >> 8
        self.last = (None, None)

    def path(self, tile):
        return tile_path(*tile, self.widths[tile])

    def hashes(self, tile):
        """The hashes of a tile, or None when the bundle need not have it, has it not, or of another length; the last
        one is kept, as records come in order."""
        if self.last[0] != tile:
            hashes, width = None, self.widths.get(tile)
            if width and self.run.bundle.sizes.get(self.path(tile)) == 32 * width:
                raw = self.run.whole(self.path(tile))
                hashes = [raw[at : at + 32] for at in range(0, len(raw), 32)]
            self.last = (tile, hashes)
        return self.last[1]

    def entry(self, level, place):
        """The hash at a place of a level, or None when no tile of the bundle has it."""
        hashes = self.hashes((level, place >> 8))
        return hashes[place & 255] if hashes and place & 255 < len(hashes) else None

    def check_presence(self):
        wanted = {self.path(tile): width for tile, width in self.widths.items()}
        there = self.run.bundle.sizes
        tiles = set(self.run.under('data/tree/tile/'))
        self.check.false_for_each('%s is missing', set(wanted) - tiles)
        self.check.false_for_each('%s belongs to no exported record', tiles - set(wanted))
        short = {path for path in tiles & set(wanted) if there[path] != 32 * wanted[path]}
        self.check.false_for_each('%s has more or fewer hashes than it must', short)

    def check_leaves(self):
        records = self.run.records
        for at, seq in enumerate(records.seqs):
            if seq >= self.size:
                self.check.false('record %d is not in a tree of %d' % (seq, self.size))
                continue
            if seq and self.entry(0, seq - 1) not in (None, records.prev(at)):
                self.check.false('prev of record %d is not the leaf before it' % seq)
            if self.entry(0, seq) not in (None, records.leaf(at)):  # None: its tile was reported as missing
                self.check.false('record %d is not the leaf at its place' % seq)

    def check_parents(self):
        for level, index in sorted(self.widths):
            hashes = self.hashes((level, index)) if self.widths[level, index] == 256 else None
            if hashes and self.entry(level + 1, index) not in (None, perfect_root(hashes)):
                self.check.false('%s is not what its parent says' % tile_path(level, index))

    def check_root(self, root):
        """The partial tiles, highest level first, are runs of perfect subtrees; folded from the right they are the
        root of the whole tree, because RFC 6962 promotes what has no sibling."""
        peaks = []
        for tile in self.partial:
            hashes = self.hashes(tile)
            if not hashes:
                return  # reported as missing
            peaks += tile_roots(hashes)
        value = peaks.pop()
        while peaks:
            value = node_hash(peaks.pop(), value)
        demand(value == root, 'the tiles do not make the root of the checkpoint')


# ---------------------------------------------------------------------------------------------------------------------
# 5. checkpoint: its form, signature and origin


def check_checkpoint(run, check):
    run.checkpoint = part(TREE_CHECKPOINT, Checkpoint, run.whole(TREE_CHECKPOINT))
    check_signed(run, check, run.checkpoint, '%s/%s' % (run.origin, run.predicate['tenant']))


def check_signed(run, check, checkpoint, origin):
    """A checkpoint of this origin, signed by a key whose name is the origin (S3)."""
    demand(checkpoint.origin == origin, 'origin %s instead of %s' % (checkpoint.origin, origin))
    check_note_signatures(checkpoint.note, run.keys.of(ED25519, origin))
    run.judge_signer(check, origin)


# ---------------------------------------------------------------------------------------------------------------------
# 6. root-leaf: label || H(note text || salt) stands in the root log under the root checkpoint


def check_root_leaf(run, check):
    if not run.has(ROOT_LEAF):
        return check.undecided('not in the root log yet')
    root = run.root_checkpoint
    if run.checkpoint is None or root is None:
        return check.skip('a checkpoint cannot be read')
    index, data = part('leaf.json', read_leaf, run)
    proof = part('proof.tlog-proof', TlogProof, run.whole(ROOT_PROOF))
    if proof.index != index:
        check.false('leaf.json says index %d, the proof %d' % (index, proof.index))
    if proof.checkpoint != run.whole(ROOT_CHECKPOINT):
        check.false('the proof has another checkpoint than data/root/checkpoint')
    if not is_included(leaf_hash(data), proof.index, root.size, proof.path, root.root):
        check.false('the tenant checkpoint does not stand in the root log at this place')
    if check.result == 'ok':
        check.say('the tenant checkpoint is leaf %d of the root log of %d' % (index, root.size))


def read_leaf(run):
    """S3: the 64 raw bytes of the leaf. Label and salt hide the tenant from everybody who was not given them."""
    value = members(read_jcs(run.whole(ROOT_LEAF)), {'index': is_count, 'label': is_digest, 'salt': is_text})
    salt = from_b64(value['salt'], 32)
    return value['index'], bytes.fromhex(value['label']) + sha256(run.checkpoint.note.text + salt)


# ---------------------------------------------------------------------------------------------------------------------
# 7. root-checkpoint: its form, signature, origin; exactly one signature line; cosignatures if any


def read_root_checkpoint(run, check):
    if not run.has(ROOT_CHECKPOINT):
        return check.undecided('not in the root log yet')
    run.root_checkpoint = part(ROOT_CHECKPOINT, Checkpoint, run.whole(ROOT_CHECKPOINT))


def check_root_checkpoint(run, check):
    root = run.root_checkpoint
    if root is None:
        return
    if len(root.note.lines) != 1:
        check.false('data/root/checkpoint has more than its own signature line')
    check_signed(run, check, root, run.origin + '/root')
    if run.has(COSIGNATURES):
        part(COSIGNATURES, check_cosignatures, run, check, root.note.text)


def check_cosignatures(run, check, text):
    """S7.3: witnesses sign that they saw this tree, and no other history, before."""
    witnesses = {(key.name, key.id): key for key in run.keys.of(COSIGNATURE)}
    for name, key_id, signature in signature_lines(to_text(run.whole(COSIGNATURES))):
        key = witnesses.get((name, key_id))
        if key is None:
            run.not_checked.append('cosignature of %s, a witness that is not known' % name)
            continue
        time = cosignature_time(key, text, signature)
        if time is None:
            check.false('the cosignature of %s is wrong' % name)
        else:
            claimed = '' if name in run.keys.pinned_names else ', by a key that only the bundle claims'
            check.say('cosigned by %s at Unix time %d%s' % (name, time, claimed))


# ---------------------------------------------------------------------------------------------------------------------
# 8. anchor: headers and their proof of work; the .ots proof; how deep the block is buried


def check_anchor(run, check):
    if not run.has(ROOT_CHECKPOINT):
        return check.undecided('not in the root log yet')
    headers = part('headers.json', read_headers, run) if run.has(HEADERS) else {}
    check_headers(run, check, headers)
    if not run.has(OTS):
        return check.undecided('no proof yet: the anchor is pending')
    proof = part('root.ots', OtsProof, run.whole(OTS))
    if proof.digest.hex() != run.digests[ROOT_CHECKPOINT]:
        check.false('root.ots stamps another file')
    depths = {}
    for message, height in proof.blocks:
        header = headers.get(height)
        if header is None:
            check.say('an attestation for block %d, whose header is not here' % height)
        elif message != header.merkle_root:
            check.false('the proof does not end at the merkle root of block %d' % height)
        else:
            depths[height] = 0
            while height + depths[height] + 1 in headers:
                depths[height] += 1
    say_when(check, headers, depths)
    for address in proof.calendars:
        check.say('promised by %s' % address)
    if proof.unknown:
        check.say('%d attestations of kinds that prove nothing here' % proof.unknown)


def read_headers(run):
    """{height: Header}"""
    value = read_jcs(run.whole(HEADERS))
    demand(is_object(value), 'not an object')
    demand(all(map(matches('[0-9a-f]{160}'), value.values())), 'a header that is not 80 bytes in hex')
    return {from_decimal(height): Header(bytes.fromhex(text)) for height, text in value.items()}


def check_headers(run, check, headers):
    """Every proof of work, and every two of consecutive heights chained."""
    for height, header in sorted(headers.items(), key=lambda item: item[0]):
        after = headers.get(height + 1)
        if not header.has_work():
            check.false('header %d does not meet its target' % height)
        if after is not None and after.previous != header.hash:
            check.false('header %d does not follow %d' % (height + 1, height))
    if any(header.target > WEAK_TARGET for header in headers.values()) and not run.regtest:
        check.undecided('headers with a target above 2^192 prove no work')


def say_when(check, headers, depths):
    """The deepest block speaks; only 6 headers on top make it hard enough to replace (S7)."""
    if not depths:
        return check.undecided('no Bitcoin attestation whose header is here')
    buried = [height for height in sorted(depths) if depths[height] >= BURIED]
    height = buried[0] if buried else max(depths, key=lambda height: depths[height])
    if not buried:
        check.undecided('only %d of %d headers on top of block %d' % (depths[height], BURIED, height))
    if check.result == 'false':
        return
    when = datetime(1970, 1, 1) + timedelta(seconds=headers[height].time)
    claim = 'existed by about' if check.result == 'ok' else 'once the above is decided: existed by about'
    block = 'block %d (hash %s), %d headers on top' % (height, headers[height].hash[::-1].hex(), depths[height])
    check.say('%s %s, %s' % (claim, when.strftime('%Y-%m-%d %H:%M UTC'), block))


# ---------------------------------------------------------------------------------------------------------------------
# 9. disclosed: sealed fields and content: commitments, digests and lengths recompute (S4, S5)

SEALED_LINE = {'fields': is_object, 'salt': is_text, 'seq': is_count}
PERSON_MAY_HAVE = {'email': is_text, 'name': is_text}
CLEAR = {'salt': is_text, 'seq': is_count, 'text': is_text}
MASKED = {'marks': is_list, 'masked': is_text, 'seq': is_count}
MARK = {'count': lambda value: is_count(value) and value >= 1, 'kind': is_text}


def check_disclosed(run, check):
    sealed = check_sealed(run, check)
    check_people(run)
    texts = check_contents(run, check)
    if check.result == 'ok':
        check.say('%d records with personal fields and %d texts recompute' % (sealed, texts))


def check_sealed(run, check):
    """S4: commit = HMAC(salt, JCS(fields)). HMAC pads short keys with zeros, so a salt of another length would open the
    same commitment twice."""
    last, good, wrong = -1, 0, 0
    for raw, ended in run.lines(SEALED):
        try:
            demand(ended, 'the last line has no newline')
            value = members(read_jcs(raw), SEALED_LINE)
            seq, fields = value['seq'], value['fields']
            demand(seq > last, 'does not ascend at %d' % seq)
            last = seq
            demand(seq in run.records.sealed, 'record %d has no sealed fields in the export' % seq)
            commit, names = run.records.sealed[seq]
            demand(tuple(sorted(fields, key=utf16)) == names, 'record %d shows other fields than it sealed' % seq)
            opened = hmac_sha256(from_b64(value['salt'], 32), canonical(fields).encode())
            demand(opened == commit, 'record %d committed to other values' % seq)
            good += 1
        except Refused as why:
            check.false('sealed.jsonl: %s' % why)
            wrong += 1
            if wrong == MAX_WRONG_LINES:
                break
    hidden = len(run.records.sealed) - good
    if hidden > 0:
        run.not_checked.append('sealed fields of %d records: they are not disclosed' % hidden)
    return good


def check_people(run):
    """S9: people are not checked and have no effect on the exit, as nothing in a ledger says who is behind a subject.
    That a line is not even of the form of S8 is worth a word beside it."""
    if not run.has(PEOPLE):
        return
    last, fault = '', ''
    for raw, ended in run.lines(PEOPLE):
        try:
            demand(ended, 'the last line has no newline')
            value = members(read_jcs(raw), {'subject': is_subject}, PERSON_MAY_HAVE)
            demand(len(value) > 1, 'a line without name and address')
            demand(value['subject'] > last, 'subjects do not ascend')
            last = value['subject']
            demand(last in run.records.subjects, '%s is in no exported record' % last)
        except Refused as why:
            fault = ' (and the file is not as it must be: %s)' % why
            break
    run.not_checked.append('people.jsonl: who is behind a subject is what the exporter says%s' % fault)


def check_contents(run, check):
    """How many texts recompute."""
    records, texts, masked = run.records, 0, 0
    paths = {int(CONTENT_FILE.fullmatch(path)[1]): path for path in run.under('data/content/')}
    for seq in sorted(paths):
        try:
            is_clear = part('content %d' % seq, check_content, records, seq, run.whole(paths[seq]))
            texts, masked = texts + is_clear, masked + (not is_clear)
        except Refused as why:
            check.false('%s' % why)
    if masked:
        run.not_checked.append('%d masked texts: nobody can recompute them without the salt' % masked)
    if records.content and not paths:
        run.not_checked.append('content of %d records: no text is in the export' % len(records.content))
        return texts
    for seq in sorted(set(records.content) - set(paths)):
        if seq in records.erased:
            check.say('content of record %d was erased; an erasure record of the export says so' % seq)
        else:
            check.undecided('content of record %d is missing and nothing in the export explains it' % seq)
    return texts


def check_content(records, seq, raw):
    """True for a text that recomputes, False for a masked one, which only has to have the right form."""
    value = read_jcs(raw)
    is_clear = type(value) is dict and 'text' in value
    members(value, CLEAR if is_clear else MASKED)
    demand(value['seq'] == seq, 'another seq inside than in its name')
    demand(seq in records.content, 'no exported record with content')
    if not is_clear:
        demand(is_ascending([utf16(members(mark, MARK)['kind']) for mark in value['marks']]), 'marks do not ascend')
        return False
    commit, digest, size = records.content[seq]
    text = value['text'].encode('utf-8')
    demand(len(text) == size, 'another length than the record says')
    demand(digest is None or sha256(text).hex() == digest, 'the record has the digest of another text')
    opened = hmac_sha256(from_b64(value['salt'], 32), text)
    demand(opened.hex() == commit, 'the record committed to another text')
    return True


# ---------------------------------------------------------------------------------------------------------------------
# 10. The report: every claim with its evidence, then what was not checked


def verify_bundle(file, pins=(), regtest=False):
    """All nine checks over an open binary file. Gives {"exit", "checks", "not_checked"}, as `--json` prints it."""
    run = Run(list(pins), regtest)
    run.attempt('bag', check_bag, file)
    if run.checks['bag'].result != 'ok':
        return report(run, 'the bag is not whole')
    run.attempt('statement', check_statement)
    if run.predicate is None:
        return report(run, 'the statement cannot be read')
    run.attempt('records', check_records)
    # The checkpoints come before the trees that need them; the report keeps the order of S9.
    run.attempt('checkpoint', check_checkpoint)
    run.attempt('root-checkpoint', read_root_checkpoint)
    run.attempt('tree', check_tree)
    run.attempt('root-leaf', check_root_leaf)
    run.attempt('root-checkpoint', check_root_checkpoint)
    run.attempt('anchor', check_anchor)
    run.attempt('disclosed', check_disclosed)
    say_not_checked(run)
    return report(run)


def say_not_checked(run):
    """What nobody can see from a bundle alone (S9)."""
    tokens = [path for path in run.bundle.sizes if TSR_FILE.fullmatch(path)]
    if tokens:
        run.not_checked.append('%d RFC 3161 tokens (.tsr): ask openssl ts -verify' % len(tokens))
    if run.has(REPORT_PDF):
        run.not_checked.append('report.pdf: its digest is signed, what it prints was not read')
    if run.records.content:
        run.not_checked.append('stored objects: blob_sha256 is over what the service keeps, which is not in the bundle')
    if run.predicate['filter'] != {}:
        run.not_checked.append('whether the filter was honest: the tree shows how many records are withheld, not which')
    if run.has(OTS):
        run.not_checked.append("whether the block is on everybody's chain: compare its hash with a source of yours")
    run.not_checked.append('whether the root log holds a second history of this tenant: that takes the blinding key')


def report(run, why_skipped=None):
    checks = []
    for name, check in run.checks.items():
        if why_skipped and check.result == 'ok' and not check.detail:
            check.skip(why_skipped)
        more = ['and %d more' % check.left_out] if check.left_out else []
        checks.append({'id': name, 'result': check.result, 'detail': check.detail + more})
    results = {check['result'] for check in checks}
    code = EXIT_FALSE if 'false' in results else EXIT_UNDECIDED if 'undecided' in results else EXIT_PROVEN
    return {'exit': code, 'checks': checks, 'not_checked': run.not_checked}


VERDICTS = ('exit 0: all proven', 'exit 1: something is false', 'exit 2: something could not be decided')


def report_text(found):
    lines = []
    for check in found['checks']:
        result = 'FALSE' if check['result'] == 'false' else check['result']
        lines.append('%-9s %s' % (result, check['id']))
        lines += ['            ' + text for text in check['detail']]
    if found['not_checked']:
        lines += ['', 'not checked:'] + ['  - ' + text for text in found['not_checked']]
    return '\n'.join(lines + ['', VERDICTS[found['exit']]])


def write(stream, text):
    """What could steer a terminal, or write from right to left, is shown as a number. Through bytes, because a
    terminal's own encoding may lack a letter of a name."""
    text = ''.join(char if char == '\n' or char.isprintable() else '\\u%04x' % ord(char) for char in text)
    try:
        stream.flush()
        stream.buffer.write((text + '\n').encode('utf-8', 'backslashreplace'))
        stream.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())  # the reader left; the exit code still counts


def parse_arguments(arguments):
    """(path, pins, regtest, as_json), or Refused."""
    paths, pins, flags, rest = [], [], set(), list(arguments)
    while rest:
        argument = rest.pop(0)
        if argument == '--pin':
            demand(rest, '--pin needs a verifier key')
            pins.append(part('--pin', Key, rest.pop(0)))
        elif argument in ('--regtest', '--json'):
            flags.add(argument)
        else:
            demand(not argument.startswith('-'), '%s is no option' % argument)
            paths.append(argument)
    demand(len(paths) == 1, 'one bundle is needed')
    return paths[0], pins, '--regtest' in flags, '--json' in flags


def main(arguments):
    try:
        path, pins, regtest, as_json = parse_arguments(arguments)
        file = open(path, 'rb')
    except Refused as why:
        write(sys.stderr, '%s\n%s' % (why, USAGE))
        return EXIT_USAGE
    except (OSError, ValueError) as error:
        write(sys.stderr, 'the bundle cannot be opened: %s' % error)
        return EXIT_USAGE
    try:
        with file:
            found = verify_bundle(file, pins, regtest)
    except (MemoryError, OSError) as error:
        write(sys.stderr, 'could not be decided: the bundle cannot be read to its end (%s)' % type(error).__name__)
        return EXIT_UNDECIDED
    # Plain ASCII, so that nothing in a name can end a line or a string.
    write(sys.stdout, json.dumps(found, separators=(',', ':')) if as_json else report_text(found))
    return found['exit']


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
