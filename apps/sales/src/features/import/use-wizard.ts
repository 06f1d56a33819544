import { useShell } from '@portico/micro-app/react'
import { useState } from 'react'
import type { ImportDoubtCode, ImportReadingInput } from '../../graph/graph.generated.ts'
import {
  assignField,
  type ColumnMapping,
  initialMapping,
  mappingInputOf,
  type Notation,
  setNotation,
  withoutField,
} from './column-mapping.ts'
import { type ImportDetail, useForgetChoices, useImportCommand } from './use-import.ts'

export type Doubt = ImportDetail['doubts'][number]

/** What a person has said about the file so far; the rest is found in it. */
interface Said {
  mapping: ColumnMapping
  reading: ImportReadingInput
  /** Choice by doubt. */
  decisions: Record<string, string>
}

/** Doubts about where the table stands in the file: their answer may give other columns. */
const LAYOUT: readonly ImportDoubtCode[] = [
  'ENCODING_UNSURE',
  'DELIMITER_UNSURE',
  'QUOTE_OPEN',
  'HEADER_LINE_UNSURE',
]

export function isAboutLayout({ code }: Pick<Doubt, 'code'>): boolean {
  return LAYOUT.includes(code)
}

/** What is said about an uploaded file, and how it is sent to the service: every answer reads the file anew. */
export function useWizard(job: ImportDetail) {
  const { timeZone } = useShell().session.info.tenant
  const command = useImportCommand(job.id)
  const forgetting = useForgetChoices(job.id)
  const [said, setSaid] = useState<Said>(() => saidOf(job, timeZone))

  const check = (next: Said, onChecked?: () => void) => {
    setSaid(next)
    const variables = {
      kind: 'PREVIEW',
      mapping: mappingInputOf(next.mapping),
      reading: readingOf(next),
      decisions: decisionsOf(next),
    } as const
    command.mutate(variables, { onSuccess: onChecked })
  }
  /** The columns may be others afterwards, so they are proposed anew. */
  const readAnew = (next: Said) => {
    const variables = {
      kind: 'PREVIEW',
      mapping: null,
      reading: readingOf(next),
      decisions: decisionsOf(next),
    } as const
    command.mutate(variables, {
      onSuccess: read =>
        setSaid({ ...next, mapping: initialMapping({ ...read, status: 'UPLOADED' }, timeZone) }),
    })
  }
  return {
    command,
    forgetting,
    forget: () =>
      forgetting.mutate(undefined, {
        onSuccess: read => setSaid(saidOf({ ...read, status: 'UPLOADED' }, timeZone)),
      }),
    mapping: said.mapping,
    decisions: said.decisions,
    setMapping: (mapping: ColumnMapping) => setSaid({ ...said, mapping }),
    check: (onChecked: () => void) => check(said, onChecked),
    read: (reading: ImportReadingInput) =>
      readAnew({ ...said, reading: { ...said.reading, ...reading }, decisions: {} }),
    /** Says which column it is without reading the file yet. */
    confirm: (doubt: Doubt, choice: string) => setSaid(withAnswer(said, doubt, choice)),
    /** For one number alone; without a choice it is as the others. */
    decideOne: (id: string, choice: string | null) => {
      const { [id]: _, ...others } = said.decisions
      check({ ...said, decisions: choice === null ? others : { ...others, [id]: choice } })
    },
    answer: (doubt: Doubt, choice: string) => {
      const next = withAnswer(said, doubt, choice)
      if (isAboutLayout(doubt)) readAnew(next)
      else check(next)
    },
  }
}

export type Wizard = ReturnType<typeof useWizard>

/** After a reload the service still knows what was answered. */
function saidOf(job: ImportDetail, timeZone: string): Said {
  const answered = job.doubts.filter(({ chosenBy, chosen }) => chosenBy === 'PERSON' && chosen !== 'SINGLY')
  const single = job.conflicts.flatMap(({ id, choice }) => (choice ? [[id, choice] as const] : []))
  return {
    mapping: initialMapping(job, timeZone),
    reading: {},
    decisions: Object.fromEntries([
      ...answered.map(({ id, chosen }) => [id, chosen ?? ''] as const),
      ...single,
    ]),
  }
}

/** Nothing said now: as the last time. */
function readingOf({ reading }: Said): ImportReadingInput | null {
  return Object.keys(reading).length > 0 ? reading : null
}

function decisionsOf({ decisions }: Said) {
  return Object.entries(decisions).map(([doubt, choice]) => ({ doubt, choice }))
}

const NOTATIONS: Partial<Record<ImportDoubtCode, keyof Notation>> = {
  DECIMAL_MARK_AMBIGUOUS: 'decimalMark',
  DATE_ORDER_AMBIGUOUS: 'dateFormat',
  DISCOUNT_UNIT_AMBIGUOUS: 'discountUnit',
}

/** A choice of a column moves its field there too. */
function withAnswer(said: Said, { id, code, field, column }: Doubt, choice: string): Said {
  const decisions = { ...said.decisions, [id]: choice }
  const notation = NOTATIONS[code]
  // What was set for the column would go before the answer.
  if (notation && column != null && said.mapping.notations[column]?.[notation] != null) {
    return { ...said, decisions, mapping: setNotation(said.mapping, column, { [notation]: choice }) }
  }
  const isAboutColumn = code === 'COLUMN_GUESSED' || code === 'COLUMN_DOUBLED'
  if (!isAboutColumn || field === null) return { ...said, decisions }
  const chosen = Number(choice)
  const mapping = Number.isInteger(chosen)
    ? assignField(said.mapping, chosen, field)
    : withoutField(said.mapping, field)
  return { ...said, decisions, mapping }
}
