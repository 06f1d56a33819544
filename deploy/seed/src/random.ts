/** Seeded pseudo-random numbers: the same seed gives the same shop on every machine. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number
  /** Whole number in [from, to]. */
  int(from: number, to: number): number
  pick<T>(items: readonly T[]): T
  /** Picks early items more often: a few products sell a lot, most sell now and then. */
  pickSkewed<T>(items: readonly T[]): T
  chance(probability: number): boolean
}

/** mulberry32: 32 bits of state are plenty for demo data, and it fits in four lines. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const at = <T>(items: readonly T[], share: number): T => items[Math.floor(share * items.length)] as T
  return {
    next,
    int: (from, to) => from + Math.floor(next() * (to - from + 1)),
    pick: items => at(items, next()),
    pickSkewed: items => at(items, next() ** 2.2),
    chance: probability => next() < probability,
  }
}
