import {
  DECIMAL,
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBDecimalValue,
  DuckDBTimestampValue,
  type DuckDBType,
  type DuckDBValue,
  TIMESTAMP,
  VARCHAR,
} from '@duckdb/node-api'
import type { CopiedDocument, CopiedLine } from '../report-store.ts'

/** A vector of DuckDB. */
const CHUNK_ROWS = 2048
const TOTAL = { width: 24, scale: 2 }
const QUANTITY = { width: 28, scale: 4 }
const AMOUNT = { width: 28, scale: 2 }

export function appendIds(connection: DuckDBConnection, ids: readonly string[]): Promise<void> {
  return append(connection, { table: 'arriving', catalog: 'temp', types: [VARCHAR], columns: [ids] })
}

export function appendDocuments(connection: DuckDBConnection, all: readonly CopiedDocument[]): Promise<void> {
  return append(connection, {
    table: 'document',
    types: [VARCHAR, VARCHAR, VARCHAR, TIMESTAMP, DECIMAL(TOTAL.width, TOTAL.scale)],
    columns: [
      all.map(({ id }) => id),
      all.map(({ kind }) => kind),
      all.map(({ status }) => status),
      all.map(({ orderedAtUs }) => new DuckDBTimestampValue(BigInt(orderedAtUs))),
      all.map(({ total }) => decimal(total, TOTAL)),
    ],
  })
}

export function appendLines(connection: DuckDBConnection, all: readonly CopiedLine[]): Promise<void> {
  return append(connection, {
    table: 'line',
    types: [VARCHAR, VARCHAR, DECIMAL(QUANTITY.width, QUANTITY.scale), DECIMAL(AMOUNT.width, AMOUNT.scale)],
    columns: [
      all.map(({ documentId }) => documentId),
      all.map(({ productId }) => productId),
      all.map(({ quantity }) => decimal(quantity, QUANTITY)),
      all.map(({ amount }) => decimal(amount, AMOUNT)),
    ],
  })
}

interface Rows {
  table: string
  catalog?: string
  types: DuckDBType[]
  columns: readonly (readonly DuckDBValue[])[]
}

/** In the transaction of the connection. Decimals by value: DuckDB takes some 13 µs to read a long one from its text. */
async function append(connection: DuckDBConnection, { table, catalog, types, columns }: Rows): Promise<void> {
  const appender = await connection.createAppender(table, 'main', catalog)
  try {
    const rows = columns[0]?.length ?? 0
    for (let first = 0; first < rows; first += CHUNK_ROWS) {
      const chunk = DuckDBDataChunk.create(types, Math.min(CHUNK_ROWS, rows - first))
      chunk.setColumns(columns.map(column => column.slice(first, first + CHUNK_ROWS)))
      appender.appendDataChunk(chunk)
    }
  } finally {
    appender.closeSync()
  }
}

function decimal(text: string, { width, scale }: { width: number; scale: number }): DuckDBDecimalValue {
  const [whole = '', fraction = ''] = text.split('.')
  if (fraction.length > scale) throw new Error(`${text} has more than ${scale} digits after the dot`)
  return new DuckDBDecimalValue(BigInt(whole + fraction.padEnd(scale, '0')), width, scale)
}
