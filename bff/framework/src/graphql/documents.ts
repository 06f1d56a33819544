import { createHash } from 'node:crypto'
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  parse,
  specifiedRules,
  stripIgnoredCharacters,
  type ValidationRule,
  validate,
} from 'graphql'
import { MAX_CHARACTERS } from '../load/load.ts'
import { DocumentShelf, type PreparedDocument } from './document-shelf.ts'
import { hiddenSchemaRule } from './hidden-schema.ts'
import { findExcess, MAX_FINDINGS, MAX_TOKENS, tooComplex } from './limits.ts'
import { hideTypes } from './query-plan.ts'

const LIMIT = { maxErrors: MAX_FINDINGS }

/** The client's own mistake, as it may read it. */
export class DocumentRefused extends Error {
  readonly errors: readonly GraphQLError[]

  constructor(errors: readonly GraphQLError[]) {
    super('The document cannot be run')
    this.errors = errors
  }
}

/** The text of an operation. */
export interface DocumentSource {
  query: string
  /** Of a published app. These are kept apart, so that no amount of other text makes them new again. */
  isRegistered: boolean
}

/**
 * Parsed and validated documents by their normalised text, so that a comment makes no new document. Work is bounded before
 * it is done: characters, tokens, then what `findExcess` counts, then the rules.
 */
export class GraphDocuments {
  readonly #schema: GraphQLSchema
  readonly #isOpen: boolean
  readonly #rules: readonly ValidationRule[]
  readonly #registered = new DocumentShelf()
  readonly #free = new DocumentShelf()

  /** `isOpen`: introspection and "did you mean" are on; for development only. `rules`: besides those of the specification. */
  constructor(schema: GraphQLSchema, isOpen: boolean, rules: readonly ValidationRule[] = []) {
    this.#schema = schema
    this.#isOpen = isOpen
    this.#rules = [...specifiedRules, ...rules]
    if (!isOpen) hideTypes(schema)
  }

  /** Under the hash of its normalised text; undefined where it is not kept. */
  find(hash: string): DocumentNode | undefined {
    return (this.#registered.ofHash(hash) ?? this.#free.ofHash(hash))?.document
  }

  /** Null: it must be prepared first, which is work; to look here is none, not even reading. */
  findSource(source: DocumentSource): PreparedDocument | null {
    return this.#shelfOf(source).ofSource(source.query) ?? null
  }

  /** Faults: DocumentRefused. */
  prepare(source: DocumentSource): PreparedDocument {
    const shelf = this.#shelfOf(source)
    const text = normalise(source.query)
    const hash = hashOf(text)
    const prepared = shelf.ofHash(hash) ?? this.#read(source.query, text, hash)
    shelf.put(source.query, prepared)
    return prepared
  }

  #shelfOf({ isRegistered }: DocumentSource): DocumentShelf {
    return isRegistered ? this.#registered : this.#free
  }

  #read(source: string, text: string, hash: string): PreparedDocument {
    const document = parseSource(source)
    this.#validate(document)
    return { text, hash, document }
  }

  #validate(document: DocumentNode): void {
    const excess = findExcess(document)
    if (excess) throw new DocumentRefused([excess])
    const broken = validate(this.#schema, document, this.#rules, LIMIT)
    // Asks for a plan, which only a valid document has.
    const isToHide = broken.length === 0 && !this.#isOpen
    const errors = isToHide ? validate(this.#schema, document, [hiddenSchemaRule], LIMIT) : broken
    if (errors.length > 0) throw new DocumentRefused(errors.map(error => this.#asRefusal(error)))
  }

  /** What "did you mean" suggests is part of the schema. */
  #asRefusal({ message, nodes, extensions }: GraphQLError): GraphQLError {
    const reported = this.#isOpen ? message : message.replace(/ ?Did you mean.+\?$/, '')
    return new GraphQLError(reported, {
      nodes,
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED', ...extensions },
    })
  }
}

function parseSource(source: string): DocumentNode {
  return asParsing(() => parse(source, { maxTokens: MAX_TOKENS }))
}

/** Faults: DocumentRefused. */
export function assertLength(source: string): void {
  if (source.length <= MAX_CHARACTERS) return
  throw new DocumentRefused([tooComplex(`is over ${MAX_CHARACTERS} characters long`)])
}

function normalise(source: string): string {
  assertLength(source)
  return asParsing(() => stripIgnoredCharacters(source))
}

function asParsing<T>(run: () => T): T {
  try {
    return run()
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error
    const { message, source, positions } = error
    throw new DocumentRefused([
      new GraphQLError(message, { source, positions, extensions: { code: 'GRAPHQL_PARSE_FAILED' } }),
    ])
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
