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
 * hash, so that the few logins that may hash at the same time stay under 64 MiB.
 */
export const LEAST_FIGURES: ScryptFigures = { cost: 2 ** 14, blockSize: 8, parallelization: 5 }

/**
 * Of this process: old hashes stay readable when they are raised, and each is made anew when its user next logs in.
 */
export const CURRENT_FIGURES: ScryptFigures = figuresOf(process.env)

/**
 * `PORTICO_SCRYPT=cost,blockSize,parallelization`, such as `32768,8,5`; what is not set is the least that is safe. Weaker
 * ones are for tests alone (`NODE_ENV=test`): a test that makes users would hash for most of its time.
 */
export function figuresOf(env: NodeJS.ProcessEnv): ScryptFigures {
  const text = env.PORTICO_SCRYPT
  if (!text) return LEAST_FIGURES
  const [, cost, blockSize, parallelization] = (/^(\d{1,8}),(\d{1,3}),(\d{1,3})$/.exec(text) ?? []).map(
    Number,
  )
  if (!cost || !blockSize || !parallelization || cost < 2 || !Number.isInteger(Math.log2(cost)))
    throw new Error('PORTICO_SCRYPT is "cost,blockSize,parallelization" with a cost that is a power of two.')
  const figures = { cost, blockSize, parallelization }
  if (env.NODE_ENV !== 'test' && isBelow(figures, LEAST_FIGURES))
    throw new Error(
      'PORTICO_SCRYPT is weaker than 16384,8,5, the least that is safe. Raise it, or leave it out.',
    )
  return figures
}

export function isBelow(figures: ScryptFigures, wanted: ScryptFigures): boolean {
  const { cost, blockSize, parallelization } = figures
  const isWeaker = cost * blockSize < wanted.cost * wanted.blockSize
  return (
    isWeaker || cost * blockSize * parallelization < wanted.cost * wanted.blockSize * wanted.parallelization
  )
}
