import { type FigureCell, type FigureCounts, FigureTree } from './figure-tree.ts'

/** Operations of one tenant, of one app, under one set of releases. */
interface OperationFigures extends FigureCounts {
  tenant: string
  /** Empty: it is not known which. */
  app: string
  operation: string
  /** Ids, with a blank between, or `stable`. */
  releases: string
}

/** Calls of one part of the platform to one revision of another. */
interface CallFigures extends FigureCounts {
  caller: string
  service: string
  revision: string
}

/** What a process counted in a few seconds. */
export interface TrafficReport {
  /** Unix time in milliseconds. */
  at: number
  operations: OperationFigures[]
  calls: CallFigures[]
}

/** Of a process, between two reports: some 3 MB. What is beyond is counted together, so that sums stay right. */
const MAX_OPERATIONS = 10_000
const MAX_CALLS = 500
const OTHER = 'other'

/** Counts every operation and every call of a process, whether or not its trace is kept. */
export class TrafficMeter {
  readonly #operations: FigureTree
  readonly #calls: FigureTree

  constructor({ maxOperations = MAX_OPERATIONS, maxCalls = MAX_CALLS } = {}) {
    this.#operations = new FigureTree(maxOperations, [OTHER, '', OTHER, OTHER])
    this.#calls = new FigureTree(maxCalls, [OTHER, OTHER, OTHER])
  }

  operation(tenant: string, app: string, operation: string, releases: string): FigureCell {
    return this.#operations.find(tenant, app, operation, releases)
  }

  call(caller: string, service: string, revision: string): FigureCell {
    return this.#calls.find(caller, service, revision)
  }

  /** What was counted since the last time. */
  drain(): TrafficReport {
    const report: TrafficReport = { at: Date.now(), operations: [], calls: [] }
    this.#operations.drain(([tenant = '', app = '', operation = '', releases = ''], counts) => {
      report.operations.push({ tenant, app, operation, releases, ...counts })
    })
    this.#calls.drain(([caller = '', service = '', revision = ''], counts) => {
      report.calls.push({ caller, service, revision, ...counts })
    })
    return report
  }

  /** For what could not be sent: it goes with the next report. */
  putBack({ operations, calls }: TrafficReport): void {
    for (const { tenant, app, operation, releases, ...counts } of operations)
      this.operation(tenant, app, operation, releases).add(counts)
    for (const { caller, service, revision, ...counts } of calls)
      this.call(caller, service, revision).add(counts)
  }
}
