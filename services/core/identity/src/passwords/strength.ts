import type { ZxcvbnFactory } from '@zxcvbn-ts/core'

/** The estimate takes longer with the square of the length; what follows could only make a password stronger. */
const ESTIMATED_CHARACTERS = 64

let estimator: Promise<ZxcvbnFactory> | null = null

/**
 * The power of ten of the guesses an attacker needs who knows 49,000 leaked passwords, the words of diceware lists,
 * keyboard rows, dates, repetitions, and `names`. Takes up to about 50 ms of one core.
 */
export async function guessesLog10(password: string, names: readonly string[]): Promise<number> {
  estimator ??= load()
  const estimate = (await estimator).check(password.slice(0, ESTIMATED_CHARACTERS), [...names])
  return estimate.guessesLog10
}

/** Loaded when the first password is chosen: the lists take 50 MB and a quarter of a second, most processes never need them. */
async function load(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory }, { adjacencyGraphs, dictionary }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ])
  return new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs })
}
