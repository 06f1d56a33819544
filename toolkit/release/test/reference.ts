/** MurmurHash3 written a second time, in big integers and straight from its definition: slow, and another way to be wrong. */
export function referenceBucket(salt: string, tenantId: string): number {
  return Number(referenceMurmur(Buffer.from(`${salt}:${tenantId}`, 'utf8')) % 10_000n)
}

const mask = 0xffffffffn
const rotate = (value: bigint, by: bigint) => ((value << by) | (value >> (32n - by))) & mask
const multiply = (one: bigint, other: bigint) => (one * other) & mask

function referenceMurmur(bytes: Buffer): bigint {
  let hash = 0n
  const blocks = Math.floor(bytes.length / 4)
  for (let n = 0; n < blocks; n++) {
    hash ^= scrambled(BigInt(bytes.readUInt32LE(4 * n)))
    hash = (multiply(rotate(hash, 13n), 5n) + 0xe6546b64n) & mask
  }
  const tail = bytes.subarray(4 * blocks)
  const rest = tail.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
  if (tail.length > 0) hash ^= scrambled(rest)
  hash ^= BigInt(bytes.length)
  hash = multiply(hash ^ (hash >> 16n), 0x85ebca6bn)
  hash = multiply(hash ^ (hash >> 13n), 0xc2b2ae35n)
  return hash ^ (hash >> 16n)
}

function scrambled(block: bigint): bigint {
  return multiply(rotate(multiply(block, 0xcc9e2d51n), 15n), 0x1b873593n)
}
