import type { ReadingInput } from '@portico/sales-contract'
import { problems } from '@portico/service-kit'

/** Characters that a cell may be wrapped in or that end a row separate no cells. */
const NO_DELIMITER = new Set(['"', '\n', '\r', '\0'])

/** Throws INVALID_REQUEST for an encoding that is not known, or a character that cannot separate cells. */
export function requireReading(reading: ReadingInput | null | undefined) {
  const { encoding, delimiter } = reading ?? {}
  if (encoding && !isEncoding(encoding)) throw problems.INVALID_REQUEST(`No encoding ${encoding} is known.`)
  if (delimiter && NO_DELIMITER.has(delimiter)) {
    throw problems.INVALID_REQUEST(`${JSON.stringify(delimiter)} cannot separate cells.`)
  }
}

function isEncoding(name: string): boolean {
  try {
    return new TextDecoder(name).encoding !== ''
  } catch {
    return false
  }
}
