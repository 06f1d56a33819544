import { type LastSizes, nameWithoutHash } from './last-build.ts'
import type { FileSize } from './measure.ts'

const KB = 1000
/** Less is the noise of names and hashes. */
const MEANT_BYTES = 50

export function formatKb(bytes: number): string {
  return `${(bytes / KB).toFixed(2)} kB`
}

/** Against the last build, where there was one; empty where nothing changed. */
export function formatGrowth({ path, gzipBytes }: FileSize, last: LastSizes): string {
  if (last.size === 0) return ''
  const before = last.get(nameWithoutHash(path))
  if (before === undefined) return ', new'
  const growth = gzipBytes - before
  if (Math.abs(growth) < MEANT_BYTES) return ''
  return `, ${growth > 0 ? '+' : '-'}${formatKb(Math.abs(growth))} since the last build`
}
