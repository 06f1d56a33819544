import type { LocalText } from '@portico/release'

export const LANGUAGES = ['zh-CN', 'en'] as const

export interface TextDraft {
  title: LocalText
  notes: LocalText
}

export interface TextProblems {
  /** Languages without a title. */
  title: (typeof LANGUAGES)[number][]
  /** Languages without notes, when the other has some. */
  notes: (typeof LANGUAGES)[number][]
}

export const EMPTY_TEXTS: TextDraft = { title: { 'zh-CN': '', en: '' }, notes: { 'zh-CN': '', en: '' } }

export function checkTexts({ title, notes }: TextDraft): TextProblems {
  const missingTitle = LANGUAGES.filter(language => title[language].trim() === '')
  const missingNotes = LANGUAGES.filter(language => notes[language].trim() === '')
  return { title: missingTitle, notes: missingNotes.length === 1 ? missingNotes : [] }
}

export function hasTextProblems({ title, notes }: TextProblems): boolean {
  return title.length > 0 || notes.length > 0
}

/** As the service wants them; null is a text in no language. */
export function localTextOf(text: LocalText): LocalText | null {
  const trimmed = { 'zh-CN': text['zh-CN'].trim(), en: text.en.trim() }
  return trimmed.en === '' ? null : trimmed
}
