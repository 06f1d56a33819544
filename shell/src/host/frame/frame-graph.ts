import { GraphError, type GraphService, type Manifest } from '@portico/micro-app'
import { requireString, requireWhole, type WireReader } from './frame-values.ts'

/** Longer than any call waits for the gateway. */
const MAX_TIMEOUT_MS = 60_000

/** Calls of a frame to the graph: operations that its own manifest names, sent by the shell in the app's name and snapshot. */
export class FrameGraph {
  readonly #graph: GraphService
  readonly #operations: ReadonlyMap<string, Manifest['operations'][number]>
  readonly #underWay = new Map<number, AbortController>()

  constructor(graph: GraphService, operations: Manifest['operations']) {
    this.#graph = graph
    this.#operations = new Map(operations.map(operation => [operation.id, operation]))
  }

  /** Rejects with GraphError; OPERATION_NOT_OWN where the app's manifest does not name the operation. */
  async execute({ call, operation: id, variables, timeoutMs }: WireReader): Promise<unknown> {
    const operation = this.#operations.get(requireString(id))
    if (operation === undefined) {
      const message = 'A frame may send the operations of its own manifest alone; this one is not among them'
      throw new GraphError('OPERATION_NOT_OWN', message)
    }
    const number = requireWhole(call)
    const controller = new AbortController()
    this.#underWay.set(number, controller)
    try {
      return await this.#graph.execute(operation, variables ?? {}, {
        signal: controller.signal,
        ...(timeoutMs !== undefined && {
          timeoutMs: Math.min(MAX_TIMEOUT_MS, Math.max(1, requireWhole(timeoutMs))),
        }),
      })
    } finally {
      this.#underWay.delete(number)
    }
  }

  cancel(call: number): void {
    this.#underWay.get(call)?.abort()
  }

  stop(): void {
    for (const controller of this.#underWay.values()) controller.abort()
  }
}
