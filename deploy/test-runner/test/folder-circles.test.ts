import { expect, test } from 'vitest'
import { folderCircles } from '../src/folders/folder-circles.ts'

const PACKAGES = { 'app/package.json': '{}', 'lib/package.json': '{}' }

function circlesOf(files: Record<string, string>) {
  const all: Record<string, string> = { ...PACKAGES, ...files }
  return folderCircles(Object.keys(all), file => all[file] ?? '')
}

const use = (path: string) => `import { x } from '${path}'`

test('two folders that import each other are found, with an import of each direction', () => {
  const found = circlesOf({
    'app/src/feed/feed.ts': use('../store/row.ts'),
    'app/src/store/row.ts': `import type { Feed } from '../feed/feed.ts'`,
  })
  expect(found).toEqual([
    {
      name: 'app/src: feed -> store -> feed',
      imports: ['feed/feed.ts -> store/row.ts', 'store/row.ts -> feed/feed.ts'],
    },
  ])
})

test.each([
  ['a type on its own line', `import { type X,\n  y } from '../a/a.ts'`],
  ['what is handed on', `export * from '../a/a.ts'`],
  ['an import at run time', `const a = await import('../a/a.ts')`],
  ['an import for its effect', `import '../a/a.ts'`],
])('%s counts as an import', (_, text) => {
  expect(circlesOf({ 'app/src/a/a.ts': use('../b/b.ts'), 'app/src/b/b.ts': text })).toHaveLength(1)
})

test('folders that need each other around a third are found', () => {
  const found = circlesOf({
    'app/src/a/a.ts': use('../b/b.ts'),
    'app/src/b/b.ts': use('../c/deep/c.ts'),
    'app/src/c/deep/c.ts': use('../../a/other.ts'),
    'app/src/a/other.ts': '',
  })
  expect(found.map(({ name }) => name)).toEqual(['app/src: a -> b -> c -> a'])
})

test('folders inside of folders are compared as those above them', () => {
  const found = circlesOf({
    'app/src/features/order/Order.vue': `<template>it's</template>\n<script setup>\n${use('../form/form.ts')}\n</script>`,
    'app/src/features/form/form.ts': use('../order/Order.vue'),
  })
  expect(found.map(({ name }) => name)).toEqual(['app/src/features: order -> form -> order'])
})

test('a file beside folders is imported by none of them', () => {
  const entry = { 'app/src/main.ts': use('./a/a.ts') }
  expect(circlesOf({ ...entry, 'app/src/a/a.ts': use('./near.ts') })).toEqual([])
  const found = circlesOf({ ...entry, 'app/src/a/a.ts': use('../problem.ts'), 'app/src/problem.ts': '' })
  expect(found.map(({ name }) => name)).toEqual(['app/src: . -> a -> .'])
})

test('tests, texts that only look like an import, and other packages do not count', () => {
  const found = circlesOf({
    'app/src/a/a.ts': `${use('../b/b.ts')}\n${use('../../../lib/src/x.ts')}`,
    'app/src/b/b.ts': `// import { x } from '../a/a.ts'\nconst text = "import x from '../a/a.ts'"`,
    'app/src/b/test/b.test.ts': use('../../a/a.ts'),
    'lib/src/x.ts': use('../../app/src/a/a.ts'),
  })
  expect(found).toEqual([])
})
