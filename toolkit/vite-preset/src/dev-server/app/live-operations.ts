import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { collectOperations, DocumentError, isStale, parseSchema, write } from '@portico/graph-codegen'
import type { Manifest } from '@portico/micro-app/manifest'

/** As `portico graph types` has them. */
export const SCHEMA_FILE = 'schema.graphql'
const TYPES_FILE = 'src/graph/graph.generated.ts'

/** The operations in an app's `.graphql` files as they are now, and the module with their constants, kept in step. */
export class LiveOperations {
  #list: Manifest['operations'] = []
  readonly #root: string
  readonly #say: (line: string) => void
  #isSchemaMissed = false

  constructor(root: string, say: (line: string) => void) {
    this.#root = root
    this.#say = say
  }

  get list(): Manifest['operations'] {
    return this.#list
  }

  read(): Promise<void> {
    return this.#said(() => {
      this.#list = collectOperations(this.#root)
    })
  }

  /** After a change of a `.graphql` file, or of the schema. What the schema does not answer is said, and stays as it was. */
  async follow(): Promise<void> {
    const before = JSON.stringify(this.#list)
    await this.read()
    const schema = join(this.#root, SCHEMA_FILE)
    if (this.#list.length === 0 && !existsSync(join(this.#root, TYPES_FILE))) return
    if (!existsSync(schema)) return before === JSON.stringify(this.#list) ? undefined : this.#missSchema()
    await this.#said(async () => {
      // With the first change: the generator is large.
      const { generateAppFile } = await import('@portico/graph-codegen/types')
      const loaded = parseSchema(readFileSync(schema, 'utf8'), SCHEMA_FILE)
      const file = {
        path: join(this.#root, TYPES_FILE),
        text: await generateAppFile(this.#root, loaded, this.#root),
      }
      if (isStale(file)) write(file)
    })
  }

  #missSchema(): void {
    if (this.#isSchemaMissed) return
    this.#isSchemaMissed = true
    this.#say(
      `SCHEMA_MISSING: ${TYPES_FILE} is not written anew, for there is no ${SCHEMA_FILE}. Write it by "npx portico graph pull", with a token in PORTICO_TOKEN.`,
    )
  }

  async #said(work: () => void | Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      const isOfDocuments = error instanceof DocumentError
      const message = error instanceof Error ? error.message : String(error)
      this.#say(`${isOfDocuments ? 'OPERATIONS_INVALID' : 'GRAPH_INVALID'}: ${message}`)
    }
  }
}
