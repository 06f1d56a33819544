import type { ManifestError } from '@portico/micro-app/manifest'

/**
 * - `APP_UNREADABLE`: `portico.app.ts` or `package.json` cannot be read at all.
 * - `APP_INVALID`: a field of `portico.app.ts` is missing or is not what it must be.
 * - `APP_NAME_TAKEN`, `APP_BASE_OVERLAP`: another app, or the platform, has the name or a part of the base.
 * - `APP_BUILD_FAILED`: its build ended with an error.
 */
type AppFaultCode =
  | 'APP_UNREADABLE'
  | 'APP_INVALID'
  | 'APP_NAME_TAKEN'
  | 'APP_BASE_OVERLAP'
  | 'APP_BUILD_FAILED'

/** Why one sub-app is left out, while everything else goes on. */
export interface AppFault {
  code: AppFaultCode
  /** Its folder, below the root where it lies there: `apps/sales`. */
  place: string
  /** What is the matter, and the mend. */
  message: string
}

export function unreadable(place: string, file: string, cause: unknown): AppFault {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return {
    code: 'APP_UNREADABLE',
    place,
    message: `${place}/${file} cannot be read: ${firstLines(reason)}. Mend the file, or take the folder away.`,
  }
}

/** Of a definition that `parseDefinition` refused. */
export function invalid(place: string, error: ManifestError): AppFault {
  const message = `${place}/portico.app.ts: ${error.message}. Mend the field.`
  return { code: 'APP_INVALID', place, message }
}

/** By what is no app: a shared library. */
export function nameTaken(place: string, name: string): AppFault {
  const message = `The name ${name} is that of a shared library. Give ${place} another \`name\` in its portico.app.ts.`
  return { code: 'APP_NAME_TAKEN', place, message }
}

function firstLines(text: string): string {
  return text.trim().split('\n', 4).join(' ').replace(/\.$/, '')
}
