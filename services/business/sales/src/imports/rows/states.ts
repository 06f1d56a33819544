import type { DocumentKind, DocumentStatus } from '@portico/sales-contract'
import { MARKING_COLUMNS, ORDER_KINDS, ORDER_STATUSES } from '../../exports/order-table.ts'
import { identityOf } from '../values/text.ts'

const LANGUAGES = ['en', 'zh-CN'] as const

/** Whether the columns are those of an export of orders from here: its words for kind and state are then ours. */
export function isOwnExport(headers: string[]): boolean {
  const names = new Set(headers)
  return LANGUAGES.some(language => MARKING_COLUMNS.every(({ header }) => names.has(header[language])))
}

const KINDS = byWord<DocumentKind>(ORDER_KINDS)
const STATES = byWord<DocumentStatus>(ORDER_STATUSES)
/** An order that was never placed is one nowhere. */
const DRAFTS = new Set([
  'draft',
  '草稿',
  'entwurf',
  'brouillon',
  'borrador',
  'bozza',
  'concept',
  'rascunho',
  '下書き',
  '초안',
  'черновик',
])

export function kindOfWord(word: string): DocumentKind | null {
  return KINDS.get(identityOf(word)) ?? null
}

/** The state a document is written in; null: as what is history, closed. */
export function stateOfWord(word: string, isOwn: boolean): DocumentStatus | null {
  const text = identityOf(word)
  if (isOwn) return STATES.get(text) ?? null
  return DRAFTS.has(text) ? 'DRAFT' : null
}

function byWord<Value extends string>(words: Record<(typeof LANGUAGES)[number], Record<Value, string>>) {
  return new Map(
    LANGUAGES.flatMap(language =>
      (Object.entries(words[language]) as [Value, string][]).map(
        ([value, word]) => [identityOf(word), value] as const,
      ),
    ),
  )
}
