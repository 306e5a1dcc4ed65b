#!/usr/bin/env python3
"""Checks a Tallystick evidence bundle offline, in the nine steps of LEDGER.md section 9.

    python3 verify.py BUNDLE [--pin VKEY]... [--regtest] [--json]

Python 3.8 or newer and nothing else: no package, no network, no file but the bundle. It was written from
LEDGER.md ("tallystick/ledger/1") without looking at the other verifier, so that a mistake in one shows in the other.

How to read it: parts A to F are the formats (bytes, JSON, signatures, trees, containers, Bitcoin); parts 1 to 9 are
the nine checks, each a function with the same name as in the report; part 10 is the report. "S" with a number is
a section of LEDGER.md. `Refused` means that the bundle is not as LEDGER.md says; it is never a fault of this program.
"""

from __future__ import annotations

import base64
import binascii
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
MAX_FILES = 20_000  # S8
MAX_FILE_BYTES = 256 * 2**20  # S8, each file
MAX_BUNDLE_BYTES = 512 * 2**20  # S8, together: what a small ZIP may unfold to
MAX_NAME = 200  # S8
MAX_KEYS = 16  # S8: vkeys of one list in keys.json
MAX_SIGNATURE_LINES = 100  # S3: the notes we know have two; each line of a known key costs a signature check
CHUNK = 2**16  # bytes that are read at a time


class Refused(Exception):
    """Something in the bundle is not as LEDGER.md says; the text says what."""


# ---------------------------------------------------------------------------------------------------------------------
# A. Bytes and text


def sha256(data):
    return hashlib.sha256(data).digest()


def hmac_sha256(key, message):
    return hmac.new(key, message, hashlib.sha256).digest()


def from_b64(text, length=None):
    """Standard base64 with padding (top of LEDGER.md). Decoding leniently would give one value many spellings, so the
    text must be exactly what encoding the result gives back."""
    try:
        data = base64.b64decode(text.encode('ascii'), validate=True)
    except (UnicodeEncodeError, binascii.Error, ValueError):
        raise Refused('not base64')
    if base64.b64encode(data).decode() != text:
        raise Refused('not the only base64 of its bytes')
    if length is not None and len(data) != length:
        raise Refused('%d bytes where %d belong' % (len(data), length))
    return data


HEX_32 = re.compile(r'[0-9a-f]{64}')
DECIMAL = re.compile(r'0|[1-9][0-9]{0,15}')  # without leading zeros; 16 digits hold MAX_SAFE


def from_decimal(text):
    """A non-negative integer as these formats write it."""
    if not DECIMAL.fullmatch(text) or int(text) > MAX_SAFE:
        raise Refused('%r is not a number as it must be' % text[:20])
    return int(text)


def is_text(value):
    return type(value) is str


def is_count(value):
    """A JSON integer that is never negative. `type`, not `isinstance`: to Python, true is an integer too."""
    return type(value) is int and value >= 0


def is_digest(value):
    return is_text(value) and HEX_32.fullmatch(value) is not None


DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
TIME = re.compile(r'(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z', re.ASCII)


def is_time(value):
    """S1: YYYY-MM-DDTHH:MM:SS.sssZ, a day that the calendar has, no leap second. Such texts sort as the times do."""
    match = TIME.fullmatch(value) if is_text(value) else None
    if match is None:
        return False
    year, month, day = int(match[1]), int(match[2]), int(match[3])
    if not 1 <= month <= 12:
        return False
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 1 <= day <= DAYS[month - 1] + leap


# ---------------------------------------------------------------------------------------------------------------------
# B. JSON and its canonical form, RFC 8785 (JCS)


def utf16(text):
    """The order of JCS is by UTF-16 code units, which is not Python's order once a character is above U+FFFF."""
    return text.encode('utf-16-be', 'surrogatepass')


def _no_duplicates(pairs):
    members = dict(pairs)
    if len(members) != len(pairs):
        raise Refused('a member stands twice in one object')
    return members


def _integer(text):
    """Integers stay exact within MAX_SAFE; beyond it a JSON number is a double, as JCS says."""
    if len(text) <= 17 and -MAX_SAFE <= int(text) <= MAX_SAFE:
        return int(text)
    return _double(text)


def _double(text):
    value = float(text)
    if value in (float('inf'), float('-inf')):
        raise Refused('a number that is too big')
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
        members = sorted(value.items(), key=lambda member: utf16(member[0]))
        return '{' + ','.join([_quote(name) + ':' + canonical(member) for name, member in members]) + '}'
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
        return _reader.decode(raw.decode('utf-8'))
    except UnicodeDecodeError:
        raise Refused('not UTF-8')
    except RecursionError:
        raise Refused('nested too deep')
    except ValueError as error:
        raise Refused('not JSON: %s' % error)


def read_jcs(raw):
    """Bytes that must be the canonical form of what they say: JCS(parse(bytes)) == bytes."""
    value = parse_json(raw)
    # Brackets in strings only make this count too high, never too low: most values need no walk.
    if raw.count(b'{') + raw.count(b'[') > MAX_LEVELS and levels(value) > MAX_LEVELS:
        raise Refused('nested too deep')
    try:
        same = canonical(value).encode('utf-8') == raw
    except UnicodeEncodeError:
        raise Refused('a lone surrogate')
    if not same:
        raise Refused('not in canonical form')
    return value


def members(value, required, optional=()):
    """An object with these members and no others; `value` comes back for reading."""
    if type(value) is not dict:
        raise Refused('not an object')
    for name in required:
        if name not in value:
            raise Refused('%s is missing' % name)
    for name in value:
        if name not in required and name not in optional:
            raise Refused('%s has no place here' % name[:40])
    return value


def demand(true, text):
    if not true:
        raise Refused(text)


# ---------------------------------------------------------------------------------------------------------------------
# C. Signatures: Ed25519 (RFC 8032), verifier keys, signed notes (C2SP), DSSE

