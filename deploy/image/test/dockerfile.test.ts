import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { dockerfileFaults } from '../src/dockerfile-faults.ts'
import { readDockerfile } from '../src/read-dockerfile.ts'

const root = new URL('../../../', import.meta.url)
const own = readFileSync(new URL('Dockerfile', root), 'utf8')

test('the image of the repository has no fault, and the Node that the repository pins', () => {
  expect(dockerfileFaults(own)).toEqual([])
  const { devDependencies } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'))
  const images = readDockerfile(own).map(({ image }) => image)
  expect(images).toEqual(Array(3).fill(`node:${devDependencies.node}-slim`))
})

test('what is in the context holds neither history nor data nor secrets', () => {
  const ignored = readFileSync(new URL('.dockerignore', root), 'utf8').split('\n')
  expect(ignored).toEqual(expect.arrayContaining(['.git', '.portico', '*.env', '**/node_modules']))
})

const SOUND =
  'FROM node:26-slim\nWORKDIR /srv\nCOPY --from=a /b /c\nUSER 65532\nENTRYPOINT ["node", "x.ts"]\n'

test.each([
  ['FROM node:26-slim', 'FROM node', /names no version/],
  ['FROM node:26-slim', 'FROM node:latest', /names no version/],
  ['FROM node:26-slim', 'FROM node:26', /no slim image/],
  ['USER 65532\n', '', /runs as root/],
  ['USER 65532', 'USER 0:0', /runs as root/],
  ['USER 65532', 'USER node', /USER is no number/],
  ['WORKDIR /srv', 'WORKDIR srv', /not absolute/],
  ['COPY --from=a /b /c', 'COPY . .', /past the stage that installs/],
  ['COPY --from=a /b /c', 'ADD https://example.com/a.tar /', /ADD/],
  ['COPY --from=a /b /c', 'RUN apt-get install -y curl', /recommends/],
  ['COPY --from=a /b /c', 'ENV PORTICO_SECRET=abc', /keeps a secret/],
  ['["node", "x.ts"]', 'node x.ts', /SIGTERM/],
  ['ENTRYPOINT ["node", "x.ts"]', '', /no ENTRYPOINT/],
])('%j as %j is refused', (from, to, reason) => {
  expect(dockerfileFaults(SOUND)).toEqual([])
  expect(dockerfileFaults(SOUND.replace(from, to)).join('\n')).toMatch(reason)
})
