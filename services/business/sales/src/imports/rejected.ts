import { formulaSafe } from '@portico/service-kit'
import { stringify } from 'csv-stringify/sync'
import type { SalesStore } from '../documents/sales-store.ts'
import type { StoredJob } from './job/job.ts'
import type { RowProblem } from './rows/problems.ts'

interface RejectedRow {
  row: number
  raw: string[]
  problem: RowProblem
}

const PAGE_ROWS = 1000
/** Spreadsheets take a file without it for the encoding of the machine. */
const BYTE_ORDER_MARK = '\uFEFF'
const REPORT_COLUMNS = ['row', 'code', 'reason']

/** CSV of the rejected rows: the file's own columns, then the line, the code and the reason. Mended, it can be imported again. */
export async function* writeRejected(
  store: SalesStore,
  tenantId: string,
  job: StoredJob,
): AsyncGenerator<string> {
  const headers = job.columns.map(({ header }) => header)
  yield BYTE_ORDER_MARK + stringify([[...headers, ...REPORT_COLUMNS].map(harmless)])
  let after = 0
  for (;;) {
    const rows = await readPage(store, tenantId, job.id, after)
    const last = rows.at(-1)
    if (!last) return
    yield stringify(rows.map(row => toRecord(row, headers.length)))
    after = last.row
  }
}

function readPage(
  store: SalesStore,
  tenantId: string,
  importId: string,
  after: number,
): Promise<RejectedRow[]> {
  return store.tenant(tenantId, tx =>
    tx.list<RejectedRow>(
      `select row, raw, problem from import_row
       where tenant_id = $1 and import_id = $2 and problem is not null and row > $3 order by row limit $4`,
      [tenantId, importId, after, PAGE_ROWS],
    ),
  )
}

/** A row with too few or too many columns keeps what it has; the reasons stand under their headings. */
function toRecord({ row, raw, problem }: RejectedRow, width: number): string[] {
  const padded = [...raw.slice(0, width), ...Array<string>(Math.max(0, width - raw.length)).fill('')]
  const rest = raw.slice(width).join(' ')
  const reason = rest ? `${problem.message} Beyond the last column: ${rest}` : problem.message
  return [...padded, String(row), problem.code, reason].map(harmless)
}

const NUMBER = /^[-+]?[\d.,]+$/

/** The file's own cells may be of any kind; a number stays one, and the import takes the apostrophe away again. */
function harmless(cell: string): string {
  return NUMBER.test(cell) ? cell : formulaSafe(cell)
}
