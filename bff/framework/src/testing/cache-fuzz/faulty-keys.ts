import type { AnswerKeeper } from '../../graphql/answer-keeper.ts'

/** Parts of a key in their order. */
const PARTS = ['kind', 'tenantId', 'operation', 'variables', 'audience', 'locale', 'revisions'] as const
export type Part = (typeof PARTS)[number]

/** A key that lacks parts: what is planted, to see that it is found. */
function without(key: string, left: readonly Part[]): string {
  let rest = key
  return PARTS.map(part => {
    const [head = '', length = '0'] = /^(\d+):/.exec(rest) ?? []
    const text = rest.slice(head.length, head.length + Number(length))
    rest = rest.slice(head.length + Number(length))
    return left.includes(part) ? '' : text
  }).join('|')
}

export function faulty(keeper: AnswerKeeper, left: readonly Part[]): AnswerKeeper {
  if (left.length === 0) return keeper
  const find = keeper.find.bind(keeper)
  return Object.assign(keeper, {
    find: (...asked: Parameters<typeof find>) => {
      const place = find(...asked)
      if (!place) return null
      const keyOf = () => without(place.keyOf(), left) as ReturnType<typeof place.keyOf>
      return { ...place, keyOf, question: { ...place.question, key: keyOf() } }
    },
  })
}
