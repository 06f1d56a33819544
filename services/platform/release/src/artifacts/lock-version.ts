import type { ArtifactKey } from '@portico/artifact-store'
import type { Transaction } from '@portico/service-kit'

/** To put thousands of files into a store far away, while the transaction waits. */
const STORE_TIMEOUT = '10min'

/**
 * A transaction that puts or drops the files of one version waits for any other that does, in any process. Several versions are
 * locked in the order of their names, so that no transactions wait in a circle.
 */
export async function lockVersion(tx: Transaction, { name, version }: ArtifactKey): Promise<void> {
  await tx.run(`set local idle_in_transaction_session_timeout = '${STORE_TIMEOUT}'`)
  await tx.run('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`artifact ${name}@${version}`])
}
