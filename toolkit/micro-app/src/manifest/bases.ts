import { ManifestError } from '../json/manifest-error.ts'

/** Bases that the gateway or the shell answers itself. */
export const PLATFORM_BASES = [
  '/a',
  '/api',
  '/frame',
  '/graphql',
  '/healthz',
  '/login',
  '/readyz',
  '/welcome',
] as const

const MAX_BASE_LENGTH = 200
/** Each segment as a browser writes it without escaping anything, so that two bases can be compared as texts. */
const PLAIN_BASE = /^(?:\/[A-Za-z0-9_~-][A-Za-z0-9_.~-]*)*\/?$/

/** `/%73ales` and `/sales` are one address, and a query or a fragment belongs to no base. Throws ManifestError. */
export function requirePlainBase(base: string): void {
  if (base.length <= MAX_BASE_LENGTH && PLAIN_BASE.test(base)) return
  const expected = `expected segments of letters, digits and -_.~ with nothing escaped, ${MAX_BASE_LENGTH} characters at most`
  throw new ManifestError('MANIFEST_INVALID', 'base', expected)
}

/** Whether an address may belong to both: they are the same, or one lies below the other. Case makes no difference. */
export function isOverlapping(one: string, other: string): boolean {
  const [a, b] = [folderOf(one), folderOf(other)]
  return a.startsWith(b) || b.startsWith(a)
}

/** Plain bases end with one slash at most. */
function folderOf(base: string): string {
  return `${base.endsWith('/') ? base.slice(0, -1) : base}/`.toLowerCase()
}
