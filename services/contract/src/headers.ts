import Type from 'typebox'

/** For routes that are `idempotent`. */
export const IdempotencyHeaders = Type.Object({
  'idempotency-key': Type.Optional(
    Type.String({
      description: 'The same key and body give the same answer; without it each call is a new one.',
    }),
  ),
})

/** For routes that change one version of a thing. Left out of `required`: its absence has a code of its own. */
export const VersionHeaders = Type.Object({
  'if-match': Type.Optional(
    Type.String({ description: 'The quoted version that was changed, such as "3".' }),
  ),
})

/** For routes whose body is a file; its name is percent-encoded. */
export const FileHeaders = Type.Object({
  'x-file-name': Type.Optional(Type.String({ maxLength: 1024 })),
})
