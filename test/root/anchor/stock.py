# Reads a finished proof with Debian's python3-opentimestamps and says what it sees: stock.py PROOF
import json
import sys

from opentimestamps.core.notary import BitcoinBlockHeaderAttestation, PendingAttestation
from opentimestamps.core.serialize import BytesDeserializationContext, BytesSerializationContext
from opentimestamps.core.timestamp import DetachedTimestampFile

with open(sys.argv[1], 'rb') as proof:
    raw = proof.read()
stamp = DetachedTimestampFile.deserialize(BytesDeserializationContext(raw))
again = BytesSerializationContext()
stamp.serialize(again)
seen = list(stamp.timestamp.all_attestations())
blocks = [(a.height, message.hex()) for message, a in seen if isinstance(a, BitcoinBlockHeaderAttestation)]
print(json.dumps({
    'operation': stamp.file_hash_op.HASHLIB_NAME,
    'digest': stamp.file_digest.hex(),
    'identical': again.getbytes() == raw,
    'blocks': sorted(blocks),
    'pending': sorted(a.uri for _, a in seen if isinstance(a, PendingAttestation)),
}))
