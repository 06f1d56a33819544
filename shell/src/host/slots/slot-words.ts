import type { Locale } from '@portico/micro-app'

interface SlotWords {
  failed(title: string): string
  retry: string
}

export const SLOT_WORDS: Record<Locale, SlotWords> = {
  en: { failed: title => `${title} cannot be shown`, retry: 'Retry' },
  'zh-CN': { failed: title => `无法显示“${title}”`, retry: '重试' },
}
