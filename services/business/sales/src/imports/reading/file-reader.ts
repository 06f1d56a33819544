import type { Assumption, Findings, Mapping } from '@portico/sales-contract'
import type { SalesStore } from '../../documents/sales-store.ts'
import type { Analysis } from '../analysis/analyse.ts'
import { assume, DecidedDoubts } from '../analysis/doubts.ts'
import type { FileSource } from '../file/file-record.ts'
import { readChunks } from '../job/chunks.ts'
import { requireChosenMapping, requireDialect, type StoredJob } from '../job/job.ts'
import type { AskedOfFile } from '../mapping/asked.ts'
import { columnOf } from '../mapping/mapping.ts'
import { CREDITED, type ShownProblem } from '../rows/problems.ts'
import { SHOWN_PROBLEMS } from '../rows/row-check.ts'
import { ConflictFinder, type Conflicts } from './conflicts.ts'
import type { ReadingThread } from './reading-thread.ts'
import { rowDoubts } from './row-doubts.ts'
import type { Analysed, FileToAnalyse, ItemOf, ResultOf } from './tasks.ts'

/** What reading a file found, and how it is read. */
export interface Examined {
  analysis: Analysed
  findings: Findings
  /** Null when no row could be read: fields lack a column, or a quote is open. */
  rows: { rowCount: number; problemCount: number; problems: ShownProblem[] } | null
}

type ReadJob = Pick<StoredJob, 'id' | 'source' | 'currency'>

/** Reads files that are kept in the database, each in the thread for it. */
export class FileReader {
  readonly store: SalesStore
  readonly #thread: ReadingThread

  constructor(store: SalesStore, thread: ReadingThread) {
    this.store = store
    this.#thread = thread
  }

  /** How the file is read as it is asked for. Throws what `analyse` does. */
  async analyse(tenantId: string, job: ReadJob, asked: AskedOfFile): Promise<Analysed> {
    const run = this.#thread.run('ANALYSE', toAnalyse(job, asked, null), this.#sourceOf(tenantId, job))
    for (;;) {
      const { done, value } = await run.next()
      if (done) return value
    }
  }

  /** And what its rows hold, where the columns allow it. */
  async examine(
    tenantId: string,
    job: ReadJob,
    asked: AskedOfFile,
    given: Mapping | null,
  ): Promise<Examined> {
    const decisions = DecidedDoubts.of(asked)
    const conflicts = new ConflictFinder(this.store, tenantId, decisions)
    const input = { file: toAnalyse(job, asked, given), currency: job.currency }
    const run = this.#thread.run('EXAMINE', input, this.#sourceOf(tenantId, job))
    let step = await run.next()
    for (; !step.done; step = await run.next()) await conflicts.add(step.value.documents, step.value.timeZone)
    const { analysed, rows, preview, remarkable, normalisations, hasAllDocuments } = step.value
    const findings = findingsOf(analysed)
    if (!rows) return { analysis: analysed, findings, rows }
    const found = conflicts.found
    return {
      analysis: analysed,
      rows: withCredited(rows, found.credited),
      findings: {
        ...findings,
        preview,
        doubts: [...analysed.doubts, ...rowDoubts(remarkable, found, job.currency, decisions)],
        assumptions: [
          ...analysed.assumptions,
          ...moneyOf(analysed.mapping, job.currency),
          ...(hasAllDocuments ? [] : [forgotten()]),
        ],
        normalisations,
        conflicts: found.shown,
        conflictCount: found.stored + found.inFile,
      },
    }
  }

  /** The rows of an import that was started, without those that are staged already. */
  stage(
    tenantId: string,
    job: StoredJob,
    passed: number,
  ): AsyncGenerator<ItemOf<'STAGE'>, ResultOf<'STAGE'>> {
    const { asked, columns, currency } = job
    const input = {
      dialect: requireDialect(job),
      mapping: requireChosenMapping(job),
      columns,
      asked,
      currency,
      passed,
    }
    return this.#thread.run('STAGE', input, this.#sourceOf(tenantId, job))
  }

  #sourceOf(tenantId: string, { id }: Pick<StoredJob, 'id'>): FileSource {
    return { chunks: () => readChunks(this.store, tenantId, id) }
  }
}

function toAnalyse({ id, source }: ReadJob, asked: AskedOfFile, given: Mapping | null): FileToAnalyse {
  return {
    fileId: id,
    kind: source.kind ?? 'TEXT',
    encodings: source.encodings ?? [],
    timeZone: source.timeZone ?? 'UTC',
    asked,
    given,
  }
}

type Rows = NonNullable<Examined['rows']>

/** The rows that are known to be held back once what is stored was looked at. */
function withCredited(rows: Rows, { lines, rowCount }: Conflicts['credited']): Rows {
  const credited = lines.map(row => ({ row, ...CREDITED }))
  const problems = [...rows.problems, ...credited].sort((one, other) => one.row - other.row)
  return { ...rows, problemCount: rows.problemCount + rowCount, problems: problems.slice(0, SHOWN_PROBLEMS) }
}

export function findingsOf({
  reading,
  doubts,
  assumptions,
}: Pick<Analysis, 'reading' | 'doubts' | 'assumptions'>): Findings {
  return { reading, preview: [], doubts, assumptions, normalisations: [], conflicts: [], conflictCount: 0 }
}

function moneyOf(mapping: Mapping, currency: string): Assumption[] {
  if (columnOf(mapping, 'CURRENCY')) return []
  return [assume('CURRENCY', `Amounts that name no currency are in ${currency}.`, { currency })]
}

function forgotten(): Assumption {
  const message =
    'The file has too many documents to look all their numbers up before; those that are taken are held back.'
  return assume('CONFLICTS_NOT_ALL_FOUND', message)
}
