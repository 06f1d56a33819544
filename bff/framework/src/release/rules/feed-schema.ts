import type { Feed } from '@portico/release'
import { Type } from 'typebox'
import { checkAnswer } from '../../upstream/answer.ts'

const Texts = Type.Object({ 'zh-CN': Type.String(), en: Type.String() })
const Versions = Type.Record(Type.String(), Type.String())
const List = Type.Object({ count: Type.Number(), revision: Type.Number() })
const Overlay = Type.Object({ apps: Versions, services: Versions, shared: Type.Optional(Versions) })
const Chosen = Type.Object({
  attribute: Type.Union([Type.Literal('plan'), Type.Literal('region')]),
  operator: Type.Union([Type.Literal('in'), Type.Literal('not-in')]),
  values: Type.Array(Type.String()),
})
const Dated = Type.Object({
  attribute: Type.Literal('createdAt'),
  operator: Type.Union([Type.Literal('before'), Type.Literal('after')]),
  value: Type.String(),
})

const FeedShape = Type.Object({
  revision: Type.Number(),
  isStopped: Type.Boolean(),
  baseline: Type.Object({ shell: Type.String(), apps: Versions, shared: Versions, services: Versions }),
  releases: Type.Array(
    Type.Object({
      id: Type.String(),
      salt: Type.String(),
      percentBp: Type.Number(),
      keptBp: Type.Number(),
      constraints: Type.Array(Type.Union([Chosen, Dated])),
      overlay: Overlay,
      breaking: Type.Boolean(),
      isOpenToJoin: Type.Boolean(),
      title: Texts,
      notes: Texts,
      lists: Type.Object({ allow: List, block: List, left: List, joined: List }),
    }),
  ),
  inForce: Type.Array(Type.Object({ id: Type.String(), overlay: Overlay, title: Texts, notes: Texts })),
  breakingServices: Type.Array(Type.String()),
  revoked: Type.Array(Type.Object({ id: Type.String(), isForced: Type.Boolean() })),
  instances: Type.Array(
    Type.Object({
      id: Type.String(),
      service: Type.String(),
      tag: Type.String(),
      version: Type.String(),
      url: Type.String(),
      isHealthy: Type.Boolean(),
    }),
  ),
})

/** Throws with the first place that is not as agreed. */
export function checkFeed(value: unknown): Feed {
  return checkAnswer(FeedShape, value)
}
