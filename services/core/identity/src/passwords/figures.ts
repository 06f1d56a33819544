/** What one scrypt hash costs. Memory is 128 x cost x blockSize bytes; time grows with all three. */
export interface ScryptFigures {
  /** N, a power of two. */
  cost: number
  /** r */
  blockSize: number
  /** p */
  parallelization: number
}

/**
 * One of the equal settings OWASP's Password Storage Cheat Sheet gives for scrypt, that with the least memory: 16 MiB a
 * hash, so that the few logins that may hash at the same time stay under 64 MiB. To raise them change them here: old
 * hashes stay readable, and each is made anew with these figures when its user next logs in.
 */
export const CURRENT_FIGURES: ScryptFigures = { cost: 2 ** 14, blockSize: 8, parallelization: 5 }

export function isBelow(figures: ScryptFigures, wanted: ScryptFigures = CURRENT_FIGURES): boolean {
  const { cost, blockSize, parallelization } = figures
  const isWeaker = cost * blockSize < wanted.cost * wanted.blockSize
  return (
    isWeaker || cost * blockSize * parallelization < wanted.cost * wanted.blockSize * wanted.parallelization
  )
}
