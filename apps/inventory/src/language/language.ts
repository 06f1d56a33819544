import { useLocale, useShell } from '@portico/micro-app/vue'
import { createFormats, type Formats, type Messages } from '@portico/shared-ui'
import { type ComputedRef, computed } from 'vue'
import { messages } from './messages.ts'

/** The words of a dictionary in the language the shell speaks now. */
export function useMessages<M>(dictionary: Messages<M>): ComputedRef<Messages<M>['en']> {
  const locale = useLocale()
  return computed(() => dictionary[locale.value])
}

/** This app's words. */
export function useWords() {
  return useMessages(messages)
}

/** Formats in the user's language and the tenant's time zone. */
export function useFormats(): ComputedRef<Formats> {
  const locale = useLocale()
  const { timeZone } = useShell().session.info.tenant
  return computed(() => createFormats(locale.value, timeZone))
}
