const encoder = new TextEncoder()
/** Ids are short; a longer text gets a buffer of its own. */
const scratch = new Uint8Array(1024)

/** MurmurHash3 x86 32-bit of the text's UTF-8 bytes, as an unsigned number. */
export function murmur3(text: string, seed: number): number {
  if (text.length * 3 > scratch.length) {
    const bytes = encoder.encode(text)
    return hashBytes(bytes, bytes.length, seed)
  }
  return hashBytes(scratch, writeUtf8(text), seed)
}

/** Two hashes of one text; the bytes are made once. */
export function murmur3Pair(text: string, seed: number, otherSeed: number): [number, number] {
  if (text.length * 3 > scratch.length) return [murmur3(text, seed), murmur3(text, otherSeed)]
  const length = writeUtf8(text)
  return [hashBytes(scratch, length, seed), hashBytes(scratch, length, otherSeed)]
}

/** Most ids are ASCII, for which a loop is faster than the encoder. Gives the number of bytes in `scratch`. */
function writeUtf8(text: string): number {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code > 127) return encoder.encodeInto(text, scratch).written
    scratch[at] = code
  }
  return text.length
}

/** One loop without calls: it runs twice for every look-up in a list. */
function hashBytes(bytes: Uint8Array, length: number, seed: number): number {
  let hash = seed
  const end = length & ~3
  for (let at = 0; at < end; at += 4) {
    const block =
      (bytes[at] as number) |
      ((bytes[at + 1] as number) << 8) |
      ((bytes[at + 2] as number) << 16) |
      ((bytes[at + 3] as number) << 24)
    hash ^= scramble(block)
    hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0
  }
  if (end < length) hash ^= scramble(readTail(bytes, end, length))
  return finish(hash ^ length)
}

function readTail(bytes: Uint8Array, from: number, to: number): number {
  let block = 0
  for (let at = to - 1; at >= from; at--) block = (block << 8) | (bytes[at] as number)
  return block
}

function scramble(block: number): number {
  const product = Math.imul(block, 0xcc9e2d51)
  return Math.imul((product << 15) | (product >>> 17), 0x1b873593)
}

function finish(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
