import { useLocale, useShell } from '@portico/micro-app/react'
import { createFormats, type Formats } from '../format/formats.ts'
import type { Messages } from '../messages/messages.ts'

/** The words of a dictionary in the language the shell speaks now. */
export function useMessages<M>(messages: Messages<M>): Messages<M>['en'] {
  return messages[useLocale()]
}

/** Formats in the user's language and the tenant's time zone. */
export function useFormats(): Formats {
  return createFormats(useLocale(), useShell().session.info.tenant.timeZone)
}
