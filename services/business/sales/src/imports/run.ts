import type { CallContext } from '@portico/service-kit'
import type { SalesStore } from '../documents/sales-store.ts'
import type { Catalog } from '../upstream/catalog.ts'
import type { ImportClaim, ImportStage } from './job/claim.ts'
import type { FileReader } from './reading/file-reader.ts'
import { ensureCustomers, ensureProducts } from './references.ts'
import { stageRows } from './stage-rows.ts'
import { writeImportedDocuments } from './write-documents.ts'

export interface ImportWork {
  store: SalesStore
  files: FileReader
  catalog: Catalog
  context: CallContext
  claim: ImportClaim
}

/** In this order; each leaves the stage only when all of it is written. */
const STAGES: [ImportStage, (work: ImportWork) => Promise<void>][] = [
  ['ROWS', ({ store, files, claim }) => stageRows(store, files, claim)],
  ['PRODUCTS', ({ store, claim, catalog, context }) => ensureProducts(store, claim, catalog, context)],
  ['CUSTOMERS', ({ store, claim, catalog, context }) => ensureCustomers(store, claim, catalog, context)],
  ['DOCUMENTS', ({ claim }) => writeImportedDocuments(claim)],
]

/** Carries an import from wherever it stands to its end. */
export async function runImport(work: ImportWork): Promise<void> {
  const { stage } = await work.claim.read()
  const from = STAGES.findIndex(([name]) => name === stage)
  for (const [, run] of STAGES.slice(from)) await run(work)
  await work.claim.finish(null)
}