P = 2**255 - 19  # the field
L = 2**252 + 27742317777372353535851937790883648493  # the order of the base point
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_1 = pow(2, (P - 1) // 4, P)
IDENTITY = (0, 1, 1, 0)  # points are (X, Y, Z, T) with x = X/Z, y = Y/Z, x*y = T/Z (RFC 8032 section 5.1.4)


def point_add(p, q):
    a = (p[1] - p[0]) * (q[1] - q[0]) % P
    b = (p[1] + p[0]) * (q[1] + q[0]) % P
    c = 2 * p[3] * q[3] * D % P
    d = 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def point_double(p):
    a, b = p[0] * p[0] % P, p[1] * p[1] % P
    h = a + b
    e = h - (p[0] + p[1]) * (p[0] + p[1])
    g = a - b
    f = 2 * p[2] * p[2] + g
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def point_encode(p):
    inverse = pow(p[2], P - 2, P)
    x, y = p[0] * inverse % P, p[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, 'little')


def point_decode(data):
    """The point of 32 bytes, or None: not on the curve, or not the one spelling of its point."""
    y = int.from_bytes(data, 'little')
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * ROOT_OF_MINUS_1 % P
    if x * x % P != square or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


BASE = point_decode((4 * pow(5, P - 2, P) % P).to_bytes(32, 'little'))


def is_refused_key(public_key):
    """S3: under a point of low order one signature fits many messages, and a second spelling of a key (y >= p) would be
    a second name for it. Bytes that are no point at all need no rule: nothing verifies under them."""
    y = int.from_bytes(public_key, 'little') & (2**255 - 1)
    if y >= P:
        return True
    point = point_decode(y.to_bytes(32, 'little'))  # the sign of x does not change the order
    if point is None:
        return False
    eight = point_double(point_double(point_double(point)))
    return eight[0] % P == 0 and (eight[1] - eight[2]) % P == 0


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
        total = point_double(total)
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
        if match is None:
            raise Refused('not a verifier key')
        typed = from_b64(match[3], 33)
        self.vkey, self.name, self.type, self.public = vkey, match[1], typed[0], typed[1:]
        if self.type not in (ED25519, COSIGNATURE):
            raise Refused('a verifier key of an unknown type')
        self.id = sha256(self.name.encode() + b'\n' + typed)[:4]
        if self.id.hex() != match[2]:
            raise Refused('a verifier key whose id is not that of its key')
        if is_refused_key(self.public):
            raise Refused('a public key of low order or in a second spelling')

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

    def is_pinned(self, name):
        return name in self.pinned_names


SIGNATURE_LINE = re.compile('\u2014 ([^\\s+]+) ([A-Za-z0-9+/=]+)')


class Note:
    """C2SP signed-note: text, blank line, signature lines. The last blank line separates; the signed bytes are the text
    with its last newline."""

    def __init__(self, raw):
        try:
            whole = raw.decode('utf-8')
        except UnicodeDecodeError:
            raise Refused('not UTF-8')
        if any(char < ' ' and char != '\n' for char in whole):
            raise Refused('a control character')
        cut = whole.rfind('\n\n')
        if cut < 1:
            raise Refused('no blank line before the signatures')
        self.text = whole[: cut + 1].encode()
        self.lines = signature_lines(whole[cut + 2 :])


def signature_lines(text):
    """`— <name> <b64(key id || signature)>\\n`, one or more; gives [(name, key id, signature)]."""
    *lines, rest = text.split('\n')
    if rest or not lines:
        raise Refused('a signature line without an end')
    if len(lines) > MAX_SIGNATURE_LINES:
        raise Refused('more than %d signature lines' % MAX_SIGNATURE_LINES)
    found = []
    for line in lines:
        match = SIGNATURE_LINE.fullmatch(line)
        if match is None:
            raise Refused('not a signature line')
        data = from_b64(match[2])
        if len(data) < 5:
            raise Refused('a signature line without a signature')
        found.append((match[1], data[:4], data[4:]))
    return found


def cosignature_time(key, text, signature):
    """C2SP cosignature/v1: 8 bytes of time, then Ed25519 over it and the text. Gives the Unix time, or None."""
    if len(signature) != 72:
        return None
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
        if len(lines) != 4 or not KEY_NAME.fullmatch(lines[0]):
            raise Refused('not the three lines of a checkpoint')
        self.origin, self.size, self.root = lines[0], from_decimal(lines[1]), from_b64(lines[2], 32)
        demand(self.size >= 1, 'a checkpoint of an empty tree')


IN_TOTO = 'application/vnd.in-toto+json'


class Envelope:
    """S8: `{"payload","payloadType","signatures":[{"keyid","sig"}]}`. DSSE signs the payload's bytes as they are."""

    def __init__(self, raw):
        value = members(read_jcs(raw), ('payload', 'payloadType', 'signatures'))
        demand(value['payloadType'] == IN_TOTO and is_text(value['payload']), 'another payload type')
        self.payload = from_b64(value['payload'])
        signatures = value['signatures']
        demand(type(signatures) is list and 1 <= len(signatures) <= 16, 'not 1 to 16 signatures')
        self.signatures = []
        for signature in signatures:
            members(signature, ('keyid', 'sig'))
            demand(is_text(signature['keyid']) and is_text(signature['sig']), 'a signature that is no text')
            self.signatures.append(from_b64(signature['sig']))

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
        try:
            lines = head.decode('ascii').split('\n')
        except UnicodeDecodeError:
            raise Refused('not a proof')
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


def tile_root(hashes):
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
        self.files = {}
        for name, text in value.items():
            check_name(name)
            demand(is_text(text), '%s is no text' % name)
            demand(not text.startswith('\ufeff'), '%s begins with a byte order mark and is not base64' % name)
            try:
                self.files[name] = from_b64(text[4:]) if text.startswith('b64:') else text.encode('utf-8')
            except UnicodeEncodeError:
                raise Refused('a lone surrogate in %s' % name)
            except Refused as why:
                raise Refused('%s: %s' % (name, why))
        self.sizes = {name: len(data) for name, data in self.files.items()}
        check_sizes(self.sizes.values())

    def chunks(self, path):
        yield self.files[path]


class ZipEntry:
    """One line of the central directory."""

    def __init__(self, head, name):
        (_, _, _, self.flags, self.method, _, _, self.crc, self.packed, self.size) = struct.unpack('<4s6H3L', head[:28])
        (_, _, _, disk, _, attributes, self.at) = struct.unpack('<5H2L', head[28:46])
        self.name = name
        # Bit 0 encrypts; 1 and 2 tell how hard the writer tried; 3 puts sizes behind the data; 11 says UTF-8.
        demand(not self.flags & ~0b1000_0000_1110, '%s is encrypted or has an unknown flag' % name)
        demand(self.method in (0, 8), '%s is compressed with method %d' % (name, self.method))
        demand(disk == 0, 'more than one disk')
        # The upper half is the Unix mode of the file: a regular one, or nothing is said.
        demand(attributes >> 28 in (0, 8), '%s is not a plain file' % name)
        demand(not attributes & 0x10, '%s is a directory' % name)
        demand(self.method == 8 or self.packed == self.size, '%s is stored with two sizes' % name)


class ZipBundle:
    """A ZIP, strictly: two readers must see the same files in it, so whatever could be read in two ways is refused.
    Entries lie one after another from the first byte to the directory; nothing lies between them."""

    def __init__(self, file):
        self.file = file
        total = file.seek(0, os.SEEK_END)
        # The end record is the last 22 bytes, because a comment is refused.
        end = self.bytes_at(max(0, total - 22), 22)
        (mark, disk, first_disk, here, count, size, start, comment) = struct.unpack('<4s4H2LH', end)
        demand(mark == b'PK\x05\x06' and comment == 0, 'no end record at the end')
        demand(disk == first_disk == 0 and here == count, 'more than one disk')
        demand(start + size + 22 == total, 'the end record does not fit')
        demand(count <= MAX_FILES, 'more than %d files' % MAX_FILES)
        entries = self.directory(start, size, count)
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

    def directory(self, at, size, count):
        end, entries = at + size, []
        for _ in range(count):
            head = self.bytes_at(at, 46)
            name_size, extra_size, comment_size = struct.unpack('<3H', head[28:34])
            demand(head[:4] == b'PK\x01\x02' and comment_size == 0, 'a directory entry that is not as it must be')
            tail = self.bytes_at(at + 46, name_size + extra_size)
            try:
                name = tail[:name_size].decode('ascii')
            except UnicodeDecodeError:
                raise Refused('a name that is not allowed')
            check_name(name)
            check_extra(tail[name_size:])
            entries.append(ZipEntry(head, name))
            at += 46 + name_size + extra_size
        demand(at == end, 'the directory is longer or shorter than it says')
        return entries

    def lay_out(self, entries, start):
        """Local headers agree with the directory (S8), and the entries fill the file up to the directory."""
        at = 0
        for entry in sorted(entries, key=lambda entry: entry.at):
            demand(entry.at == at, 'bytes that belong to no entry, or to two')
            head = self.bytes_at(at, 30)
            (mark, _, flags, method, _, _, crc, packed, size, name_size, extra_size) = struct.unpack('<4s5H3L2H', head)
            name = self.bytes_at(at + 30, name_size)
            check_extra(self.bytes_at(at + 30 + name_size, extra_size))
            described = bool(flags & 8)  # crc and sizes stand behind the data, zeros may stand here
            same = (mark, flags, method, name) == (b'PK\x03\x04', entry.flags, entry.method, entry.name.encode())
            for said, listed in ((crc, entry.crc), (packed, entry.packed), (size, entry.size)):
                same = same and (said == listed or (described and said == 0))
            demand(same, 'the local header of %s does not agree with the directory' % entry.name)
            entry.data_at = at + 30 + name_size + extra_size
            at = entry.data_at + entry.packed
            if described:
                at += self.descriptor_size(at, entry)
        demand(at == start, 'bytes between the last entry and the directory')

    def descriptor_size(self, at, entry):
        expected = struct.pack('<3L', entry.crc, entry.packed, entry.size)
        if self.bytes_at(at, 16) == b'PK\x07\x08' + expected:
            return 16
        demand(self.bytes_at(at, 12) == expected, 'the data descriptor of %s does not agree' % entry.name)
        return 12

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
    head = file.read(64)
    if head.lstrip(b' \t\r\n')[:1] == b'{':
        # 4/3 for base64, half as much again for escapes: more than that is not a bundle within S8's limits.
        demand(file.seek(0, os.SEEK_END) <= 2 * MAX_BUNDLE_BYTES, 'a JSON file of more than 1 GiB')
        file.seek(0)
        return JsonBundle(file)
    return ZipBundle(file)


def whole(bundle, path):
    """All bytes of one file."""
    return b''.join(bundle.chunks(path))


def lines_of(bundle, path):
    """The lines of a jsonl file without their 0x0A, only ever one in memory; a last line without one is an error that
    the caller hears of as (line, False)."""
    pending = []
    for chunk in bundle.chunks(path):
        first, *others = chunk.split(b'\n')
        pending.append(first)
        for line in others:
            yield b''.join(pending), True
            pending = [line]
    last = b''.join(pending)
    if last:
        yield last, False


# ---------------------------------------------------------------------------------------------------------------------
# F. OpenTimestamps and Bitcoin (S7)

OTS_MAGIC = b'\x00OpenTimestamps\x00\x00Proof\x00\xbf\x89\xe2\xe8\x84\xe8\x92\x94'
OTS_SHA256, OTS_APPEND, OTS_PREPEND, OTS_ATTESTATION, OTS_FORK = 0x08, 0xF0, 0xF1, 0x00, 0xFF
ATTESTATION_PENDING, ATTESTATION_BITCOIN = '83dfe30d2ef90c8e', '0588960d73d71901'
ATTESTATIONS_OF_OTHER_CHAINS = ('06869a0d73d71b45', '30fe8087b5c7ead7')  # Litecoin and Ethereum, a height too
OTS_URI = re.compile(rb'[A-Za-z0-9._/:-]{0,1000}')
OTS_MAX_MESSAGE = 4096
OTS_MAX_DEPTH = 256  # as in the reference implementation


class OtsProof:
    """A detached `.ots` file: the digest it is about, and what each attestation attests: [(message, height)] for
    Bitcoin, calendar addresses that only promise, and a count of attestations of other kinds."""

    def __init__(self, raw):
        self.raw, self.at = raw, 0
        self.blocks, self.calendars, self.unknown = [], [], 0
        demand(self.take(len(OTS_MAGIC)) == OTS_MAGIC, 'not an OpenTimestamps proof')
        demand(self.take(1) == b'\x01', 'another version')
        # The file's hash function is data too: a proof may name another one over the same 32 bytes.
        self.demand_operation(self.take(1)[0], (OTS_SHA256,))
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

    def demand_operation(self, tag, known):
        demand(tag in known, 'operation %02x' % tag)

    def tree(self, message, depth):
        """tree := ( ff item )* item: each ff says that one more sibling follows."""
        demand(depth > 0, 'nested too deep')
        more = True
        while more:
            tag = self.take(1)[0]
            more = tag == OTS_FORK
            if more:
                tag = self.take(1)[0]
            if tag == OTS_ATTESTATION:
                self.attestation(message)
            else:
                self.tree(self.apply(tag, message), depth - 1)

    def apply(self, tag, message):
        self.demand_operation(tag, (OTS_SHA256, OTS_APPEND, OTS_PREPEND))
        if tag == OTS_SHA256:
            return sha256(message)
        argument = self.text(1, OTS_MAX_MESSAGE)
        result = message + argument if tag == OTS_APPEND else argument + message
        demand(len(result) <= OTS_MAX_MESSAGE, 'a message that is too long')
        return result

    def attestation(self, message):
        kind = self.take(8).hex()
        end = self.number()
        demand(end <= 8192, 'an attestation that is too long')
        end += self.at
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
MAX_DETAIL = 40  # texts a check keeps; a hostile bundle could make millions


class Check:
    """One line of the report. False wins over undecided; a check is skipped when it had nothing to work on."""

    def __init__(self, name):
        self.name, self.result, self.detail, self.left_out = name, 'ok', [], 0

    def say(self, text):
        if len(self.detail) < MAX_DETAIL:
            self.detail.append(text)
        else:
            self.left_out += 1

    def false(self, text):
        self.result = 'false'
        self.say(text)

    def undecided(self, text):
        if self.result != 'false':
            self.result = 'undecided'
        self.say(text)

    def skip(self, text):
        self.result = 'skipped'
        self.say(text)

    def texts(self):
        return self.detail + (['and %d more' % self.left_out] if self.left_out else [])


class Run:
    """What the checks share: the bundle, the auditor's choices, and what earlier checks found."""

    def __init__(self, pins, regtest):
        self.pins, self.regtest = pins, regtest
        self.checks = {name: Check(name) for name in CHECKS}
        self.not_checked = []
        self.bundle = None  # set by `bag`
        self.digests = {}  # path -> hex, set by `bag`
        self.lines = {}  # path of a jsonl file -> number of lines, set by `bag`
        self.origin = self.keys = self.predicate = None  # set by `statement`
        self.records = Records()  # filled by `records`
        self.checkpoint = self.root_checkpoint = None  # parsed before `tree`; None when malformed

    def has(self, path):
        return path in self.bundle.sizes

    def under(self, prefix):
        return sorted(path for path in self.bundle.sizes if path.startswith(prefix))

    def judge_signer(self, check, name):
        """S9: a signature checked only with a claimed key proves that somebody signed, not who."""
        if self.keys.is_pinned(name):
            check.say('signed by the pinned key of %s' % name)
        else:
            check.undecided('signed by a key that only the bundle claims for %s' % name)


# ---------------------------------------------------------------------------------------------------------------------
# 1. bag: the container and layout of S8, every file listed, every digest equal, nothing extra

TAG_FILES = ('bagit.txt', 'bag-info.txt', 'manifest-sha256.txt', 'tagmanifest-sha256.txt')
FOR_PEOPLE = ('verify.py', 'VERIFY.md')
STATEMENT, RECORDS, KEYS, TREE_CHECKPOINT = (
    'data/statement.dsse.json',
    'data/records.jsonl',
    'data/keys.json',
    'data/tree/checkpoint',
)
ROOT_CHECKPOINT, ROOT_LEAF, ROOT_PROOF = 'data/root/checkpoint', 'data/root/leaf.json', 'data/root/proof.tlog-proof'
ROOT_PARTS = (ROOT_CHECKPOINT, ROOT_LEAF, ROOT_PROOF)
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
    try:
        run.bundle = open_container(file)
    except Refused as why:
        return check.false('%s' % why)
    for text in layout_errors(run):
        check.false(text)
    if check.result != 'ok':
        return
    for path in sorted(run.bundle.sizes):
        try:
            digest_file(run, path)
        except Refused as why:
            return check.false('%s' % why)
    if whole(run.bundle, 'bagit.txt') != BAGIT:
        check.false('bagit.txt is not as it must be')
    payload = run.under('data/')
    check_oxum(run, check, payload)
    check_manifest(run, check, 'manifest-sha256.txt', payload)
    others = [path for path in run.bundle.sizes if not path.startswith('data/') and path != 'tagmanifest-sha256.txt']
    check_manifest(run, check, 'tagmanifest-sha256.txt', others)
    if check.result == 'ok':
        check.say('%d files, all listed, all digests equal' % len(run.bundle.sizes))


def layout_errors(run):
    for path in REQUIRED:
        if not run.has(path):
            yield '%s is missing' % path
    for path in run.bundle.sizes:
        if path not in KNOWN and not is_of_a_family(path):
            yield '%s has no place in a bundle' % path
    roots = sum(run.has(path) for path in ROOT_PARTS)
    if roots not in (0, 3):
        yield 'data/root/ is there in part only'
    if roots == 0 and run.under('data/anchors/'):
        yield 'data/anchors/ without data/root/'


def is_of_a_family(path):
    content = CONTENT_FILE.fullmatch(path)
    return int(content[1]) <= MAX_SAFE if content else TILE_FILE.fullmatch(path) or TSR_FILE.fullmatch(path)


def digest_file(run, path):
    """One reading of each file: its digest, and the lines of a jsonl file for the counts of the statement."""
    digest, run.lines[path] = hashlib.sha256(), 0
    for chunk in run.bundle.chunks(path):
        digest.update(chunk)
        run.lines[path] += chunk.count(b'\n')
    run.digests[path] = digest.hexdigest()


def check_oxum(run, check, payload):
    """RFC 8493: bytes and files of the payload. Other members of bag-info.txt are free."""
    try:
        lines = whole(run.bundle, 'bag-info.txt').decode('utf-8').split('\n')
    except UnicodeDecodeError:
        return check.false('bag-info.txt is not UTF-8')
    said = [line for line in lines if line.startswith('Payload-Oxum:')]
    size = sum(run.bundle.sizes[path] for path in payload)
    if said != ['Payload-Oxum: %d.%d' % (size, len(payload))]:
        check.false('Payload-Oxum is wrong')


def check_manifest(run, check, name, expected):
    listed = {}
    try:
        *lines, rest = whole(run.bundle, name).decode('utf-8').split('\n')
    except UnicodeDecodeError:
        return check.false('%s is not UTF-8' % name)
    for line in lines:
        match = MANIFEST_LINE.fullmatch(line)
        if match is None or match[2] in listed:
            return check.false('%s is not a manifest, or lists a file twice' % name)
        listed[match[2]] = match[1]
    if rest:
        return check.false('%s is not a manifest' % name)
    for path in sorted(set(listed) - set(expected)):
        check.false('%s lists %s, which is not there or not its own' % (name, path))
    for path in sorted(set(expected) - set(listed)):
        check.false('%s does not list %s' % (name, path))
    for path in expected:
        if listed.get(path, run.digests[path]) != run.digests[path]:
            check.false('%s has another digest' % path)


# ---------------------------------------------------------------------------------------------------------------------
# 2. statement: keys.json; a good signature; its subjects equal the files, its counts what is there

LOG_ORIGIN = re.compile(r'[a-z0-9]([a-z0-9.-]*[a-z0-9])?(/[a-z0-9][a-z0-9._-]*)*', re.ASCII)
TENANT = re.compile(r'tn_[0-9a-hjkmnp-tv-z]{26}', re.ASCII)
COUNTS = ('content', 'masked', 'people', 'records', 'sealed', 'withheld')
PREDICATE = ('checkpoint_size', 'counts', 'filter', 'generated_at', 'masked', 'range', 'requested_by', 'tenant')


def check_statement(run, check):
    """False and nothing more when a part cannot be read: without it there is nothing to compare the rest with."""
    try:
        read_keys(run)
    except Refused as why:
        return check.false('keys.json: %s' % why)
    try:
        envelope = Envelope(whole(run.bundle, STATEMENT))
        subjects, predicate = read_payload(envelope.payload)
    except Refused as why:
        return check.false('the statement: %s' % why)
    run.predicate = predicate
    signer = run.origin + '/export'
    if envelope.signed_by(run.keys.of(ED25519, signer)):
        run.judge_signer(check, signer)
    else:
        check.false('no good signature by a known key of %s' % signer)
    check_subjects(run, check, subjects)
    check_counts(run, check)


def read_keys(run):
    """keys.json says which keys the exporter claims, and under which log origin everything stands."""
    value = members(read_jcs(whole(run.bundle, KEYS)), ('export', 'origin', 'root', 'tenant'), ('witness',))
    origin = value['origin']
    demand(is_text(origin) and len(origin) <= 128 and LOG_ORIGIN.fullmatch(origin), 'not a log origin')
    names = {'export': '/export', 'root': '/root', 'tenant': '/tn_', 'witness': None}
    claimed = []
    for part, name in names.items():
        vkeys = value.get(part, [])
        demand(type(vkeys) is list and len(vkeys) <= MAX_KEYS, '%s is not a list of at most %d' % (part, MAX_KEYS))
        for vkey in vkeys:
            key = Key(vkey)
            demand(key.type == (ED25519 if name else COSIGNATURE), 'a key of another type under %s' % part)
            claimed.append(key)
    run.origin, run.keys = origin, KnownKeys(claimed, run.pins)


def read_payload(raw):
    value = members(read_jcs(raw), ('_type', 'predicate', 'predicateType', 'subject'))
    demand(value['_type'] == 'https://in-toto.io/Statement/v1', 'another type')
    demand(value['predicateType'] == 'urn:tallystick:evidence:1', 'another predicate type')
    demand(type(value['subject']) is list, 'no subjects')
    subjects = {}
    for subject in value['subject']:
        members(subject, ('digest', 'name'))
        digest = members(subject['digest'], ('sha256',))['sha256']
        demand(is_text(subject['name']) and is_digest(digest), 'a subject that is not as it must be')
        demand(subject['name'] not in subjects, 'a subject that stands twice')
        subjects[subject['name']] = digest
    predicate = members(value['predicate'], PREDICATE)
    counts = members(predicate['counts'], COUNTS)
    span = members(predicate['range'], ('first', 'last'))
    demand(all(is_count(counts[name]) for name in COUNTS), 'counts that are no counts')
    demand(is_count(span['first']) and is_count(span['last']) and span['first'] <= span['last'], 'not a range')
    demand(is_text(predicate['tenant']) and TENANT.fullmatch(predicate['tenant']), 'not a tenant')
    demand(is_text(predicate['requested_by']), 'requested_by is no text')
    demand(type(predicate['filter']) is dict and type(predicate['masked']) is bool, 'filter or masked')
    demand(is_time(predicate['generated_at']), 'generated_at is no time')
    demand(is_count(predicate['checkpoint_size']), 'checkpoint_size')
    return subjects, predicate


def check_subjects(run, check, subjects):
    files = set(run.under('data/')) - {STATEMENT}
    for path in sorted(files - set(subjects)):
        check.false('%s is not a subject of the statement' % path)
    for path in sorted(set(subjects) - files):
        check.false('subject %s is not in the bag' % path)
    for path in sorted(files & set(subjects)):
        if subjects[path] != run.digests[path]:
            check.false('the statement has another digest for %s' % path)


def check_counts(run, check):
    predicate, lines = run.predicate, run.lines
    first, last = predicate['range']['first'], predicate['range']['last']
    contents = [path for path in run.bundle.sizes if CONTENT_FILE.fullmatch(path)]
    there = {
        'records': lines[RECORDS],
        'sealed': lines.get(SEALED, 0),
        'people': lines.get(PEOPLE, 0),
        'content': len(contents),
        'masked': sum(is_masked(run, path) for path in contents),
        'withheld': last - first + 1 - lines[RECORDS],
    }
    for name in COUNTS:
        if predicate['counts'][name] != there[name]:
            check.false('counts.%s is %d, in the bag are %d' % (name, predicate['counts'][name], there[name]))
    if predicate['filter'] == {} and there['withheld'] != 0:
        check.false('no filter, yet %d records for %d positions' % (lines[RECORDS], last - first + 1))
    if there['masked'] and not predicate['masked']:
        check.false('masked files in an export that says it has none')
    check.say('records %d to %d looked through, %d exported, %d withheld' % (first, last, lines[RECORDS], there['withheld']))


def is_masked(run, path):
    """Only for counting; whether the file is as it must be is for `disclosed` to say."""
    try:
        value = read_jcs(whole(run.bundle, path))
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
STREAM = re.compile(r'[a-z][a-z0-9_]*(\.[a-z0-9_]+)+', re.ASCII)
SUBJECT = re.compile(r'sub_[0-9a-hjkmnp-tv-z]{26}', re.ASCII)
COMMITMENT = 'hmac-sha256/32'
NO_PREVIOUS = '0' * 64


def is_name(value):
    """1 to 512 bytes of UTF-8; that it is UTF-8 was proven by its record's bytes."""
    return is_text(value) and 1 <= len(value.encode('utf-8')) <= 512


def is_source(value, seq):
    return type(value) is dict and set(value) == {'pull'} and is_count(value['pull']) and value['pull'] < seq


def is_ascending(values):
    return all(one < next_one for one, next_one in zip(values, values[1:]))


def is_sealed(value, seq):
    if type(value) is not dict or set(value) != {'alg', 'commit', 'fields'} or value['alg'] != COMMITMENT:
        return False
    fields = value['fields']
    named = type(fields) is list and len(fields) >= 1 and all(is_text(name) for name in fields)
    return named and is_digest(value['commit']) and is_ascending([utf16(name) for name in fields])


def is_content(value, seq):
    needed = {'alg', 'blob', 'blob_sha256', 'bytes', 'commit'}
    if type(value) is not dict or set(value) - {'sha256'} != needed or value['alg'] != COMMITMENT:
        return False
    digests = [value[name] for name in ('commit', 'blob_sha256', 'sha256') if name in value]
    return is_name(value['blob']) and is_count(value['bytes']) and all(is_digest(digest) for digest in digests)


def is_refs(value, seq):
    known = type(value) is list and len(value) >= 1 and all(is_count(ref) and ref < seq for ref in value)
    return known and is_ascending(value)


# The table of S1: member -> (always there, what it must be, given the record's own seq).
RECORD = {
    'v': (True, lambda value, seq: type(value) is int and value == 1),
    'tenant': (True, lambda value, seq: is_text(value) and TENANT.fullmatch(value)),
    'seq': (True, lambda value, seq: True),  # checked before the others, which need it
    'prev': (True, lambda value, seq: is_digest(value) and (seq > 0 or value == NO_PREVIOUS)),
    'kind': (True, lambda value, seq: is_text(value) and value in KINDS),
    'stream': (True, lambda value, seq: is_text(value) and len(value) <= 128 and STREAM.fullmatch(value)),
    'id': (True, lambda value, seq: is_name(value)),
    'rev': (True, lambda value, seq: is_count(value)),
    'occurred_at': (True, lambda value, seq: is_time(value)),
    'ingested_at': (True, lambda value, seq: is_time(value)),
    'subject': (False, lambda value, seq: is_text(value) and SUBJECT.fullmatch(value)),
    'source': (False, is_source),
    'data': (True, lambda value, seq: type(value) is dict),
    'sealed': (False, is_sealed),
    'content': (False, is_content),
    'refs': (False, is_refs),
}
ALWAYS = frozenset(name for name, (always, _) in RECORD.items() if always)


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
    record = read_jcs(raw)
    demand(type(record) is dict, 'not an object')
    demand(has_only_integers(record), 'a number that is no integer within 2^53')
    seq = record.get('seq')
    demand(is_count(seq), 'seq is not as it must be')
    for name, value in record.items():
        rule = RECORD.get(name)
        demand(rule is not None, '%s has no place in a record' % name[:40])
        if not rule[1](value, seq):
            raise Refused('%s is not as it must be' % name)
    missing = ALWAYS - record.keys()
    demand(not missing, '%s is missing' % ', '.join(sorted(missing)))
    return record


class Records:
    """What later checks need to know of the records, a few dozen bytes each: the records themselves are not kept."""

    def __init__(self):
        self.seqs = array('Q')  # in file order
        self.leaves = bytearray()  # 32 bytes each, in the same order
        self.prevs = bytearray()
        self.sealed = {}  # seq -> (commit, field names)
        self.content = {}  # seq -> (commit, sha256 or None, bytes)
        self.erased = set()  # seqs that an exported erasure record refers to
        self.subjects = set()
        self.pulls = set()
        self.revisions = {}  # digest of (stream, id) -> highest rev; a digest is smaller than the two texts

    def leaf(self, at):
        return bytes(self.leaves[32 * at : 32 * at + 32])

    def prev(self, at):
        return bytes(self.prevs[32 * at : 32 * at + 32])

    def has(self, seq):
        at = bisect_left(self.seqs, seq)
        return at < len(self.seqs) and self.seqs[at] == seq

    def add(self, record, leaf):
        seq = record['seq']
        self.seqs.append(seq)
        self.leaves += leaf
        self.prevs += bytes.fromhex(record['prev'])
        if record['kind'] == 'pull':
            self.pulls.add(seq)
        if record['kind'] == 'erasure':
            self.erased.update(record.get('refs', ()))
        if 'subject' in record:
            self.subjects.add(record['subject'])
        if 'sealed' in record:
            self.sealed[seq] = (record['sealed']['commit'], tuple(record['sealed']['fields']))
        if 'content' in record:
            content = record['content']
            self.content[seq] = (content['commit'], content.get('sha256'), content['bytes'])


def check_records(run, check):
    seen, number, before = run.records, 0, None
    for raw, ended in lines_of(run.bundle, RECORDS):
        number += 1
        if not ended:
            check.false('the last line has no newline')
        try:
            record = read_record(raw)
        except Refused as why:
            check.false('line %d: %s' % (number, why))  # it takes no part in what follows
            continue
        leaf = leaf_hash(raw)
        for text in faults_of(run, record, before):
            check.false('record %d: %s' % (record['seq'], text))
        seen.add(record, leaf)
        before = record
    if not number:
        check.false('no record')
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
    if pull is not None and pull not in seen.pulls and seen.has(pull):
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
    check_leaves(run, check, tiles)
    tiles.check_parents()
    tiles.check_root(run.checkpoint.root)
    if check.result == 'ok':
        check.say('every exported record is in the tree of %d' % size)


class Tiles:
    """The hash tiles that a bundle of these records must have: the partial tile of every level, and every full tile
    from an exported leaf up to a partial one; no others."""

    def __init__(self, run, check, size):
        self.run, self.check, self.size = run, check, size
        self.partial = {}  # level -> (index, width)
        level, count = 0, size  # count: hashes of this level that stand in tiles
        while count:
            if count % 256:
                self.partial[level] = (count // 256, count % 256)
            level, count = level + 1, count // 256
        self.full = set()  # (level, index)
        for seq in run.records.seqs:
            level, index = 0, seq >> 8
            while (level, index) not in self.full and index < size >> 8 * (level + 1):
                self.full.add((level, index))
                level, index = level + 1, index >> 8
        self.last = (None, None)

    def path(self, level, index):
        """The tile that has this place, or None when the bundle need not have it."""
        if (level, index) in self.full:
            return tile_path(level, index)
        partial = self.partial.get(level)
        return tile_path(level, index, partial[1]) if partial and partial[0] == index else None

    def hashes(self, path):
        """The hashes of a tile, or None when it is missing or of another length; the last one is kept, as records come
        in order."""
        if self.last[0] != path:
            hashes = None
            if path is not None and self.run.bundle.sizes.get(path) == 32 * width_of(path):
                raw = whole(self.run.bundle, path)
                hashes = [raw[at : at + 32] for at in range(0, len(raw), 32)]
            self.last = (path, hashes)
        return self.last[1]

    def entry(self, level, place):
        """The hash at a place of a level, or None when no tile of the bundle has it."""
        hashes = self.hashes(self.path(level, place >> 8))
        return hashes[place & 255] if hashes and place & 255 < len(hashes) else None

    def wanted(self):
        for level, (index, width) in self.partial.items():
            yield tile_path(level, index, width)
        for level, index in self.full:
            yield tile_path(level, index)

    def check_presence(self):
        wanted = set(self.wanted())
        for path in sorted(wanted):
            size = self.run.bundle.sizes.get(path)
            if size is None:
                self.check.false('%s is missing' % path)
            elif size != 32 * width_of(path):
                self.check.false('%s does not have %d hashes' % (path, width_of(path)))
        for path in self.run.under('data/tree/tile/'):
            if path not in wanted:
                self.check.false('%s belongs to no exported record' % path)

    def check_parents(self):
        for level, index in sorted(self.full):
            hashes = self.hashes(self.path(level, index))
            if hashes and self.entry(level + 1, index) not in (None, tile_root(hashes)[0]):
                self.check.false('%s is not what its parent says' % tile_path(level, index))

    def check_root(self, root):
        """The partial tiles, highest level first, are runs of perfect subtrees; folded from the right they are the
        root of the whole tree, because RFC 6962 promotes what has no sibling."""
        peaks = []
        for level in sorted(self.partial, reverse=True):
            hashes = self.hashes(self.path(level, self.partial[level][0]))
            if not hashes:
                return  # reported as missing
            peaks += tile_root(hashes)
        value = peaks.pop()
        while peaks:
            value = node_hash(peaks.pop(), value)
        if value != root:
            self.check.false('the tiles do not make the root of the checkpoint')


def width_of(path):
    return int(path.rpartition('.p/')[2]) if '.p/' in path else 256


def check_leaves(run, check, tiles):
    records = run.records
    for at, seq in enumerate(records.seqs):
        if seq >= tiles.size:
            check.false('record %d is not in a tree of %d' % (seq, tiles.size))
            continue
        if tiles.entry(0, seq) not in (None, records.leaf(at)):  # None: its tile was reported as missing
            check.false('record %d is not the leaf at its place' % seq)
        if seq and tiles.entry(0, seq - 1) not in (None, records.prev(at)):
            check.false('prev of record %d is not the leaf before it' % seq)


# ---------------------------------------------------------------------------------------------------------------------
# 5. checkpoint: its form, signature and origin


def check_checkpoint(run, check):
    try:
        checkpoint = Checkpoint(whole(run.bundle, TREE_CHECKPOINT))
    except Refused as why:
        return check.false('data/tree/checkpoint: %s' % why)
    run.checkpoint = checkpoint
    check_signed(run, check, checkpoint, '%s/%s' % (run.origin, run.predicate['tenant']))


def check_signed(run, check, checkpoint, origin):
    """A checkpoint of this origin, signed by a key whose name is the origin (S3)."""
    if checkpoint.origin != origin:
        return check.false('origin %s instead of %s' % (checkpoint.origin, origin))
    try:
        check_note_signatures(checkpoint.note, run.keys.of(ED25519, origin))
    except Refused as why:
        return check.false('%s' % why)
    run.judge_signer(check, origin)


# ---------------------------------------------------------------------------------------------------------------------
# 6. root-leaf: label || H(note text || salt) stands in the root log under the root checkpoint


def check_root_leaf(run, check):
    if not run.has(ROOT_LEAF):
        return check.undecided('not in the root log yet')
    if run.checkpoint is None or run.root_checkpoint is None:
        return check.skip('a checkpoint cannot be read')
    try:
        index, data = read_leaf(run)
    except Refused as why:
        return check.false('leaf.json: %s' % why)
    try:
        proof = TlogProof(whole(run.bundle, ROOT_PROOF))
    except Refused as why:
        return check.false('proof.tlog-proof: %s' % why)
    root = run.root_checkpoint
    if proof.index != index:
        check.false('leaf.json says index %d, the proof %d' % (index, proof.index))
    if proof.checkpoint != whole(run.bundle, ROOT_CHECKPOINT):
        check.false('the proof has another checkpoint than data/root/checkpoint')
    if not is_included(leaf_hash(data), proof.index, root.size, proof.path, root.root):
        check.false('the tenant checkpoint does not stand in the root log at this place')
    if check.result == 'ok':
        check.say('the tenant checkpoint is leaf %d of the root log of %d' % (index, root.size))


def read_leaf(run):
    """S3: the 64 raw bytes of the leaf. Label and salt hide the tenant from everybody who was not given them."""
    value = members(read_jcs(whole(run.bundle, ROOT_LEAF)), ('index', 'label', 'salt'))
    demand(is_count(value['index']), 'index')
    demand(is_digest(value['label']), 'label')
    demand(is_text(value['salt']), 'salt')
    salt = from_b64(value['salt'], 32)
    return value['index'], bytes.fromhex(value['label']) + sha256(run.checkpoint.note.text + salt)


# ---------------------------------------------------------------------------------------------------------------------
# 7. root-checkpoint: its form, signature, origin; exactly one signature line; cosignatures if any


def read_root_checkpoint(run, check):
    if not run.has(ROOT_CHECKPOINT):
        return check.undecided('not in the root log yet')
    try:
        run.root_checkpoint = Checkpoint(whole(run.bundle, ROOT_CHECKPOINT))
    except Refused as why:
        check.false('data/root/checkpoint: %s' % why)


def check_root_checkpoint(run, check):
    root = run.root_checkpoint
    if root is None:
        return
    if len(root.note.lines) != 1:
        check.false('data/root/checkpoint has more than its own signature line')
    check_signed(run, check, root, run.origin + '/root')
    if run.has(COSIGNATURES):
        check_cosignatures(run, check, root.note.text)


def check_cosignatures(run, check, text):
    """S7.3: witnesses sign that they saw this tree, and no other history, before."""
    try:
        lines = signature_lines(whole(run.bundle, COSIGNATURES).decode('utf-8'))
    except UnicodeDecodeError:
        return check.false('data/anchors/cosignatures: not UTF-8')
    except Refused as why:
        return check.false('data/anchors/cosignatures: %s' % why)
    witnesses = {(key.name, key.id): key for key in run.keys.of(COSIGNATURE)}
    for name, key_id, signature in lines:
        key = witnesses.get((name, key_id))
        if key is None:
            run.not_checked.append('cosignature of %s, a witness that is not known' % name)
            continue
        time = cosignature_time(key, text, signature)
        if time is None:
            check.false('the cosignature of %s is wrong' % name)
        else:
            claimed = '' if run.keys.is_pinned(name) else ', by a key that only the bundle claims'
            check.say('cosigned by %s at Unix time %d%s' % (name, time, claimed))


# ---------------------------------------------------------------------------------------------------------------------
# 8. anchor: headers and their proof of work; the .ots proof; how deep the block is buried


def check_anchor(run, check):
    if not run.has(ROOT_CHECKPOINT):
        return check.undecided('not in the root log yet')
    headers = check_headers(run, check)
    if not run.has(OTS):
        return check.undecided('no proof yet: the anchor is pending')
    try:
        proof = OtsProof(whole(run.bundle, OTS))
    except Refused as why:
        return check.false('root.ots: %s' % why)
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
            depths[height] = headers_on_top(headers, height)
    say_when(check, headers, depths)
    for address in proof.calendars:
        check.say('promised by %s' % address)
    if proof.unknown:
        check.say('%d attestations of kinds that prove nothing here' % proof.unknown)


def check_headers(run, check):
    """{height: Header}; every proof of work, and every two of consecutive heights chained."""
    if not run.has(HEADERS):
        return {}
    try:
        value = read_jcs(whole(run.bundle, HEADERS))
        demand(type(value) is dict, 'not an object')
        headers = {}
        for height, text in value.items():
            demand(is_text(text) and re.fullmatch('[0-9a-f]{160}', text), 'a header that is not 80 bytes in hex')
            headers[from_decimal(height)] = Header(bytes.fromhex(text))
    except Refused as why:
        check.false('headers.json: %s' % why)
        return {}
    for height in sorted(headers):
        header, after = headers[height], headers.get(height + 1)
        if not header.has_work():
            check.false('header %d does not meet its target' % height)
        if after is not None and after.previous != header.hash:
            check.false('header %d does not follow %d' % (height + 1, height))
    if any(header.target > WEAK_TARGET for header in headers.values()) and not run.regtest:
        check.undecided('headers with a target above 2^192 prove no work')
    return headers


def headers_on_top(headers, height):
    count = 0
    while height + count + 1 in headers:
        count += 1
    return count


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


def check_disclosed(run, check):
    sealed = check_sealed(run, check)
    check_people(run)
    texts = check_contents(run, check)
    if check.result == 'ok':
        check.say('%d records with personal fields and %d texts recompute' % (sealed, texts))


def check_sealed(run, check):
    """S4: commit = HMAC(salt, JCS(fields)). HMAC pads short keys with zeros, so a salt of another length would open the
    same commitment twice."""
    last, good = -1, 0
    for raw, ended in lines_of(run.bundle, SEALED) if run.has(SEALED) else ():
        try:
            demand(ended, 'the last line has no newline')
            value = members(read_jcs(raw), ('fields', 'salt', 'seq'))
            seq, fields = value['seq'], value['fields']
            demand(is_count(seq) and type(fields) is dict and is_text(value['salt']), 'a line that is not as it must be')
            demand(seq > last, 'does not ascend at %d' % seq)
            last = seq
            demand(seq in run.records.sealed, 'record %d has no sealed fields in the export' % seq)
            commit, names = run.records.sealed[seq]
            demand(tuple(sorted(fields, key=utf16)) == names, 'record %d shows other fields than it sealed' % seq)
            opened = hmac_sha256(from_b64(value['salt'], 32), canonical(fields).encode())
            demand(opened.hex() == commit, 'record %d committed to other values' % seq)
            good += 1
        except Refused as why:
            check.false('sealed.jsonl: %s' % why)
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
    for raw, ended in lines_of(run.bundle, PEOPLE):
        try:
            demand(ended, 'the last line has no newline')
            value = members(read_jcs(raw), ('subject',), ('email', 'name'))
            demand(len(value) > 1 and all(is_text(text) for text in value.values()), 'a line that is not as it must be')
            demand(SUBJECT.fullmatch(value['subject']) and value['subject'] > last, 'subjects do not ascend')
            last = value['subject']
            demand(last in run.records.subjects, '%s is in no exported record' % last)
        except Refused as why:
            fault = ' (and the file is not as it must be: %s)' % why
    run.not_checked.append('people.jsonl: who is behind a subject is what the exporter says%s' % fault)


def check_contents(run, check):
    records, texts, masked = run.records, 0, 0
    paths = {int(CONTENT_FILE.fullmatch(path)[1]): path for path in run.under('data/content/')}
    for seq in sorted(paths):
        try:
            if check_content(records, seq, whole(run.bundle, paths[seq])):
                texts += 1
            else:
                masked += 1
        except Refused as why:
            check.false('content %d: %s' % (seq, why))
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
    members(value, ('salt', 'seq', 'text') if is_clear else ('marks', 'masked', 'seq'))
    demand(type(value['seq']) is int and value['seq'] == seq, 'another seq inside than in its name')
    demand(seq in records.content, 'no exported record with content')
    if not is_clear:
        check_marks(value)
        return False
    demand(is_text(value['text']) and is_text(value['salt']), 'text or salt is no text')
    commit, digest, size = records.content[seq]
    text = value['text'].encode('utf-8')
    demand(len(text) == size, 'another length than the record says')
    demand(digest is None or sha256(text).hex() == digest, 'the record has the digest of another text')
    opened = hmac_sha256(from_b64(value['salt'], 32), text)
    demand(opened.hex() == commit, 'the record committed to another text')
    return True


def check_marks(value):
    demand(is_text(value['masked']) and type(value['marks']) is list, 'masked or marks is not as it must be')
    kinds = []
    for mark in value['marks']:
        members(mark, ('count', 'kind'))
        demand(is_text(mark['kind']) and is_count(mark['count']) and mark['count'] >= 1, 'a mark')
        kinds.append(utf16(mark['kind']))
    demand(is_ascending(kinds), 'marks do not ascend')


# ---------------------------------------------------------------------------------------------------------------------
# 10. The report: every claim with its evidence, then what was not checked


def verify_bundle(file, pins=(), regtest=False):
    """All nine checks over an open binary file. Gives {"exit", "checks", "not_checked"}, as `--json` prints it."""
    run = Run(list(pins), regtest)
    check = run.checks
    check_bag(run, check['bag'], file)
    if check['bag'].result != 'ok':
        return report(run, 'the bag is not whole')
    check_statement(run, check['statement'])
    if run.predicate is None:
        return report(run, 'the statement cannot be read')
    check_records(run, check['records'])
    # The checkpoints come before the trees that need them; the report keeps the order of S9.
    check_checkpoint(run, check['checkpoint'])
    read_root_checkpoint(run, check['root-checkpoint'])
    check_tree(run, check['tree'])
    check_root_leaf(run, check['root-leaf'])
    check_root_checkpoint(run, check['root-checkpoint'])
    check_anchor(run, check['anchor'])
    check_disclosed(run, check['disclosed'])
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
    results = []
    for name in CHECKS:
        check = run.checks[name]
        if why_skipped and check.result == 'ok' and not check.detail:
            check.skip(why_skipped)
        results.append(check.result)
    code = EXIT_FALSE if 'false' in results else EXIT_UNDECIDED if 'undecided' in results else EXIT_PROVEN
    checks = [{'id': name, 'result': run.checks[name].result, 'detail': run.checks[name].texts()} for name in CHECKS]
    return {'exit': code, 'checks': checks, 'not_checked': run.not_checked}


VERDICTS = {
    EXIT_PROVEN: 'exit 0: all proven',
    EXIT_FALSE: 'exit 1: something is false',
    EXIT_UNDECIDED: 'exit 2: something could not be decided',
}


def report_text(found):
    lines = []
    for check in found['checks']:
        result = 'FALSE' if check['result'] == 'false' else check['result']
        lines.append('%-9s %s' % (result, check['id']))
        lines += ['            ' + text for text in check['detail']]
    if found['not_checked']:
        lines += ['', 'not checked:'] + ['  - ' + text for text in found['not_checked']]
    return '\n'.join(lines + ['', VERDICTS[found['exit']]])


def printable(text):
    """Texts of the bundle reach a terminal: what could steer it, or write from right to left, is shown as a number."""
    return ''.join(char if char == '\n' or char.isprintable() else '\\u%04x' % ord(char) for char in text)


def write(stream, text):
    """Through bytes, because a terminal's own encoding may lack a letter of a name."""
    try:
        stream.flush()
        stream.buffer.write((printable(text) + '\n').encode('utf-8', 'backslashreplace'))
        stream.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())  # the reader left; the exit code still counts


def parse_arguments(arguments):
    """(path, pins, regtest, as_json), or Refused."""
    paths, pins, regtest, as_json = [], [], False, False
    rest = list(arguments)
    while rest:
        argument = rest.pop(0)
        if argument == '--pin':
            demand(rest, '--pin needs a verifier key')
            try:
                pins.append(Key(rest.pop(0)))
            except Refused as why:
                raise Refused('--pin: %s' % why)
        elif argument == '--regtest':
            regtest = True
        elif argument == '--json':
            as_json = True
        elif argument.startswith('-'):
            raise Refused('%s is no option' % argument)
        else:
            paths.append(argument)
    demand(len(paths) == 1, 'one bundle is needed')
    return paths[0], pins, regtest, as_json


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
    except (MemoryError, OSError, Refused) as error:  # Refused: it was whole when `bag` read it
        write(sys.stderr, 'could not be decided: the bundle cannot be read to its end (%s)' % type(error).__name__)
        return EXIT_UNDECIDED
    # Plain ASCII, so that nothing in a name can end a line or a string.
    write(sys.stdout, json.dumps(found, separators=(',', ':')) if as_json else report_text(found))
    return found['exit']


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
