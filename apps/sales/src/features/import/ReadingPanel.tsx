import { useFormats, useMessages } from '@portico/shared-ui/react'
import { Select } from 'antd'
import { type ReactNode, useId } from 'react'
import type { ImportReadingInput } from '../../graph/graph.generated.ts'
import { FileRows } from './FileRows.tsx'
import type { ImportDetail } from './use-import.ts'
import type { Wizard } from './use-wizard.ts'
import { wizardMessages } from './wizard.messages.ts'

const OTHER_ENCODINGS = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'gb18030',
  'big5',
  'shift_jis',
  'euc-kr',
  'windows-1252',
]
const MAX_TRAILING = 5

/** How the bytes became rows, and what else they could be; a change reads the file anew and shows its first rows. */
export function ReadingPanel({ job, wizard }: { job: ImportDetail; wizard: Wizard }): ReactNode {
  const t = useMessages(wizardMessages)
  const { reading } = job
  return (
    <section className="sales-reading" aria-label={t.reading} aria-busy={wizard.command.isPending}>
      <h2 className="sales-step-title">{t.reading}</h2>
      <p className="sales-hint">{t.readingText}</p>
      <div className="sales-conventions">
        {reading.kind === 'WORKBOOK' ? (
          <SheetSelect reading={reading} wizard={wizard} />
        ) : (
          <TextSelects reading={reading} wizard={wizard} />
        )}
        <RowSelects reading={reading} wizard={wizard} />
      </div>
      <FileRows title={t.head} rows={reading.head} headerLine={reading.headerLine} />
      {reading.trailingRows > 0 && <FileRows title={t.tail} rows={reading.tail} headerLine={0} />}
    </section>
  )
}

interface PartProps {
  reading: ImportDetail['reading']
  wizard: Wizard
}

function SheetSelect({ reading, wizard }: PartProps): ReactNode {
  const t = useMessages(wizardMessages)
  const options = reading.sheets.map(value => ({ value, label: value }))
  return (
    <ReadingSelect
      label={t.sheet}
      name="sheet"
      value={reading.sheet ?? ''}
      options={options}
      wizard={wizard}
    />
  )
}

function TextSelects({ reading, wizard }: PartProps): ReactNode {
  const t = useMessages(wizardMessages)
  const { percent } = useFormats()
  const fitting = reading.encodings.map(({ encoding, confidence }) => ({
    value: encoding,
    label: `${encoding} (${t.sure(percent(confidence.toFixed(2)))})`,
  }))
  const others = [...new Set([reading.encoding, ...OTHER_ENCODINGS])]
    .filter(value => !fitting.some(option => option.value === value))
    .map(value => ({ value, label: value }))
  const delimiters = [
    { value: ',', label: t.COMMA },
    { value: ';', label: t.SEMICOLON },
    { value: '\t', label: t.TAB },
    { value: '|', label: t.PIPE },
  ]
  const quotes = [
    { value: 'WRAP', label: t.WRAP },
    { value: 'TEXT', label: t.TEXT },
  ]
  const { encoding, delimiter } = reading
  return (
    <>
      <ReadingSelect
        label={t.encoding}
        name="encoding"
        value={encoding}
        options={[...fitting, ...others]}
        wizard={wizard}
      />
      <ReadingSelect
        label={t.delimiter}
        name="delimiter"
        value={delimiter}
        options={delimiters}
        wizard={wizard}
      />
      <ReadingSelect label={t.quotes} name="quotes" value={reading.quotes} options={quotes} wizard={wizard} />
    </>
  )
}

function RowSelects({ reading, wizard }: PartProps): ReactNode {
  const t = useMessages(wizardMessages)
  const { integer } = useFormats()
  const lines = [...new Set([reading.headerLine, ...reading.head.map(({ line }) => line)])]
    .filter(line => line > 0)
    .sort((a, b) => a - b)
  const headers = [
    { value: 0, label: t.noHeader },
    ...lines.map(value => ({ value, label: t.line(integer(value)) })),
  ]
  const most = Math.max(MAX_TRAILING, reading.trailingRows)
  const trailing = Array.from({ length: most + 1 }, (_, value) => ({ value, label: integer(value) }))
  return (
    <>
      <ReadingSelect
        label={t.headerLine}
        name="headerLine"
        value={reading.headerLine}
        options={headers}
        wizard={wizard}
      />
      <ReadingSelect
        label={t.trailingRows}
        name="trailingRows"
        value={reading.trailingRows}
        options={trailing}
        wizard={wizard}
      />
    </>
  )
}

interface ReadingSelectProps<Value extends string | number> {
  label: string
  name: keyof ImportReadingInput
  value: Value
  options: { value: Value; label: string }[]
  wizard: Wizard
}

function ReadingSelect<Value extends string | number>(props: ReadingSelectProps<Value>): ReactNode {
  const { label, name, value, options, wizard } = props
  const id = useId()
  return (
    <div className="sales-field">
      <label htmlFor={id}>{label}</label>
      <Select
        id={id}
        value={value}
        options={options}
        disabled={wizard.command.isPending}
        onChange={chosen => wizard.read({ [name]: chosen })}
      />
    </div>
  )
}
