import { type GraphContext, hasCode } from '@portico/bff-framework'
import Type, { type Static } from 'typebox'
import { nullable } from '../shared/page.ts'

const UploadShape = Type.Object({
  id: Type.String(),
  fileName: Type.String(),
  mode: Type.Enum(['OPENING', 'RECEIPT']),
  ignoredColumns: Type.Array(Type.String()),
  rowCount: Type.Integer(),
  goodCount: Type.Integer(),
  problemCount: Type.Integer(),
  problems: Type.Array(Type.Object({ row: Type.Integer(), code: Type.String(), value: Type.String() })),
  bookedAt: nullable(Type.String()),
  bookedCount: nullable(Type.Integer()),
  sameBookedAt: nullable(Type.String()),
})

export type StockUpload = Static<typeof UploadShape>

/** As long as its `@deadline`: 20,000 rows in one transaction. */
const BOOKING_TIMEOUT_MS = 55_000

export async function findUpload(context: GraphContext, id: string): Promise<StockUpload | null> {
  try {
    return await context.upstream('inventory').get(pathOf(id), { answer: UploadShape })
  } catch (error) {
    if (hasCode(error, 'NOT_FOUND')) return null
    throw error
  }
}

export function postBooking(
  context: GraphContext,
  id: string,
  choice: { skipProblems: boolean; repeat: boolean },
): Promise<StockUpload> {
  const options = { answer: UploadShape, timeoutMs: BOOKING_TIMEOUT_MS }
  return context.upstream('inventory').post(`${pathOf(id)}/book`, choice, options)
}

function pathOf(id: string): string {
  return `/uploads/${encodeURIComponent(id)}`
}
