import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'

/** OWASP's scrypt figures for 16 MB a hash: cost 2^14, block size 8, parallelization 5. */
const COST = 2 ** 14
const BLOCK_SIZE = 8
const PARALLELIZATION = 5
const SALT_BYTES = 16
const HASH_BYTES = 32
const MAX_MEMORY_BYTES = 64 * 1024 * 1024

/** `scrypt$cost$blockSize$parallelization$salt$hash`: old hashes stay readable when the figures change. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES)
  const hash = await derive(password, salt, {
    cost: COST,
    blockSize: BLOCK_SIZE,
    parallelization: PARALLELIZATION,
  })
  const parts = [
    'scrypt',
    COST,
    BLOCK_SIZE,
    PARALLELIZATION,
    salt.toString('base64url'),
    hash.toString('base64url'),
  ]
  return parts.join('$')
}

/** Null stands for a user who does not exist: false, after the same work. */
export async function isPassword(password: string, stored: string | null): Promise<boolean> {
  const [, cost, blockSize, parallelization, salt = '', hash = ''] = (stored ?? (await NOBODY)).split('$')
  const figures = {
    cost: Number(cost),
    blockSize: Number(blockSize),
    parallelization: Number(parallelization),
  }
  const derived = await derive(password, Buffer.from(salt, 'base64url'), figures)
  return timingSafeEqual(derived, Buffer.from(hash, 'base64url')) && stored !== null
}

const NOBODY = hashPassword(randomBytes(SALT_BYTES).toString('hex'))

/** The same characters typed on another keyboard or system are the same password: NFKC. */
function derive(password: string, salt: Buffer, figures: ScryptOptions): Promise<Buffer> {
  const options = { ...figures, maxmem: MAX_MEMORY_BYTES }
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, HASH_BYTES, options, (error, hash) =>
      error ? reject(error) : resolve(hash),
    )
  })
}
