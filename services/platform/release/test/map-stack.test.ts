import type { ErrorStack, StackFrame } from '@portico/release'
import { describe, expect, it } from 'vitest'
import { stackFingerprint } from '../src/stacks/fingerprint.ts'
import { type FoundMap, type FoundMaps, fileOf, mapStack } from '../src/stacks/map-stack.ts'
import { mapInThread } from '../src/stacks/map-thread.ts'
import { sourcePathOf } from '../src/stacks/source-path.ts'

const frame = (over: Partial<StackFrame> = {}): StackFrame => ({
  artifact: 'sales',
  version: '1.5.0',
  file: 'assets/entry.js',
  line: 1,
  column: 14,
  function: 'a',
  ...over,
})
const stack = (...frames: StackFrame[]): ErrorStack => ({ error: 'TypeError', frames })

const code = 'function a(){throw b}'
const source = [
  'import x',
  '',
  'export function mountCart() {',
  '  throw broken',
  '}',
  '',
  'more',
  'not shown',
].join('\n')
/** `a` of the file is `mountCart` of the source, and what stands at column 14 (from 1) is its line 4. */
const sound = {
  version: 3,
  file: 'entry.js',
  sources: ['../../src/Cart.tsx'],
  sourcesContent: [source],
  names: ['mountCart'],
  mappings: 'AAEAA,SAAAA,IACE',
}

function found(map: unknown, over: Partial<FoundMaps> = {}, key = fileOf(frame())): FoundMaps {
  const text = typeof map === 'string' ? map : JSON.stringify(map)
  const file: FoundMap = { map: text, code }
  return { files: new Map([[key, file]]), libraries: new Set(), ...over }
}

const first = (map: unknown, of = frame()) => mapStack(stack(of), 'sales', found(map))[0]

describe('a frame', () => {
  it('is shown in its source, by the name of its function there, with the lines around', () => {
    expect(first(sound)).toEqual({
      ...frame(),
      part: 'own',
      unmapped: null,
      place: { source: 'src/Cart.tsx', line: 4, column: 3, function: 'mountCart' },
      code: [
        { line: 1, text: 'import x' },
        { line: 2, text: '' },
        { line: 3, text: 'export function mountCart() {' },
        { line: 4, text: '  throw broken' },
        { line: 5, text: '}' },
        { line: 6, text: '' },
      ],
    })
  })

  it('of a library says so, whether the app bundles it, shares it, or the map says it', () => {
    const bundled = { ...sound, sources: ['../../node_modules/.pnpm/x@1/node_modules/x/index.js'] }
    expect(first(bundled)).toMatchObject({
      part: 'library',
      code: null,
      place: { source: 'node_modules/x/index.js' },
    })
    expect(first({ ...sound, ignoreList: [0] })).toMatchObject({ part: 'library', code: null })
    const react = frame({ artifact: 'react' })
    const shared = found(sound, { libraries: new Set(['react']) }, fileOf(react))
    expect(mapStack(stack(react), 'sales', shared)).toMatchObject([{ part: 'library', unmapped: null }])
  })

  it('of the shell and of another app is distinguished from those of the app', () => {
    const frames = [frame({ artifact: 'shell' }), frame({ artifact: 'stock' }), frame({ version: '1.4.0' })]
    expect(
      mapStack(stack(...frames), 'sales', found(sound)).map(({ part, unmapped }) => [part, unmapped]),
    ).toEqual([
      ['shell', 'NO_MAP'],
      ['other', 'NO_MAP'],
      ['own', 'NO_MAP'],
    ])
  })

  it('has the lines around only where they say most', () => {
    const frames = Array.from({ length: 20 }, () => frame())
    const mapped = mapStack(stack(...frames), 'sales', found(sound))
    expect(mapped.map(({ code: lines }) => lines !== null).lastIndexOf(true)).toBe(4)
  })
})

