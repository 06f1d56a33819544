import { InvalidArgumentError } from 'commander'

/** A list of this length is read with a program, from what --json gives. */
const MAX_COUNT = 100_000

export function parseCount(text: string): number {
  const count = Number(text)
  if (Number.isInteger(count) && count > 0 && count <= MAX_COUNT) return count
  throw new InvalidArgumentError(`Give 1 to ${MAX_COUNT}.`)
}

/** For an option that is a whole number from `min` to `max`. */
export function parseWhole(min: number, max: number): (text: string) => number {
  return text => {
    const number = Number(text)
    if (text.trim() !== '' && Number.isInteger(number) && number >= min && number <= max) return number
    throw new InvalidArgumentError(`Give a whole number, from ${min} to ${max}.`)
  }
}
