import { globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../../..')
const PAGES = ['apps/*/src/**/*.{ts,tsx}', 'shared-ui/src/**/*.{ts,tsx}', 'shell/src/**/*.{ts,tsx}']
const isTest = (file: string) => /\/test\/|\.generated\.ts$/.test(file)

/** Names and marks that are written alike in both languages. */
const ALIKE = [
  'ID',
  'ID',
  'CSV',
  'SQL',
  '（  kB）',
  'Excel',
  'Webhook',
  'UTC',
  'Client ID',
  'Portico',
  '（UTC）',
  'release:…、artifact:…、token:…',
]

function* walk(node: ts.Node): Generator<ts.Node> {
  yield node
  for (const child of node.getChildren()) yield* walk(child)
}

function sourcesOf(patterns: string[]): { file: string; nodes: ts.Node[] }[] {
  return globSync(patterns, { cwd: root })
    .filter(file => !isTest(file))
    .map(file => {
      const text = readFileSync(resolve(root, file), 'utf8')
      return { file, text }
    })
    .filter(({ file, text }) => file.endsWith('x') || text.includes('zh-CN'))
    .map(({ file, text }) => {
      const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
      return {
        file,
        nodes: [...walk(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, kind))],
      }
    })
}

const sources = sourcesOf(PAGES)
const CHINESE = /\p{Script=Han}/u
const WORD = /\p{Letter}{2,}/u

/** What stands as text in a message, be it a literal or a function that makes one. */
function writtenIn(message: ts.Node): string {
  const pieces = [...walk(message)].filter(
    node => ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node),
  )
  return pieces.map(node => (node as ts.LiteralLikeNode).text).join(' ')
}

/** The messages of the Chinese half of every set of messages. */
function chineseTexts(nodes: ts.Node[]): string[] {
  return nodes
    .filter(ts.isPropertyAssignment)
    .filter(({ name }) => ts.isStringLiteral(name) && name.text === 'zh-CN')
    .map(({ initializer }) => initializer)
    .filter(ts.isObjectLiteralExpression)
    .flatMap(({ properties }) => properties.filter(ts.isPropertyAssignment))
    .map(({ initializer }) => writtenIn(initializer))
}

describe('words of the pages', () => {
  it('are Chinese in the Chinese half of every set of messages', () => {
    const texts = sources.flatMap(({ file, nodes }) => chineseTexts(nodes).map(text => ({ file, text })))
    expect(texts.length).toBeGreaterThan(1000)
    const untranslated = texts.filter(
      ({ text }) => WORD.test(text) && !CHINESE.test(text) && !ALIKE.includes(text.trim()),
    )
    expect(untranslated).toEqual([])
  })

  it('stand in messages, not in the markup of a component', () => {
    // Codes and what is typed.
    const SHOWN_AS_IS = ['STALE', 'sales-ci', 'https://example.com/hook', 'http://127.0.0.1:5300']
    const SAID =
      /^(title|label|placeholder|alt|aria-label|content|description|okText|cancelText|subtitle|text)$/
    const written = sources.flatMap(({ file, nodes }) =>
      nodes.flatMap(node => {
        if (ts.isJsxText(node) && WORD.test(node.text)) return [`${file}: ${node.text.trim()}`]
        if (!ts.isJsxAttribute(node) || !SAID.test(node.name.getText())) return []
        const { initializer } = node
        return initializer && ts.isStringLiteral(initializer) && WORD.test(initializer.text)
          ? [`${file}: ${initializer.text}`]
          : []
      }),
    )
    const isWord = (found: string) => !SHOWN_AS_IS.some(text => found.endsWith(`: ${text}`))
    expect(written.filter(isWord)).toEqual([])
  })

  it('stand in messages, not in the templates of Vue', () => {
    const written = globSync('apps/*/src/**/*.vue', { cwd: root }).flatMap(file => {
      const [template = ''] =
        /<template>[\s\S]*<\/template>/.exec(readFileSync(resolve(root, file), 'utf8')) ?? []
      const bare = template.replace(/<!--[\s\S]*?-->|\{\{[\s\S]*?\}\}/g, '')
      const said = /\s(?:title|label|placeholder|alt|aria-label)="([^"]*\p{Letter}{2,}[^"]*)"/gu
      const texts = Array.from(
        bare
          .replace(/"[^"]*"/g, '')
          .replace(/<[^>]*>/g, '\n')
          .matchAll(/\p{Letter}{2,}[^\n]*/gu),
        ([text]) => text,
      )
      return [...texts, ...Array.from(bare.matchAll(said), ([, text]) => text)].map(
        text => `${file}: ${text}`,
      )
    })
    expect(written).toEqual([])
  })
})
