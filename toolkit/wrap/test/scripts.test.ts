import { describe, expect, it } from 'vitest'
import { page, problemsOf, runScripts, wrap } from './wrapped.ts'

async function run(...scripts: string[]): Promise<Record<string, unknown>> {
  const body = scripts.map(code => `<script>${code}</script>`).join('')
  return runScripts(await wrap({ 'index.html': page({ body }) }))
}

describe('at the top of a classic script', () => {
  it('var and functions are properties of window, known to the scripts after it', async () => {
    const window = await run(
      'var a = 1, { b } = { b: 2 }; function sum() { return a + b }',
      'window.c = sum()',
    )
    expect(window).toMatchObject({ a: 1, b: 2, c: 3 })
  })

  it('a function is known before it stands there, and may be replaced by way of window', async () => {
    expect(await run('window.early = f(); function f() { return 1 }')).toHaveProperty('early', 1)
    const window = await run(
      'function f() { return 1 }; function g() { return f() }; window.f = () => 2; window.x = g()',
    )
    expect(window).toHaveProperty('x', 2)
  })

  it('let, const and classes are known to the scripts after it', async () => {
    const window = await run(
      'let n = 1; const m = 2; class Pair { sum() { return n + m } }',
      'window.x = new Pair().sum()',
    )
    expect(window).toHaveProperty('x', 3)
  })

  it('loops and names without a declaration stay in the sandbox', async () => {
    const window = await run('for (var i = 0; i < 3; i++) total = i; for (var key in { k: 1 }) {}')
    expect(window).toMatchObject({ i: 3, total: 2, key: 'k' })
    expect(globalThis).not.toHaveProperty('total')
  })

  it('this is the window, also in a function called without an object and by Function', async () => {
    const window = await run(
      '(function () { this.a = 1 })(); this.b = 2; Function("return this")().c = 3; (function () { "use strict"; window.d = this })()',
    )
    expect(window).toMatchObject({ a: 1, b: 2, c: 3, d: undefined })
  })
})

it('files that are there are led to the artifact, and so is the public path of webpack', async () => {
  const runtime =
    '(() => { var o = {}; o.m = {}; o.o = 1; o.u = 1; o.p = "/shop/"; window.found = [o.p, "/shop/logo.svg", "/api/x.json"] })()'
  const window = runScripts(
    await wrap({
      'index.html': page({ body: '<script src="/shop/a.js"></script>' }),
      'a.js': runtime,
      'logo.svg': '',
    }),
  )
  expect(window.found).toEqual(['/a/old/1.0.0/', '/a/old/1.0.0/logo.svg', '/api/x.json'])
})

it('texts of scripts that are addresses of shown files lead to the artifact, also those relative to the page', async () => {
  const code =
    'window.a = (() => {return"img/a.png"})(); window.b = `/shop/img/a.png`; window.c = { src: "img/a.png?v=1" };' +
    'window.d = "x/" + "img/a.png"; window.e = "x/".concat("img/a.png"); window.f = { "img/a.png": 1 }; window.g = "b.js";' +
    'window.h = document.createElement(); window.h.src = "b.js"'
  const window = runScripts(
    await wrap({
      'index.html': page({ body: `<script>document = { createElement: () => ({}) };${code}</script>` }),
      ...{ 'img/a.png': '', 'b.js': '' },
    }),
  )
  const image = '/a/old/1.0.0/img/a.png'
  expect(window).toMatchObject({ a: image, b: image, c: { src: `${image}?v=1` } })
  expect(window).toMatchObject({ d: 'x/img/a.png', e: 'x/img/a.png', f: { 'img/a.png': 1 }, g: 'b.js' })
  expect(window.h).toEqual({ src: '/a/old/1.0.0/b.js' })
})

it('modules are found by names in backticks, as minifiers write them', async () => {
  const { files } = await wrap({
    'index.html': page({ head: '<script type="module" src="a.js"></script>' }),
    'a.js': 'export const later = () => import(`./b.js`)',
    'b.js': 'export default 1',
  })
  expect(files.get('b.js')?.toString()).toMatch(/^__PORTICO_CLASSIC__/)
})

