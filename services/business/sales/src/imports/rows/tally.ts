import type { ImportField, Normalisation } from '@portico/sales-contract'
import type { Evening } from '../values/text.ts'
import { cutText } from './problems.ts'

const MAX_SHOWN = 60

/** Counts what was evened out, by what and in which field, with the first example. */
export class RowTally {
  readonly #counts = new Map<string, Normalisation>()

  add(code: Evening, field: ImportField, raw: string, read: string | null) {
    const id = `${code}:${field}`
    const known = this.#counts.get(id)
    if (known) {
      known.count++
      return
    }
    const example = { raw: cutText(raw, MAX_SHOWN), read: read === null ? null : cutText(read, MAX_SHOWN) }
    this.#counts.set(id, { code, field, count: 1, example })
  }

  list(): Normalisation[] {
    return [...this.#counts.values()]
  }
}
