import type { Static, TSchema } from 'typebox'
import type { EventContract } from './events.ts'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** No answer is older; for so long callers say up to where they have written. */
export const MAX_STALE_MS = 30_000

/** In the shape in which Fastify takes a route, so that a service registers the contract itself. */
export interface Route {
  method: Method
  /** With `:name` for each of `schema.params`. */
  url: string
  schema: RouteSchema
  /** A POST that only reads, because what it asks with is too long for an address; callers may repeat it. */
  isRead?: boolean
  /**
   * What is read may be that old, 30 s at most: where the service has a replica, that is read. Not for what the gateway keeps: an
   * older answer would be kept as if it had been read after a write.
   */
  mayBeStaleMs?: number
  /** Its body is a file of at most so many bytes, which callers pass on as a stream. */
  maxFileBytes?: number
}

interface RouteSchema {
  params?: TSchema
  querystring?: TSchema
  headers?: TSchema
  body?: TSchema
  /** One status below 300 with what is answered then; failures are problems. Left out: the answer is a file. */
  response?: Readonly<Record<number, TSchema>>
}

/** What one service promises its callers. */
export interface Contract<Routes extends Record<string, Route> = Record<string, Route>> {
  service: string
  /** Raised when the contract breaks what the last released one promised. */
  version: number
  routes: Routes
  /** What it reports on the bus. */
  events?: Readonly<Record<string, EventContract>>
}

export function defineContract<const Routes extends Record<string, Route>>(
  contract: Contract<Routes>,
): Contract<Routes> {
  return contract
}

/** Some of a contract's routes, which stand in a file of their own. */
export function defineRoutes<const Routes extends Record<string, Route>>(routes: Routes): Routes {
  return routes
}

type Part<R extends Route, Name extends keyof RouteSchema> =
  R['schema'] extends Record<Name, infer Schema extends TSchema> ? Static<Schema> : undefined

export type ParamsOf<R extends Route> = Part<R, 'params'>
export type QueryOf<R extends Route> = Part<R, 'querystring'>
export type HeadersOf<R extends Route> = Part<R, 'headers'>
export type BodyOf<R extends Route> = Part<R, 'body'>

/** Null and left out ask for nothing. */
type Loose<Query> = { [Name in keyof Query]?: Query[Name] | null }

/** What a caller gives: all that a route asks for, and nothing that it does not ask for. */
export type Asked<R extends Route> = (ParamsOf<R> extends undefined ? unknown : { params: ParamsOf<R> }) &
  (QueryOf<R> extends undefined ? unknown : { query: Loose<QueryOf<R>> }) &
  (BodyOf<R> extends undefined ? unknown : { body: BodyOf<R> })

type AnswerSchemaOf<R extends Route> = R['schema'] extends { response: infer Answers }
  ? Extract<Answers[keyof Answers], TSchema>
  : TSchema

/** What a caller gets. */
export type AnswerOf<R extends Route> = Static<AnswerSchemaOf<R>>

/** The names of the routes that answer page after page. */
export type PagedRoute<Routes extends Record<string, Route>> = {
  [Name in keyof Routes & string]: AnswerOf<Routes[Name]> extends AnsweredPage ? Name : never
}[keyof Routes & string]

interface AnsweredPage {
  items: readonly unknown[]
  nextCursor: string | null
}

/** One of what a route lists. */
export type ListedBy<R extends Route> = AnswerOf<R> extends { items: readonly (infer Item)[] } ? Item : never

/** The schema of what a route answers when it does not fail. Throws where it answers a file. */
export function answerSchemaOf<R extends Route>({ url, schema }: R): AnswerSchemaOf<R> {
  const [answer] = Object.values(schema.response ?? {})
  if (!answer) throw new Error(`${url} answers no JSON`)
  return answer as AnswerSchemaOf<R>
}