describe('a source map', () => {
  it.each([
    ['that is no JSON', '{', 'BROKEN'],
    ['that is nothing', 'null', 'BROKEN'],
    ['that is a list', [], 'BROKEN'],
    ['that is of a time before', { ...sound, version: 2, mappings: 7 }, 'BROKEN'],
    ['without mappings', { version: 3, sources: [], names: [] }, 'BROKEN'],
    ['whose sources are none', { ...sound, sources: 'x' }, 'BROKEN'],
    ['whose source is null', { ...sound, sources: [null] }, 'NO_PLACE'],
    ['whose source has no name left', { ...sound, sources: ['../../..'] }, 'NO_PLACE'],
    ['that leads to no source it has', { ...sound, sources: [] }, 'NO_PLACE'],
    ['of another file', { ...sound, file: 'entry-of-1.4.0.js' }, 'FOREIGN'],
    ['that has nothing there', { ...sound, mappings: ';;;AAAA' }, 'NO_PLACE'],
  ] as const)('%s leaves the frame as it was reported', (_what, map, reason) => {
    expect(first(map)).toEqual({ ...frame(), part: 'own', place: null, unmapped: reason, code: null })
  })

  it.each(['!!!;?', '/////', 'gggggggggggg', 'A'.repeat(10_000), 'AAAA,DDDD,DDDD'])(
    'whose mappings are rubbish (%#) leads to a place of its sources, or to none',
    mappings => {
      const mapped = first({ ...sound, mappings })
      expect(mapped?.place?.source ?? 'src/Cart.tsx').toBe('src/Cart.tsx')
      expect(mapped?.place?.line ?? 1).toBeGreaterThan(0)
    },
  )

  it('of another version, shorter or longer, shows what it has and no lines it has not', () => {
    expect(first({ ...sound, sourcesContent: ['one line'] })).toMatchObject({
      place: { line: 4 },
      code: null,
    })
    expect(first({ ...sound, sourcesContent: [7] })).toMatchObject({ place: { line: 4 }, code: null })
    expect(first({ ...sound, sourcesContent: undefined })).toMatchObject({ place: { line: 4 }, code: null })
  })

  it.each([
    ['../../../../../etc/passwd', 'etc/passwd'],
    ['http://evil.example.com/x.js?token=secret#y', 'evil.example.com/x.js'],
    ['file:///C:/Users/ada/src/App.tsx', 'C:/Users/ada/src/App.tsx'],
    ['webpack://shop/./src/App.vue?1234', 'shop/src/App.vue'],
    ['..\\..\\src\\App.tsx', 'src/App.tsx'],
    ['\0vite/preload\u202e.js\n', 'vite/preload.js'],
    [`src/${'x'.repeat(10_000)}/${'y'.repeat(190)}.js`, `xxxxxx/${'y'.repeat(190)}.js`],
    ['__proto__', '__proto__'],
  ])('that names its source by a hostile name (%#) leads nowhere: it is a text', (name, shown) => {
    expect(sourcePathOf(name)).toBe(shown)
    expect(first({ ...sound, sources: [name] })?.place?.source).toBe(shown)
  })

  it('whose source is one endless line shows the part where it was thrown', () => {
    const line = `${'a'.repeat(500_000)}HERE${'b'.repeat(500_000)}`
    const map = { ...sound, sourcesContent: [line], mappings: [[[0, 0, 0, 500_000]]] }
    expect(first(map)?.code).toEqual([{ line: 1, text: `${'a'.repeat(100)}HERE${'b'.repeat(96)}` }])
  })

  it('shows no signs that turn a line around, or that a terminal obeys', () => {
    const map = { ...sound, sourcesContent: ['\n\n\n\u001b[2Jx\u202ey\tz\r'], names: ['mo\u001bunt'] }
    expect(first(map)).toMatchObject({
      place: { function: 'mount' },
      code: expect.arrayContaining([{ line: 4, text: '[2Jxy\tz' }]),
    })
  })
})

describe('maps are read in a thread', () => {
  const task = (map: unknown) => ({ stack: stack(frame()), app: 'sales', found: found(map) })

  it('that answers as it does here', async () => {
    expect(await mapInThread(task(sound))).toEqual([first(sound)])
  })

  it('that is ended when a map takes all memory, and when it takes its time', async () => {
    const huge = { ...sound, mappings: ';'.repeat(4_000_000) }
    expect(await mapInThread(task(huge), { timeoutMs: 30_000, maxHeapMb: 16 })).toBeNull()
    expect(await mapInThread(task(sound), { timeoutMs: 0, maxHeapMb: 64 })).toBeNull()
  })
})

describe('a fingerprint', () => {
  const of = (version: string, message = 'TypeError', map: unknown = sound) => {
    const reported = frame({ version })
    return stackFingerprint(
      'sales',
      message,
      mapStack(stack(reported), 'sales', found(map, {}, fileOf(reported))),
    )
  }

  it('is the same in each version that has the fault, and another for another error or place', () => {
    expect(of('1.6.0')).toBe(of('1.5.0'))
    const different = [
      of('1.5.0'),
      of('1.5.0', 'RangeError'),
      of('1.5.0', 'TypeError', { ...sound, mappings: 'AAAA' }),
    ]
    expect(new Set(different).size).toBe(3)
  })

  it('goes by the functions that were called last, whatever line they have moved to', () => {
    const at = (...called: [string | null, number][]) =>
      stackFingerprint(
        'sales',
        'TypeError',
        called.map(([name, line]) => ({
          ...frame(),
          ...({ part: 'own', unmapped: null, code: null } as const),
          place: { source: 'src/Cart.tsx', line, column: 1, function: name },
        })),
      )
    expect(at([null, 7], ['addLine', 40], ['Cart', 9])).toBe(at([null, 8], ['addLine', 44], ['Cart', 12]))
    expect(at(['walk', 7], ['walk', 7], ['walk', 7], ['Cart', 9])).toBe(at(['walk', 7], ['Cart', 9]))
    const different = [at(['addLine', 7]), at(['addLine', 7], ['Cart', 9]), at([null, 7]), at([null, 8])]
    expect(new Set(different).size).toBe(4)
  })

  it('goes by the file as it is served where there is no map, never by a library that others use too', () => {
    const bare = (frames: StackFrame[]) =>
      stackFingerprint(
        'sales',
        'TypeError',
        mapStack(stack(...frames), 'sales', { files: new Map(), libraries: new Set() }),
      )
    const react = frame({ artifact: 'react', line: 77 })
    expect(bare([react, frame()])).toBe(bare([frame(), react]))
    expect(bare([frame({ column: 15 })])).not.toBe(bare([frame()]))
  })
})
