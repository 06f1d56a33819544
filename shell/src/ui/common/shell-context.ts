import type { Locale, LocalText } from '@portico/micro-app'
import { createContext, useContext, useSyncExternalStore } from 'react'
import type { ShellPage } from '../../page/shell-page.ts'
import type { Signal } from '../../state/signal.ts'
import { messages } from '../../words/messages.ts'

export const ShellContext = createContext<ShellPage | null>(null)

export function useShellPage(): ShellPage {
  const page = useContext(ShellContext)
  if (page === null) throw new Error('Rendered outside of the shell')
  return page
}

export function useSignal<T>(signal: Signal<T>): T {
  return useSyncExternalStore(signal.subscribe, signal.get)
}

export function useLocale(): Locale {
  const { language } = useShellPage().services
  return useSyncExternalStore(language.subscribe, language.locale)
}

/** The shell's words in the user's language. */
export function useWords() {
  return messages[useLocale()]
}

/** Picks a manifest's text in the user's language. */
export function useText(): (text: LocalText) => string {
  const locale = useLocale()
  return text => text[locale]
}
