import { useLocale } from '@portico/micro-app/react'
import type { LocalText } from '@portico/release'
import { useCallback } from 'react'

/** A text in the reader's language, or in the other one when it was not written in that. */
export function useLocalText(): (text: LocalText) => string {
  const locale = useLocale()
  return useCallback(text => text[locale] || text[locale === 'en' ? 'zh-CN' : 'en'], [locale])
}
