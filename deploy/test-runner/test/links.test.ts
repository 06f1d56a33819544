import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'
import { listFiles } from '../src/repository/list-files.ts'
import { root } from '../src/repository/root.ts'

const pages = listFiles().filter(file => file.endsWith('.md'))
/** `[text](target)`, `[text]: target`, and what HTML in a page refers to. */
const LINK = /\]\(\s*<?([^)\s>]+)>?[^)]*\)|^\[[^\]]+\]:\s*(\S+)|\b(?:src|href)="([^"]+)"/gm
const ELSEWHERE = /^(?:[a-z][a-z+.-]*:|\/\/)/i

const read = (file: string) => readFileSync(join(root, file), 'utf8')

/** Code shows links of other texts. */
function proseOf(page: string): string {
  return page.replaceAll(/^```[\s\S]*?^```/gm, '').replaceAll(/`[^`\n]*`/g, '')
}

function linksOf(file: string): string[] {
  const found = [...proseOf(read(file)).matchAll(LINK)].map(
    ([, inline, named, html]) => inline ?? named ?? html,
  )
  return found.flatMap(link => (link === undefined || ELSEWHERE.test(link) ? [] : [link]))
}

/** The anchors of a page's headings, as GitHub makes them: the second of one name ends in `-1`. */
function anchorsOf(file: string): Set<string> {
  const seen = new Map<string, number>()
  const anchors = [
    ...read(file)
      .replaceAll(/^```[\s\S]*?^```/gm, '')
      .matchAll(/^#+ (.+)$/gm),
  ].map(([, heading = '']) => {
    const plain = heading.toLowerCase().replaceAll(/\]\([^)]*\)|[^\p{L}\p{N}\s_-]/gu, '')
    const name = plain.trim().replaceAll(/\s/g, '-')
    const before = seen.get(name) ?? 0
    seen.set(name, before + 1)
    return before === 0 ? name : `${name}-${before}`
  })
  return new Set(anchors)
}

function isBroken(page: string, link: string): boolean {
  const [path = '', anchor] = decodeURIComponent(link).split('#')
  const target = path === '' ? page : normalize(join(path.startsWith('/') ? '' : dirname(page), path))
  if (target.startsWith('..') || !existsSync(join(root, target))) return true
  return Boolean(anchor) && target.endsWith('.md') && !anchorsOf(target).has(anchor ?? '')
}

test('the pages refer to each other', () => {
  expect(pages.flatMap(linksOf).length).toBeGreaterThan(50)
})

test.each(pages)('every link of %s leads to a file, and to a heading where it names one', page => {
  expect(linksOf(page).filter(link => isBroken(page, link))).toEqual([])
})

test('each ADR has a number of its own, the one of its heading', () => {
  const records = pages.filter(page => page.startsWith('docs/adr/'))
  expect(records.length).toBeGreaterThan(50)
  const numbers = records.map(page => Number(basename(page).slice(0, 4)))
  expect(numbers.filter((number, index) => numbers.indexOf(number) !== index)).toEqual([])
  expect(records.map(page => Number(/^# (\d+)\./.exec(read(page))?.[1]))).toEqual(numbers)
})
