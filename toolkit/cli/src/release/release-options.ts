import { InvalidArgumentError } from 'commander'

/** `sales@1.5.0`. Throws what commander reports as wrong usage. */
export function collectVersion(text: string, known: Record<string, string> = {}): Record<string, string> {
  return collectPair(text, '@', 'sales@1.5.0', known)
}

/** `sales=gray`. */
export function collectTag(text: string, known: Record<string, string> = {}): Record<string, string> {
  return collectPair(text, '=', 'sales=gray', known)
}

export function parseNames(text: string): string[] {
  const names = text.split(',').map(name => name.trim())
  return [...new Set(names.filter(name => name !== ''))]
}

/** A day, or an instant; without a zone it is of UTC. Answers an ISO instant. */
export function parseDate(text: string): string {
  const isDate = /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2})?)?$/.test(text)
  const hasZone = /(Z|[+-]\d{2}:\d{2})$/.test(text)
  const date = new Date(text.includes('T') && !hasZone ? `${text}Z` : text)
  if (!isDate || Number.isNaN(date.getTime()))
    throw new InvalidArgumentError('Give a date such as 2025-01-31.')
  return date.toISOString()
}

function collectPair(
  text: string,
  sign: string,
  example: string,
  known: Record<string, string>,
): Record<string, string> {
  const at = text.indexOf(sign)
  const [name, value] = [text.slice(0, at).trim(), text.slice(at + 1).trim()]
  if (at < 1 || value === '') throw new InvalidArgumentError(`Give it as ${example}.`)
  if (name in known && known[name] !== value) throw new InvalidArgumentError(`${name} is given twice.`)
  return { ...known, [name]: value }
}
