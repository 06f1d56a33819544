import { InvalidArgumentError } from 'commander'

const MAX_BP = 10_000

/** `0.5` percent is 50 basis points. By digits, not by multiplication: 1.15 * 100 is no whole number. */
export function parsePercent(text: string): number {
  const match = /^(\d{1,3})(?:\.(\d{1,2}))?%?$/.exec(text.trim())
  const bp = match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : Number.NaN
  if (bp <= MAX_BP) return bp
  throw new InvalidArgumentError('Give 0 to 100 with at most two decimals, such as 0.5.')
}

export function formatPercent(bp: number): string {
  return `${bp / 100} %`
}
