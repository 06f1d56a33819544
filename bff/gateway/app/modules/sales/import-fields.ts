import { ImportField, type ImportJob } from '@portico/sales-contract'
import { isKnown } from '@portico/service-contract'

type Named = { field: ImportField | null }

/** The service may be newer than this gateway: what is about a field that the graph does not have is about none, and a column that fills one counts as not read. */
export function withKnownFields<Job extends ImportJob>(job: Job): Job {
  return {
    ...job,
    columns: job.columns.map(column => ({ ...column, suggested: knownOrNull(column.suggested) })),
    mapping: job.mapping && { ...job.mapping, columns: job.mapping.columns.filter(hasKnownField) },
    problems: job.problems.map(aboutKnown),
    preview: job.preview.map(row => ({
      ...row,
      values: row.values.filter(hasKnownField),
      problem: row.problem && aboutKnown(row.problem),
    })),
    doubts: job.doubts.map(aboutKnown),
    assumptions: job.assumptions.map(aboutKnown),
    normalisations: job.normalisations.map(aboutKnown),
  }
}

function knownOrNull(field: ImportField | null): ImportField | null {
  return field !== null && isKnown(ImportField, field) ? field : null
}

function hasKnownField({ field }: { field: ImportField }): boolean {
  return isKnown(ImportField, field)
}

function aboutKnown<Item extends Named>(item: Item): Item {
  return { ...item, field: knownOrNull(item.field) }
}
