import type { Transaction } from '@portico/service-kit'

/** From here to the commit no other change takes a revision, so a gateway that has seen one has seen all before it. */
export async function beginAccessChange(tx: Transaction): Promise<void> {
  await tx.run(`select pg_advisory_xact_lock(hashtext('portico access changes'))`)
}

/** For a change that concerns every tenant, and is kept elsewhere than the changes of users. */
export async function nextAccessRevision(tx: Transaction): Promise<number> {
  await beginAccessChange(tx)
  const { revision } = await tx.get<{ revision: string }>(`select nextval('access_revision') as revision`)
  return Number(revision)
}
