import type { StoredJob } from './job.ts'
import type { Mapping } from './mapping.ts'
import type { Dialect } from './sniff.ts'

/** Every import that is shown has one: it is written with the last byte of the file. */
export function requireDialect({ id, dialect }: StoredJob): Dialect {
  if (!dialect) throw new Error(`Import ${id} was never sniffed`)
  return dialect
}

/** Every import that was started has one. */
export function requireChosenMapping({ id, mapping }: StoredJob): Mapping {
  if (!mapping) throw new Error(`Import ${id} was started without a mapping`)
  return mapping
}