it('modules keep what they import, now and later, as files of the artifact', async () => {
  const { start, files } = await wrap({
    'index.html': page({ head: '<script type="module" src="/assets/index.js"></script>' }),
    'assets/index.js':
      'import { a } from "./a.js"; export const later = () => import("./b.js"); console.log(a, import.meta.url)',
    'assets/a.js': 'export const a = 1',
    'assets/b.js': 'export default await 2',
    'assets/worker.js': 'postMessage(1)',
    'assets/start-worker.js': 'new Worker("/assets/worker.js")',
  })
  expect(start.preload).toEqual(['assets/index.js', 'assets/a.js'])
  expect(files.get('assets/b.js')?.toString()).toMatch(/^__PORTICO_CLASSIC__\("old@1.0.0","assets\/b.js"/)
  expect(files.get('assets/worker.js')?.toString()).toBe('postMessage(1)')
})

describe('before anything is written it is said, with file and line, that a build', () => {
  const script = (code: string) => ({
    'index.html': page({ body: '<script src="a.js"></script>' }),
    'a.js': `\n${code}`,
  })

  it.each([
    ['evaluates', 'eval("1")', 'WRAP_EVAL a.js:2'],
    ['makes functions of texts', 'new Function("a", "return a")', 'WRAP_EVAL a.js:2'],
    ['gives a timer a text', 'setTimeout("go()", 1)', 'WRAP_EVAL a.js:2'],
    ['writes the document', 'document.write("<p>")', 'WRAP_DOCUMENT_WRITE a.js:2'],
    ['does not parse', 'var = 1', 'WRAP_SYNTAX a.js:2'],
    [
      'takes its chunks from elsewhere',
      '(() => { var o = {}; o.m = {}; o.o = 1; o.u = 1; o.p = "https://cdn.example/" })()',
      'WRAP_PUBLIC_PATH a.js:2',
    ],
  ])('%s', async (_what, code, problem) => expect(await problemsOf(script(code))).toEqual([problem]))

  it.each([
    [
      'takes a script from elsewhere',
      page({ body: '\n<script src="https://e.example/x.js"></script>' }),
      'WRAP_ELSEWHERE index.html:2',
    ],
    [
      'takes a script it has not',
      page({ body: '<script src="./no.js"></script>' }),
      'WRAP_FILE_MISSING index.html:1',
    ],
    [
      'takes a style sheet it has not',
      page({ head: '<link rel="stylesheet" href="/x.css">' }),
      'WRAP_FILE_MISSING index.html:1',
    ],
    ['has an import map', page({ head: '<script type="importmap">{}</script>' }), 'WRAP_IMPORT index.html:1'],
    [
      'imports by name',
      page({ head: '<script type="module">import "react"</script>' }),
      'WRAP_IMPORT index.html:1',
    ],
    ['shows a document', page({ body: '<iframe src="frame.html"></iframe>' }), 'WRAP_FILE_TYPE index.html:1'],
    ['evaluates in a handler', page({ body: '<b onclick="eval(1)">' }), 'WRAP_EVAL index.html:1'],
  ])('%s', async (_what, html, problem) =>
    expect(await problemsOf({ 'index.html': html, 'frame.html': '' })).toEqual([problem]),
  )

  it('has no page', async () => expect(await problemsOf({ 'a/b.js': '' })).toEqual(['WRAP_NO_PAGE :0']))

  it('has its page in a folder, which is named', async () =>
    await expect(
      wrap({ 'browser/index.html': '', 'node_modules/a/index.html': '', 'license.txt': '' }),
    ).rejects.toThrow('An index.html lies in browser.'))

  it.each([
    ['is source', 'WRAP_SOURCE package.json:0', { 'package.json': '{"scripts":{"build":"vite build"}}' }],
    ['is an artifact', 'WRAP_ARTIFACT portico.json:0', { 'portico.json': '{}' }],
  ])('%s', async (_what, problem, files) =>
    expect(await problemsOf({ 'index.html': page({}), 'webpack.config.js': '', ...files })).toEqual([
      problem,
    ]),
  )

  it.each([
    ['no script to build it', { 'package.json': '{"scripts":{"start":"serve"}}' }],
    ['no JSON', { 'package.json': '{' }],
  ])('but lets pass a package.json with %s', async (_what, files) =>
    expect((await wrap({ 'index.html': page({}), ...files })).start.entry).toBe('portico-page.js'),
  )

  it.each([
    ['a callback that is a text', 'if (typeof f != "function") f = new Function("" + f)'],
    ['the global object', 'g = Function("return this")()'],
    ['the runtime of generators', 'Function("r", "regeneratorRuntime = r")(1)'],
  ])('but lets pass what no build runs: %s', async (_what, code) => {
    const { files } = await wrap(script(code))
    expect(files.has('a.js')).toBe(true)
  })

  it('and lets evaluation pass where it is known never to run', async () => {
    const { files } = await wrap(script('eval("1")'), { allowsEval: true })
    expect(files.has('a.js')).toBe(true)
  })
})

it('a build of Vite for old browsers as well is wrapped as the modern one it holds', async () => {
  const probe = 'import.meta.url;import("_").catch(()=>1);window.isModern=true'
  const body = `<script type="module">${probe}</script><script nomodule src="old.js"></script>`
  const build = await wrap({ 'index.html': page({ body }), 'old.js': 'System.register([], function () {})' })
  const program = build.files.get(build.start.entry)?.toString()
  expect(program).toContain('Promise.reject().catch')
})

it('import() of a classic script leads to a module of the page, which is wrapped as one', async () => {
  const main = 'window.asked = [import("./late.js"), import("./" + name)]; function name() {}'
  const build = await wrap({
    'index.html': page({ body: '<script src="js/main.js"></script>' }),
    'js/main.js': main,
    // Parses as a script as well: only who imports it says that it is a module.
    'js/late.js': 'window.late = 1',
    'js/named.js': 'export const named = 1',
  })
  expect(runScripts(build).asked).toEqual([
    ['js/main.js', './late.js'],
    ['js/main.js', expect.any(String)],
  ])
  for (const file of ['js/late.js', 'js/named.js'])
    expect(build.files.get(file)?.toString(), file).toContain('"imports":[]')
})
