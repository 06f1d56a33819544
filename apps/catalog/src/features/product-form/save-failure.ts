import { GraphError } from '@portico/micro-app'
import { errorCodeOf } from '@portico/shared-ui/react'

type SaveFailure =
  | { kind: 'CODE_TAKEN' }
  /** `holder`: code of the product that has it, where that is known. */
  | { kind: 'BARCODE_TAKEN'; holder: string | null }
  | { kind: 'VERSION_CONFLICT' }
  | { kind: 'OTHER'; error: unknown }

/** What a refused product lacks, in the words of the form. */
export function saveFailureOf(error: unknown): SaveFailure {
  const code = errorCodeOf(error)
  if (code === 'CODE_TAKEN') return { kind: code }
  if (code === 'BARCODE_TAKEN') return { kind: code, holder: holderOf(error) }
  return code === 'VERSION_CONFLICT' ? { kind: code } : { kind: 'OTHER', error }
}

function holderOf(error: unknown): string | null {
  const details = error instanceof GraphError ? error.errors[0]?.details : null
  if (typeof details !== 'object' || details === null || !('holderCode' in details)) return null
  return typeof details.holderCode === 'string' ? details.holderCode : null
}
