import { expect, it } from 'vitest'
import { Folder, WrapError, wrapForFrame } from '../src/index.ts'
import { page } from './wrapped.ts'

const wrap = (files: Record<string, string>) =>
  wrapForFrame(new Folder(new Map(Object.entries(files).map(([file, text]) => [file, Buffer.from(text)]))))

it('leaves scripts as they were built, those that evaluate strings too', async () => {
  const code = 'var f = new Function("return 1")\nfunction g() { return eval("f()") }'
  const { files, start } = await wrap({
    'index.html': page({ body: '<script src="a.js"></script>' }),
    'a.js': code,
  })
  expect(String(files.get('a.js'))).toBe(code)
  expect(start).not.toHaveProperty('classic')
  expect(Object.keys(start.integrity)).toEqual(['a.js', 'portico-page.txt'])
})

it('keeps the page as a text that is its entry, with inline scripts, handlers and comments', async () => {
  const body = '<!-- old --><script>var x = eval("1")</script><a onclick="go()" href="/notes">To</a>'
  const { files, start, title } = await wrap({ 'index.html': page({ head: '<title> Old </title>', body }) })
  expect([start.entry, title]).toEqual(['portico-page.txt', 'Old'])
  expect(String(files.get('portico-page.txt'))).toContain(body)
  expect([...files.keys()]).toEqual(['portico-page.txt'])
})

it('leads absolute addresses to files of the build, in the page, style sheets and scripts', async () => {
  const head =
    '<meta http-equiv="Content-Security-Policy" content="x"><link rel="stylesheet" href="/css/a.css">'
  const { files } = await wrap({
    'index.html': page({ head, body: '<img src="/img/a.png"><script src="/js/a.js"></script>' }),
    'css/a.css': 'b { background: url(/img/a.png) }',
    'js/a.js': 'n.m=1;n.c=1;n.d=1;n.p="/";draw("/img/a.png")',
    'img/a.png': '',
  })
  const text = String(files.get('portico-page.txt'))
  for (const address of ['href="css/a.css"', 'src="img/a.png"', 'src="js/a.js"'])
    expect(text).toContain(address)
  expect(text).not.toContain('http-equiv')
  expect(String(files.get('css/a.css'))).toContain('url("../img/a.png")')
  expect(String(files.get('js/a.js'))).toContain('n.p=$portico.url("");draw($portico.url("img/a.png"))')
})

it.each([
  ['WRAP_ELSEWHERE', { 'index.html': '<script src="https://cdn.example/vue.js"></script>' }],
  ['WRAP_FILE_MISSING', { 'index.html': '<script src="vue.js"></script>' }],
  ['WRAP_NO_PAGE', { 'a.js': '' }],
  ['WRAP_ARTIFACT', { 'index.html': '', 'portico.json': '{}' }],
])('names %s, for the policy of the frame would refuse it', async (code, files) => {
  const error: unknown = await wrap(files).catch(reason => reason)
  expect(error instanceof WrapError && error.problems.map(problem => problem.code)).toEqual([code])
})
