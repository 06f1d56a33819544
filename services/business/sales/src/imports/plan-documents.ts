import { FILE_SOURCE } from '../documents/document.ts'
import type { NewDocument } from '../documents/write.ts'
import type { DecidedDoubts } from './analysis/doubts.ts'
import { factsOf, type Holder, type StoredDocuments } from './stored-documents.ts'

export interface ImportedDocument extends NewDocument {
  part: number
  /** As the file names it. */
  sourceCustomer: string | null
  /** The lines of the file it is made of. */
  rows: number[]
}

/** What was decided for numbers that are taken; null: nothing was asked, for nothing was taken then. */
export type NumberRules = Pick<DecidedDoubts, 'choiceFor'>

export interface DocumentPlan {
  created: ImportedDocument[]
  replaced: { id: string; document: ImportedDocument }[]
  heldBack: ImportedDocument[]
  /** To be replaced, but credited meanwhile: what the credit note is of must stay. */
  credited: ImportedDocument[]
  recognised: ImportedDocument[]
  skipped: ImportedDocument[]
}

/** What becomes of each document of a batch: written, recognised as the same, or what was decided for a number that is taken. */
export function planDocuments(
  documents: ImportedDocument[],
  stored: StoredDocuments,
  rules: NumberRules,
): DocumentPlan {
  const plan: DocumentPlan = {
    created: [],
    replaced: [],
    heldBack: [],
    credited: [],
    recognised: [],
    skipped: [],
  }
  for (const document of documents) place(plan, document, stored, rules)
  return plan
}

function place(plan: DocumentPlan, document: ImportedDocument, stored: StoredDocuments, rules: NumberRules) {
  const holders = stored.listHolders(document.number)
  const facts = factsOf(document)
  if (holders.some(holder => holder.facts === facts)) plan.recognised.push(document)
  else if (holders.length === 0) add(plan, document, stored)
  else settle(plan, document, stored, { holders, choice: choiceFor(document, holders, rules) })
}

/** Another document of the file is another kind of conflict than one that was here before. */
function choiceFor({ part, number }: ImportedDocument, holders: Holder[], rules: NumberRules): string | null {
  const [conflict, reused] = [
    rules.choiceFor('NUMBER_CONFLICT', number),
    rules.choiceFor('NUMBER_REUSED', number),
  ]
  const isOwn = part > 0 && holders.every(({ id }) => id === null)
  return isOwn ? reused : (conflict ?? (part > 0 ? reused : null))
}

function settle(
  plan: DocumentPlan,
  document: ImportedDocument,
  stored: StoredDocuments,
  { holders, choice }: { holders: Holder[]; choice: string | null },
) {
  const replaced = holders[0]
  if (choice === 'SKIP') plan.skipped.push(document)
  else if (choice === 'OTHER_SERIES') add(plan, { ...document, source: freeSeries(holders) }, stored)
  else if (choice === 'REPLACE' && replaced?.id)
    if (replaced.isCredited) plan.credited.push(document)
    else plan.replaced.push({ id: replaced.id, document })
  else plan.heldBack.push(document)
}

function add(plan: DocumentPlan, document: ImportedDocument, stored: StoredDocuments) {
  plan.created.push(document)
  stored.add(document)
}

function freeSeries(holders: Holder[]): string {
  const taken = new Set(holders.map(({ source }) => source))
  for (let series = 2; ; series++) {
    const source = `${FILE_SOURCE}:${series}`
    if (!taken.has(source)) return source
  }
}
