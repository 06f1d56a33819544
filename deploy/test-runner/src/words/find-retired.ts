import type { RetiredWord } from './retired.ts'

export interface TextFile {
  /** From the root of the repository. */
  path: string
  text: string
}

/** A text that holds a retired word and means something else. */
export interface AllowedText {
  /** Only files whose path matches. */
  where?: RegExp
  reason: string
}

/** One line for each retired word that still stands, and for each allowance that no file needs. */
export function findRetired(
  files: readonly TextFile[],
  retired: readonly RetiredWord[],
  allowed: Readonly<Record<string, AllowedText>>,
): string[] {
  const used = new Set<string>()
  const found = files.flatMap(({ path, text }) => {
    const words = retired.filter(({ where }) => where?.test(path) ?? true)
    return text.split('\n').flatMap((line, index) => {
      const rest = withoutAllowed(path, line, allowed, used)
      const hits = words.filter(({ pattern }) => pattern.test(rest))
      return hits.map(({ pattern, instead }) => {
        const word = pattern.exec(rest)?.[0]
        return `${path}:${index + 1}: "${word}", the glossary has ${instead}: ${line.trim().slice(0, 120)}`
      })
    })
  })
  const stale = Object.keys(allowed).filter(text => !used.has(text))
  return [
    ...found,
    ...stale.map(text => `words/allowed.ts names "${text}", which stands nowhere: take it out`),
  ]
}

/** The line without the texts that are let through there. */
function withoutAllowed(
  path: string,
  line: string,
  allowed: Readonly<Record<string, AllowedText>>,
  used: Set<string>,
): string {
  let rest = line
  for (const [text, { where }] of Object.entries(allowed)) {
    if (!rest.includes(text) || !(where?.test(path) ?? true)) continue
    used.add(text)
    rest = rest.replaceAll(text, '')
  }
  return rest
}
