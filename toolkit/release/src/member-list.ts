/** A list of tenants on its way to the gateways: whole, or what changed since a revision. */
export interface MemberListUpdate {
  /** The list's revision after it. */
  revision: number
  /** `added` is the whole list. */
  isFull: boolean
  added: BigInt64Array
  removed: BigInt64Array
}

/** What the bytes of a list begin with, `PTL1`. */
const MAGIC = 0x314c5450
const HEADER_BYTES = 24

export class MemberListError extends Error {
  readonly code = 'MEMBER_LIST_UNREADABLE'
}

/** Little-endian: magic, flags (1: full), revision as a double, two counts, then the fingerprints, 8 bytes each. */
export function encodeList(update: {
  revision: number
  isFull: boolean
  added: ArrayLike<bigint>
  removed: ArrayLike<bigint>
}): Uint8Array<ArrayBuffer> {
  const { revision, isFull, added, removed } = update
  const bytes = new Uint8Array(HEADER_BYTES + 8 * (added.length + removed.length))
  const header = new DataView(bytes.buffer)
  header.setUint32(0, MAGIC, true)
  header.setUint32(4, isFull ? 1 : 0, true)
  header.setFloat64(8, revision, true)
  header.setUint32(16, added.length, true)
  header.setUint32(20, removed.length, true)
  const body = new BigInt64Array(bytes.buffer, HEADER_BYTES)
  body.set(added)
  body.set(removed, added.length)
  return bytes
}

/** Throws MemberListError for anything `encodeList` did not write. */
export function decodeList(given: Uint8Array): MemberListUpdate {
  // A copy, aligned and with a buffer of its own: what comes from a socket is a piece of a larger one.
  const bytes = new Uint8Array(given)
  const header = new DataView(bytes.buffer)
  if (bytes.length < HEADER_BYTES || header.getUint32(0, true) !== MAGIC) {
    throw new MemberListError('These bytes are no list of tenants')
  }
  const addedCount = header.getUint32(16, true)
  const removedCount = header.getUint32(20, true)
  if (bytes.length !== HEADER_BYTES + 8 * (addedCount + removedCount)) {
    throw new MemberListError('The list of tenants is cut')
  }
  return {
    revision: header.getFloat64(8, true),
    isFull: header.getUint32(4, true) === 1,
    added: new BigInt64Array(bytes.buffer, HEADER_BYTES, addedCount),
    removed: new BigInt64Array(bytes.buffer, HEADER_BYTES + 8 * addedCount, removedCount),
  }
}
