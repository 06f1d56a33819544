import { type Clearing, dropBeyond, expire, readWhole } from '@portico/service-kit'

const WAITING = 'booked_at is null'
const WAITING_DAYS = 7

/** Looked at and never booked: after a week, or where all companies keep too many, the rows are of no more use. */
export function uploadEnds(env: NodeJS.ProcessEnv): Clearing[] {
  return [
    expire('stock_upload', `${WAITING} and created_at < now() - make_interval(days => ${WAITING_DAYS})`),
    dropBeyond({
      table: 'stock_upload',
      condition: WAITING,
      size: 'row_count',
      max: readWhole(env, 'PORTICO_MAX_WAITING_STOCK_ROWS'),
      drop: async (tx, tenantId, id) => {
        await tx.run(`delete from stock_upload where tenant_id = $1 and id = $2 and ${WAITING}`, [
          tenantId,
          id,
        ])
      },
    }),
  ]
}
