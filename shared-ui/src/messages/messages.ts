import type { Locale } from '@portico/micro-app'

type Message = string | ((...parameters: never[]) => string)

/** The same keys and the same parameters, whatever the words. */
type Worded<M> = {
  [K in keyof M]: M[K] extends (...parameters: infer P) => string ? (...parameters: P) => string : string
}

/** A dictionary in both languages; the compiler refuses a missing key or other parameters in either. */
export type Messages<M> = Record<Locale, Worded<M>>

/** English gives the keys, Chinese must have the same. Parameters are functions: `count: (n: number) => ...`. */
// @__NO_SIDE_EFFECTS__: words that a bundle does not speak are left out of it.
export function defineMessages<M extends Record<string, Message>>(dictionary: {
  en: M & Worded<M>
  'zh-CN': NoInfer<Worded<M>>
}): Messages<M> {
  return dictionary
}
