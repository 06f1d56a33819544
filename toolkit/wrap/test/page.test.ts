import { describe, expect, it } from 'vitest'
import { page, wrap } from './wrapped.ts'

async function html(
  parts: { head?: string; body?: string },
  files: Record<string, string> = {},
): Promise<string> {
  const { start } = await wrap({ 'index.html': page(parts), 'img/a.png': '', ...files })
  return start.classic.html
}

async function css(
  parts: { head?: string; body?: string },
  files: Record<string, string> = {},
): Promise<string> {
  const { files: wrapped } = await wrap({ 'index.html': page(parts), 'img/a.png': '', ...files })
  return String(wrapped.get('portico-page.css') ?? '').replace(/\s+/g, ' ')
}

describe('of a page', () => {
  it('scripts in comments, templates and of other types are left alone, and nomodule is dropped', async () => {
    const body =
      '<!-- <script src="no.js"></script> --><template><script src="no.js"></script></template>' +
      '<script type="application/json" id="d">{"a":1}</script><script type="text/x-tmpl"><b></script><script nomodule src="no.js"></script>'
    const text = await html({ body })
    expect(text).toContain('{"a":1}')
    expect(text).toContain('<script type="text/x-tmpl"><b></script>')
    expect(text).not.toContain('nomodule')
  })

  it('deferred scripts and modules run after the others, in their order', async () => {
    const head =
      '<script defer src="1.js"></script><script src="2.js"></script><script type="module" src="3.js"></script>'
    const { start } = await wrap({
      'index.html': page({ head, body: '<script src="4.js"></script>' }),
      ...{ '1.js': '', '2.js': '', '3.js': '', '4.js': '' },
    })
    expect(start.classic.start).toEqual(['#page', '#handlers', '2.js', '4.js', '1.js', '3.js'])
  })

  it.each([
    ['<img src="img/a.png?v=1">', 'src="portico-artifact:img/a.png?v=1"'],
    [
      '<img srcset="/img/a.png 1x, img/a.png 2x">',
      'srcset="portico-artifact:img/a.png 1x, portico-artifact:img/a.png 2x"',
    ],
    ['<video poster="./img/a.png"></video>', 'poster="portico-artifact:img/a.png"'],
    ['<svg><image xlink:href="img/a.png"/></svg>', 'xlink:href="portico-artifact:img/a.png"'],
    ['<b style="background:url(img/a.png)">', 'url(&quot;portico-artifact:img/a.png&quot;)'],
    ['<a href="#top">', 'href="#top"'],
    ['<img src="data:image/png;base64,AA">', 'src="data:image/png;base64,AA"'],
  ])('the address in %s leads to the artifact, if it is one of its', async (body, expected) =>
    expect(await html({ body })).toContain(expected),
  )

  it('addresses follow its base, which is not kept', async () => {
    const text = await html({ head: '<base href="img/">', body: '<img src="a.png">' })
    expect(text).toBe('<img src="portico-artifact:img/a.png">')
  })

  it('handlers are code of the program, marked where they stood', async () => {
    const { start, files } = await wrap({
      'index.html':
        '<body onload="go()"><button onclick="return run(this, event)">x</button><a href="javascript:void(0)">y</a>',
    })
    expect(start.classic.html).toBe(
      '<button data-portico-on="click:1">x</button><a href="#" data-portico-on="link:2">y</a>',
    )
    const program = String(files.get('portico-page.js'))
    expect(program).toContain('return run(this, event)')
    expect(program).toContain('body:"window.load:0"')
  })

  it('style sheets are joined in order, with their media, imports and addresses', async () => {
    const head =
      '<link rel="stylesheet" href="css/a.css" media="print"><style>@import "css/b.css" screen; i{color:red}</style>' +
      '<link rel="stylesheet" href="css/c.css" media="print" onload="this.media=\'all\'"><link rel="stylesheet" href="css/d.css" media="print" data-beasties-media="all"><link rel="alternate stylesheet" href="no.css">'
    const text = await css(
      { head },
      {
        'css/a.css': 'a{background:url(../img/a.png)}',
        'css/b.css': '@charset "utf-8"; @import "a.css"; b{color:blue}',
        'css/c.css': 'u{color:green}',
        'css/d.css': 's{color:red}',
      },
    )
    expect(text).toContain(
      '{@media print{a{background:url("img/a.png")}}@media screen{ a{background:url("img/a.png")} b{color:blue}}i{color:red}u{color:green}s{color:red}}',
    )
  })

  it('what no artifact holds is left out and named', async () => {
    const { files, leftOut } = await wrap({
      'index.html': page({}),
      'robots.txt': '',
      'about.html': '',
      'a.js.map': '{}',
    })
    expect([...files.keys()]).toEqual(['robots.txt', 'portico-page.js'])
    expect(leftOut).toEqual(['index.html', 'about.html', 'a.js.map'])
  })
})

describe('a library without a page', () => {
  const chunk = '"use strict";(self.webpackJsonp_lib=self.webpackJsonp_lib||[]).push([[1],{2:function(){}}])'

  it('is the only script that is no chunk; sheets of chunks are left to their loader', async () => {
    const files = { 'lib.js': '', 'late.js': chunk, 'lib.css': 'b{}', 'late.css': 'i{}' }
    const { start, files: wrapped } = await wrap(files)
    expect(start.classic.start).toEqual(['#page', '#handlers', 'lib.js'])
    expect(String(wrapped.get('portico-page.css'))).not.toContain('i{}')
    expect(wrapped.has('late.css')).toBe(true)
  })

  it('of several scripts starts what is named, in that order', async () => {
    const files = { 'a.js': '', 'b.js': '', 'js/c.js': '' }
    const { start } = await wrap(files, { entries: ['js/c.js', 'b.js'] })
    expect(start.classic.start).toEqual(['#page', '#handlers', 'js/c.js', 'b.js'])
    await expect(wrap(files)).rejects.toThrow('WRAP_NO_PAGE')
    await expect(wrap(files, { entries: ['no.js'] })).rejects.toThrow('WRAP_FILE_MISSING no.js')
  })
})

it('a folder with one script and no page is a library', async () => {
  const { start } = await wrap({ 'lib.js': 'window.old = {}', 'lib.css': 'b{color:red}' })
  expect(start.classic).toEqual({ html: '', start: ['#page', '#handlers', 'lib.js'] })
  expect(start.css).toEqual(['portico-page.css'])
})
