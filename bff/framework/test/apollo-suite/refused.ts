/** What the front does not do, and why; tests by their names in the suite. */
const BY_REASON: Readonly<Record<string, readonly string[]>> = {
  'a body of another type is refused by 415, which is what HTTP has for it': [
    'throws an error if POST body is empty',
    'throws an error if invalid content-type',
  ],
  'caches on the way keep nothing (no-store): whole answers are kept here, by tenant and class': [
    'applies cacheControl Headers',
    'applies cacheControl Headers with if-cacheable',
    'contains private cacheControl Headers when scoped',
    'runs when cache-control is disabled',
    'cache-control not set without any hints with if-cacheable',
    'cache-control set with dynamic hint',
    'cache-control set with defaultMaxAge',
  ],
  'operations are registered by publishing an app, and not by a first caller; an id that is not known is answered by 400, and with a code':
    [
      'returns PersistedQueryNotSupported to a GET request if PQs disabled',
      'returns PersistedQueryNotSupported to a POST request if PQs disabled',
      'returns PersistedQueryNotFound to a GET request',
      'returns PersistedQueryNotFound to a POST request',
      'when ttlSeconds is set, passes ttl to the apq cache set call',
      'when ttlSeconds is unset, ttl is not passed to apq cache',
      'errors when version is not specified',
      'errors when hash is mismatched',
      'errors when version is unsupported',
      'returns PersistedQueryNotFound on the first try',
      'returns result on the second try',
      'returns result on the persisted query',
      'returns correct result using get request',
    ],
  'a request has one operation: price, turn, trace and deadline are of one': [
    'applies cacheControl Headers for batched operation',
    'can handle batch requests',
    'can handle batch requests with one element',
    'returns an error on batch requests with no elements',
    'can handle batch requests in parallel',
    'clones batch context',
    'executes batch context if it is a function',
    'returns with batched persisted queries',
  ],
  'text and status of an error that was not expected are not for callers; a module refuses by AppError': [
    'throwing in didResolveOperation results in error with default HTTP status code',
    'throwing in didResolveOperation results in error with specified HTTP status code',
    'returns errors',
    'GraphQLError HTTP extensions are respected and stripped',
  ],
  "an option of Apollo's server that the gateway has none of": [
    'passes the context to the resolver',
    'passes the rootValue to the resolver',
    'passes the rootValue function result to the resolver',
    'applies formatError if provided',
    'formatError receives error that can be unwrapped to pass instanceof checks',
    'formatError receives error that passes instanceof checks when GraphQLError',
    'formatError receives correct error for parse failure',
    'allows for custom error formatting to sanitize',
    'allows for custom error formatting to elaborate',
    'sends internal server error when formatError fails',
    'applies additional validationRules',
    'executor can read and write response HTTP headers and status',
  ],
}

/** Name of a test -> why it fails here. */
export const REFUSED: ReadonlyMap<string, string> = new Map(
  Object.entries(BY_REASON).flatMap(([reason, names]) => names.map(name => [name, reason] as const)),
)
