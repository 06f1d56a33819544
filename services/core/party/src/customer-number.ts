import type { Transaction } from '@portico/service-kit'

/** Numbers looked at in one query; imported customers may hold long runs of them. */
const WINDOW = 1000n

/**
 * The next number no customer of the tenant has as its code. The counter's row stays locked until the transaction ends,
 * so two callers never get the same one.
 */
export async function nextCustomerNumber(tx: Transaction, tenantId: string): Promise<string> {
  const { last } = await tx.get<{ last: string }>(
    `insert into customer_number (tenant_id, last) values ($1, 0)
     on conflict (tenant_id) do update set last = customer_number.last returning last`,
    [tenantId],
  )
  const number = await findFree(tx, tenantId, BigInt(last) + 1n)
  await tx.run('update customer_number set last = $2 where tenant_id = $1', [tenantId, number])
  return number
}

async function findFree(tx: Transaction, tenantId: string, from: bigint): Promise<string> {
  const found = await tx.find<{ free: string }>(
    `select n::text as free from generate_series($2::bigint, $3::bigint) n
     where not exists (select 1 from customer where tenant_id = $1 and code = n::text)
     order by n limit 1`,
    [tenantId, String(from), String(from + WINDOW - 1n)],
  )
  return found?.free ?? findFree(tx, tenantId, from + WINDOW)
}
