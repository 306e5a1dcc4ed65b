"""What the parts A to F of verify.py say about the vectors of single formats: {vector file: [accepted or not]} as JSON.

Argument: the folder of vectors. What is expected stands in formats.test.ts.
"""

import base64
import json
import os
import struct
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'verifier'))
import verify as v  # noqa: E402  (it lies beside the other verifier, not on the path)

ROOT = sys.argv[1]


def path(name):
    return os.path.join(ROOT, name)


def load(name):
    with open(path(name), encoding='utf-8') as file:
        return json.load(file)


def raw(name):
    with open(path(name), 'rb') as file:
        return file.read()


def accepts(action, *args):
    try:
        return action(*args) is not False
    except v.Refused:
        return False


def signature(case):
    return v.ed25519_verify(bytes.fromhex(case['key']), case['msg'].encode(), bytes.fromhex(case['sig']))


def number(line):
    bits, text = line.split(',')
    return v.es6_number(struct.unpack('>d', bytes.fromhex(bits.rjust(16, '0')))[0]) == text


def document(case):
    return v.canonical(v.parse_json(case['input'].encode())) == case['canonical']


def record(case):
    v.read_record(bytes.fromhex(case['hex']))
    return 'leaf' not in case or v.leaf_hash(bytes.fromhex(case['hex'])).hex() == case['leaf']


def note(case, origin):
    text = bytes.fromhex(case['note_hex']) if 'note_hex' in case else case['note'].encode()
    checkpoint = v.Checkpoint(text)
    keys = [v.Key(vkey) for vkey in case['vkeys']]
    v.demand(checkpoint.origin == origin, 'origin')
    v.check_note_signatures(checkpoint.note, [key for key in keys if key.type == v.ED25519 and key.name == origin])


def proof(case, vkey):
    found = v.TlogProof(case['tlog_proof'].encode())
    checkpoint = v.Checkpoint(found.checkpoint)
    v.check_note_signatures(checkpoint.note, [v.Key(vkey)])
    leaf = v.leaf_hash(bytes.fromhex(case['leaf_hex']))
    return v.is_included(leaf, found.index, checkpoint.size, found.path, checkpoint.root)


def inclusion(case):
    leaf, root = (base64.b64decode(case[name] or '') for name in ('leafHash', 'root'))
    hashes = [base64.b64decode(item) for item in case['proof'] or []]
    sound = case['leafIdx'] >= 0 and all(len(item) == 32 for item in hashes + [leaf, root])
    return sound and v.is_included(leaf, case['leafIdx'], case['treeSize'], hashes, root)


notes, proofs = load('signed-note/checkpoints.json'), load('signed-note/tlog-proofs.json')
print(
    json.dumps(
        {
            'ed25519': [signature(case) for case in load('ed25519/ed25519vectors.json')],
            'keys': [not v.is_refused_key(bytes.fromhex(case['key'])) for case in load('ed25519/ed25519vectors.json')],
            'numbers': [number(line) for line in raw('jcs/es6-numbers-2000.csv').decode().split()],
            'documents': [document(case) for case in load('jcs/documents.json')],
            'mustReject': [accepts(v.read_jcs, case['input'].encode('utf-8')) for case in load('jcs/must-reject.json')],
            'records': [accepts(record, case) for case in load('ledger/records.json')],
            'ots': [accepts(v.OtsProof, raw('ots/' + case['file'])) for case in load('ots/expected.json')],
            'notes': [accepts(note, case, notes['origin']) for case in notes['vectors']],
            'proofs': [accepts(proof, case, proofs['log_vkey']) for case in proofs['vectors']],
            'inclusion': [inclusion(case) for case in load('rfc6962/inclusion.json')],
        }
    )
)
