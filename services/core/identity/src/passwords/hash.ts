import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { CURRENT_FIGURES, isBelow, type ScryptFigures } from './figures.ts'

const SALT_BYTES = 16
const HASH_BYTES = 32

/** `scrypt$cost$blockSize$parallelization$salt$hash`: old hashes stay readable when the figures change. */
export async function hashPassword(password: string, figures = CURRENT_FIGURES): Promise<string> {
  const salt = randomBytes(SALT_BYTES)
  const hash = await derive(password, salt, figures)
  const { cost, blockSize, parallelization } = figures
  const texts = [salt, hash].map(bytes => bytes.toString('base64url'))
  return ['scrypt', cost, blockSize, parallelization, ...texts].join('$')
}

/** Null stands for a user who does not exist: false, after the same work. */
export async function isPassword(password: string, stored: string | null): Promise<boolean> {
  const { figures, salt, hash } = parse(stored ?? (await UNKNOWN_USER))
  const derived = await derive(password, salt, figures)
  return timingSafeEqual(derived, hash) && stored !== null
}

/** The hash was made with weaker figures than those in use. */
export function isOutdated(stored: string, figures = CURRENT_FIGURES): boolean {
  return isBelow(parse(stored).figures, figures)
}

const UNKNOWN_USER = hashPassword(randomBytes(SALT_BYTES).toString('hex'))

function parse(stored: string) {
  const [, cost, blockSize, parallelization, salt = '', hash = ''] = stored.split('$')
  return {
    figures: {
      cost: Number(cost),
      blockSize: Number(blockSize),
      parallelization: Number(parallelization),
    },
    salt: Buffer.from(salt, 'base64url'),
    hash: Buffer.from(hash, 'base64url'),
  }
}

/** The same characters typed on another keyboard or system are the same password: NFKC. */
function derive(password: string, salt: Buffer, figures: ScryptFigures): Promise<Buffer> {
  const neededBytes = 128 * figures.blockSize * (figures.cost + figures.parallelization + 2)
  const options = { ...figures, maxmem: 2 * neededBytes }
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, HASH_BYTES, options, (error, hash) =>
      error ? reject(error) : resolve(hash),
    )
  })
}
