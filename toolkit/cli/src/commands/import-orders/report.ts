import { CliError } from '../../errors/cli-error.ts'
import type { Doubt, Job } from './job.ts'
import { headersOf } from './settings.ts'

const EXAMPLES = 2

/** The flag that settles a doubt, with the choice in place of `CHOICE`. */
const FLAGS: Record<string, (doubt: Doubt) => string> = {
  ENCODING_UNSURE: () => '--encoding CHOICE',
  DELIMITER_UNSURE: () => '--delimiter CHOICE',
  QUOTE_OPEN: () => '--quotes text',
  HEADER_LINE_UNSURE: () => '--header-row CHOICE',
  COLUMN_GUESSED: ({ field }) => `--map ${field}=COLUMN`,
  COLUMN_DOUBLED: ({ field }) => `--map ${field}=#PLACE`,
  DECIMAL_MARK_AMBIGUOUS: ({ field }) => `--decimal ${field}=CHOICE`,
  DATE_ORDER_AMBIGUOUS: () => '--date-format CHOICE',
  DISCOUNT_UNIT_AMBIGUOUS: () => '--discount CHOICE',
  CURRENCY_OTHER: () => '--on-currency CHOICE',
  STATUS_NOT_SALE: () => '--on-status CHOICE',
  TIME_ZONE_UNKNOWN: () => '--on-zone CHOICE',
  NUMBER_REUSED: () => '--on-reused CHOICE, or --on-reused NUMBER=CHOICE for one of them',
  NUMBER_CONFLICT: () => '--on-conflict CHOICE, or --on-conflict NUMBER=CHOICE for one of them',
}

/** The whole mapping, every assumption, and what was evened out: before anything is written. */
export function printReading(job: Job, say: (line: string) => void) {
  const { encoding, encodingConfidence, headerLine, sheet } = job.reading
  const how = sheet ? `sheet ${sheet}` : `${encoding}, ${Math.round(encodingConfidence * 100)} % sure`
  say(
    `Read as ${how}; ${headerLine === 0 ? 'no row names the columns' : `line ${headerLine} names the columns`}.`,
  )
  for (const { field, column, decimalMark, dateFormat, discountUnit } of job.mapping?.columns ?? []) {
    const form = [decimalMark && `decimal ${decimalMark}`, dateFormat, discountUnit]
      .filter(Boolean)
      .join(', ')
    say(`  ${field} <- #${column + 1} ${job.columns[column]?.header ?? ''}${form ? ` (${form})` : ''}`)
  }
  for (const { code, message } of job.assumptions) say(`Assumed ${code}: ${message}`)
  for (const { code, field, count, example } of job.normalisations) {
    const shown = example ? `, such as ${JSON.stringify(example.raw)} -> ${JSON.stringify(example.read)}` : ''
    say(`Evened out ${code}${field ? ` in ${field}` : ''}: ${count}${shown}`)
  }
  for (const { id, chosen, chosenBy } of job.doubts) {
    if (chosen !== null) say(`Settled ${id}: ${chosen} (${(chosenBy ?? '').toLowerCase()})`)
  }
}

/** Throws IMPORT_DOUBTS_OPEN with each open doubt, its choices and the flag that settles it. */
export function requireSettled({ doubts, conflicts }: Job) {
  const open = doubts.filter(({ chosen }) => chosen === null)
  if (open.length === 0) return
  const text = open.flatMap(doubt => [
    `${doubt.id}: ${doubt.message}`,
    ...conflictsOf(doubt, conflicts),
    ...choicesOf(doubt),
    flagOf(doubt),
  ])
  const message = ['The file leaves open what changes its orders; nothing was imported.', ...text].join(
    '\n  ',
  )
  throw new CliError('IMPORT_DOUBTS_OPEN', message, { facts: { doubts: open.map(({ id }) => id) } })
}

const CONFLICTS = 10

/** Numbers without an answer of their own, each with what is here and what the file has. */
function conflictsOf({ code }: Doubt, conflicts: Job['conflicts']): string[] {
  const open = conflicts.filter(({ id, choice }) => choice === null && id.startsWith(`${code}:`))
  const shown = open
    .slice(0, CONFLICTS)
    .map(
      ({ number, existing, incoming }) => `  ${number}: ${versionText(existing)} / ${versionText(incoming)}`,
    )
  return open.length > CONFLICTS ? [...shown, `  and ${open.length - CONFLICTS} more`] : shown
}

function versionText({
  orderedAt,
  customer,
  lineCount,
  total,
}: Job['conflicts'][number]['existing']): string {
  return [orderedAt, customer ?? 'no customer', `${lineCount} lines`, total].join(', ')
}

function choicesOf({ choices }: Doubt): string[] {
  return choices.slice(0, 8).map(({ id, message, examples }) => {
    const shown = examples
      .slice(0, EXAMPLES)
      .map(({ raw, read }) => (read === null || read === raw ? raw : `${raw} -> ${read}`))
    return `  ${JSON.stringify(id)}: ${message}${shown.length > 0 ? ` ${shown.join('; ')}` : ''}`
  })
}

function flagOf(doubt: Doubt): string {
  const flag = FLAGS[doubt.code]?.(doubt) ?? ''
  const yes = doubt.proposed === null ? '' : `, or --yes ${doubt.id} for ${JSON.stringify(doubt.proposed)}`
  return `  Settle it with ${flag}${yes}`
}

/** Throws COLUMNS_UNKNOWN with the columns of the file. */
export function requireColumns({ mapping, columns, doubts }: Job) {
  if (mapping || doubts.some(({ code, chosen }) => code === 'QUOTE_OPEN' && chosen === null)) return
  throw new CliError(
    'COLUMNS_UNKNOWN',
    `Not every column that orders need was recognised. Name them, such as --map "DOCUMENT_NUMBER=#1". Fields: DOCUMENT_NUMBER, DATE, PRODUCT_CODE, QUANTITY, UNIT_PRICE (or LINE_TOTAL). Columns: ${headersOf(columns)}.`,
  )
}

const SHOWN_PROBLEMS = 10

/** Throws ROWS_WITH_PROBLEMS, unless those rows may be left out. */
export function requireGoodRows(job: Job, acceptsProblems: boolean, say: (line: string) => void) {
  say(`${job.rowCount} rows, ${job.problemCount} with problems`)
  for (const { row, code, message } of job.problems.slice(0, SHOWN_PROBLEMS))
    say(`  line ${row}: ${code} ${message}`)
  if (!job.problemCount || acceptsProblems) return
  throw new CliError(
    'ROWS_WITH_PROBLEMS',
    'Mend them in the file, or repeat with --accept-problems to leave their documents out.',
  )
}
