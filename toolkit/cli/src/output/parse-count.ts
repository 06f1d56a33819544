import { InvalidArgumentError } from 'commander'

/** A list of this length is read with a program, from what --json gives. */
const MAX_COUNT = 100_000

export function parseCount(text: string): number {
  const count = Number(text)
  if (Number.isInteger(count) && count > 0 && count <= MAX_COUNT) return count
  throw new InvalidArgumentError(`Give 1 to ${MAX_COUNT}.`)
}
