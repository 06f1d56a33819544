import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startTestGateway, type TestGateway } from '@portico/bff-framework/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createArtifacts } from './artifacts.ts'
import { Browser } from './browser.ts'
import { rawGet } from './raw-get.ts'

const startFile = new URL('../../start.ts', import.meta.url)
const SCRIPT = 'var bridge = "</script><!--"'
const PAGE = '<!DOCTYPE html>\n<html><head></head><body onload="go()">Old stock</body></html>'
const query = '?shell=1.0.0'

let artifacts: Awaited<ReturnType<typeof createArtifacts>>
let gateway: TestGateway

/** Old stock is a page and orders a module, both granted; wild is a page that is not. Sales runs in the page. */
beforeAll(async () => {
  artifacts = await createArtifacts()
  await addFramed('old-stock', { entry: 'portico-page.txt' }, { 'portico-page.txt': PAGE })
  await addFramed('orders', { css: ['orders.css'] }, { 'orders.css': '' })
  await addFramed('wild', { entry: 'portico-page.txt' }, { 'portico-page.txt': PAGE })
  await writeFile(join(artifacts.folder, 'shell/1.0.0/frame.js'), SCRIPT)
  gateway = await startTestGateway(startFile, {
    PORTICO_ARTIFACTS: artifacts.folder,
    PORTICO_FRAMED_APPS: 'old-stock, orders',
  })
})
afterAll(async () => {
  await gateway.stop()
  await artifacts.remove()
})

async function addFramed(name: string, changes: object, files: Record<string, string>): Promise<void> {
  const folder = join(artifacts.folder, name, '1.0.0')
  await cp(join(artifacts.folder, 'sales/1.0.0'), folder, { recursive: true })
  const manifest = JSON.parse(await readFile(join(folder, 'portico.json'), 'utf8'))
  const hash = `sha384-${'a'.repeat(64)}`
  const hashes = Object.fromEntries(Object.keys(files).map(file => [file, hash]))
  const integrity = { ...manifest.integrity, ...hashes }
  const whole = { ...manifest, name, base: `/${name}`, isolation: 'frame', ...changes, integrity }
  await writeFile(join(folder, 'portico.json'), JSON.stringify(whole))
  for (const [file, text] of Object.entries(files)) await writeFile(join(folder, file), text)
}

test('the document of a page is its own behind the script of the shell, without an origin, and may evaluate strings', async () => {
  const { status, headers, body } = await rawGet(gateway.url, `/frame/old-stock/1.0.0/${query}`)
  expect([status, headers['content-type'], headers['cache-control']]).toEqual([
    ...[200, 'text/html; charset=utf-8', 'no-store'],
  ])
  const script = '<script>var bridge = "\\x3C/script>\\x3C!--"</script>'
  expect(body).toBe(PAGE.replace('<!DOCTYPE html>', `<!DOCTYPE html>${script}`))
  const root = `${gateway.url}/frame/old-stock/1.0.0/`
  const policy = String(headers['content-security-policy']).split('; ')
  expect(policy).toContain('sandbox allow-scripts allow-forms')
  expect(policy).toContain(`script-src ${root} 'unsafe-inline' 'unsafe-eval'`)
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain(`connect-src ${root}`)
  expect(policy).toContain("frame-ancestors 'self'")
  expect(policy).toContain("form-action 'none'")
})

test('the document of a module has its own copies of libraries, its style sheets and its entry', async () => {
  const { body } = await rawGet(gateway.url, `/frame/orders/1.0.0/${query}`)
  const root = `${gateway.url}/frame/orders/1.0.0/`
  expect(body).toContain(`{"imports":{"react":"${root}own/react.js"}}`)
  expect(body).toContain('<link rel="stylesheet" href="orders.css">')
  expect(body).toContain(`portico.app(import("${root}assets/entry.js"))`)
})

test.each([
  ['an app that the operator has granted none', 403, 'FRAME_NOT_GRANTED', `/frame/wild/1.0.0/${query}`],
  ['its files', 403, 'FRAME_NOT_GRANTED', '/frame/wild/1.0.0/assets/entry.js'],
  ['an app that asks for none', 404, 'NOT_FOUND', `/frame/sales/1.0.0/${query}`],
  ['its files, neither', 404, 'NOT_FOUND', '/frame/sales/1.0.0/assets/entry.js'],
  ['a version that is not there', 404, 'NOT_FOUND', `/frame/old-stock/9.0.0/${query}`],
  ['a shell that is not there', 404, 'NOT_FOUND', '/frame/old-stock/1.0.0/?shell=2.0.0'],
  ['a shell that leads elsewhere', 404, 'NOT_FOUND', '/frame/old-stock/1.0.0/?shell=../old-stock'],
  ['no shell', 404, 'NOT_FOUND', '/frame/old-stock/1.0.0/'],
  ['a path out of the artifact', 404, 'NOT_FOUND', '/frame/old-stock/1.0.0/..%2f..%2fsecret.txt'],
  ['no path of a frame', 404, 'NOT_FOUND', '/frame/'],
])('%s: %i %s', async (_what, status, code, path) => {
  const answer = await rawGet(gateway.url, path)
  expect([answer.status, JSON.parse(answer.body).error.code]).toEqual([status, code])
  expect(answer.headers['content-security-policy']).toContain("default-src 'none'")
})

test('what refuses a frame says who can grant it', async () => {
  const { body } = await rawGet(gateway.url, `/frame/wild/1.0.0/${query}`)
  expect(JSON.parse(body).error.message).toMatch(/operator of the platform.*PORTICO_FRAMED_APPS/)
})

test('a document is for frames alone, a file for whatever has no origin, and neither is written to', async () => {
  const path = `/frame/old-stock/1.0.0/${query}`
  const alone = await rawGet(gateway.url, path, { 'sec-fetch-dest': 'document' })
  expect(alone.status).toBe(403)
  expect((await rawGet(gateway.url, path, {}, 'POST')).status).toBe(405)
  const file = await rawGet(gateway.url, '/frame/old-stock/1.0.0/assets/entry.js', { origin: 'null' })
  expect([file.status, file.headers['access-control-allow-origin']]).toEqual([200, '*'])
  expect(file.headers['cross-origin-resource-policy']).toBe('cross-origin')
  expect(file.headers['content-security-policy']).toContain('sandbox')
  const text = await rawGet(gateway.url, '/frame/old-stock/1.0.0/portico-page.txt')
  expect([text.headers['content-type'], text.headers['content-disposition']]).toEqual([
    ...['text/plain; charset=utf-8', 'attachment'],
  ])
})

test('a host that is none does not get into the policy', async () => {
  const headers = { host: "a.example; script-src 'unsafe-eval' *" }
  const answer = await rawGet(gateway.url, `/frame/old-stock/1.0.0/${query}`, headers)
  expect(answer.status).toBe(400)
})

test('the page of the shell may show frames of its own origin, and no other', async () => {
  const page = await new Browser(gateway.url).fetch('/')
  expect(page.headers.get('content-security-policy')).toContain("frame-src 'self'")
})
