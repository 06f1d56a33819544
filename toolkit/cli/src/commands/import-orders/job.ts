import type { CliGateway } from '../../connection/gateway.client.ts'
import { CliError } from '../../errors/cli-error.ts'
import { FIND_IMPORT, FORGET, MUTATIONS } from './operations.ts'

interface Progress {
  rowsTotal: number
  rowsDone: number
  documentsCreated: number
  documentsRecognised: number
  documentsSkipped: number
  documentsReplaced: number
  rowsRejected: number
  productsCreated: number
  customersCreated: number
}

export interface MappedColumn {
  field: string
  column: number
  dateFormat?: string | null
  timeZone?: string | null
  decimalMark?: string | null
  discountUnit?: string | null
}

export interface Mapping {
  columns: MappedColumn[]
  dateFormat: string
  timeZone: string
  decimalMark: string
}

export interface Doubt {
  id: string
  code: string
  field: string | null
  message: string
  choices: { id: string; message: string; examples: { raw: string; read: string | null }[] }[]
  proposed: string | null
  chosen: string | null
  chosenBy: string | null
}

interface Version {
  orderedAt: string | null
  customer: string | null
  lineCount: number
  total: string
}

export interface Job {
  id: string
  status: string
  columns: { index: number; header: string; suggested: string | null }[]
  reading: {
    encoding: string
    encodingConfidence: number
    delimiter: string
    headerLine: number
    sheet: string | null
  }
  mapping: Mapping | null
  doubts: Doubt[]
  conflicts: { id: string; number: string; choice: string | null; existing: Version; incoming: Version }[]
  sums: {
    currency: string
    outcome: string
    documents: number
    rows: number
    unreadRows: number
    amount: string
  }[]
  assumptions: { code: string; message: string }[]
  normalisations: {
    code: string
    field: string | null
    count: number
    example: { raw: string; read: string | null } | null
  }[]
  problems: { row: number; code: string; message: string }[]
  rowCount: number | null
  problemCount: number | null
  progress: Progress
  failure: { code: string; message: string } | null
}

export interface ImportSettings {
  mapping: Mapping | null
  reading: Record<string, string | number>
  decisions: { doubt: string; choice: string }[]
}

export async function mutate(
  client: CliGateway,
  field: keyof typeof MUTATIONS,
  id: string,
  settings: ImportSettings,
): Promise<Job> {
  const data = await client.graph<Record<typeof field, Job>>(MUTATIONS[field], { id, ...settings })
  return data[field]
}

/** Forgets what the shop chose for files of this shape. */
export async function forgetChoices(client: CliGateway, id: string): Promise<Job> {
  const { forgetImportChoices } = await client.graph<{ forgetImportChoices: Job }>(FORGET, { id })
  return forgetImportChoices
}

export async function findJob(client: CliGateway, id: string): Promise<Job> {
  const { importJob } = await client.graph<{ importJob: Job | null }>(FIND_IMPORT, { id })
  if (!importJob) throw new CliError('NOT_FOUND', `The import ${id} does not exist any more.`)
  return importJob
}
