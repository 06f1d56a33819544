import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { placeFault } from '../src/file-fault.ts'
import { requireHome } from '../src/home.ts'

const MB = 1024 ** 2
const roomOf = (mb: number) => async () => ({ bavail: mb, bsize: MB })

let place: string
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'portico-home-'))
})
afterEach(() => rm(place, { recursive: true, force: true }))

const settingsOf = (home: string) => ({ home, artifacts: join(home, 'artifacts') })

test('a place that can be written is made, and nothing is left in it', async () => {
  const home = join(place, 'of my own 我的')
  await requireHome(settingsOf(home), roomOf(1000))
  expect(await readdir(home)).toEqual(['artifacts'])
  expect(await readdir(join(home, 'artifacts'))).toEqual([])
})

test('a place that cannot be written is refused by the name of its setting', async () => {
  const file = join(place, 'file')
  await writeFile(file, '')
  await expect(requireHome(settingsOf(file))).rejects.toMatchObject({
    code: 'FOLDER_NOT_WRITABLE',
    message: expect.stringMatching(/file \(PORTICO_HOME\) cannot be written \(EEXIST\)\. Let this user/),
  })
  const settings = { home: join(place, 'home'), artifacts: join(file, 'artifacts') }
  await expect(requireHome(settings)).rejects.toMatchObject({
    code: 'FOLDER_NOT_WRITABLE',
    message: expect.stringContaining('(PORTICO_ARTIFACTS)'),
  })
})

test('a first start asks for more room than a later one', async () => {
  const full = expect.objectContaining({
    code: 'DISK_FULL',
    message: expect.stringMatching(/has 100 MB of room, and 250 MB are needed\. Free some/),
  })
  await expect(requireHome(settingsOf(place), roomOf(100))).rejects.toEqual(full)
  await mkdir(join(place, 'pg'))
  await requireHome(settingsOf(place), roomOf(100))
  await expect(requireHome(settingsOf(place), roomOf(10))).rejects.toMatchObject({ code: 'DISK_FULL' })
})

test.each([
  ['ENOSPC: no space left on device, write', 'ENOSPC', 'DISK_FULL'],
  ['EROFS: read-only file system, open', 'EROFS', 'FOLDER_NOT_WRITABLE'],
  ['ENOENT: no such file or directory, open', 'ENOENT', undefined],
  [
    'services could not start: could not extend file "base/5/1": No space left on device',
    'PART_FAILED',
    'DISK_FULL',
  ],
])('%s in the middle of a start is refused with what to do', (message, code, coded) => {
  const fault = placeFault(Object.assign(new Error(message), { code, path: '/data/builds' }))
  expect(fault?.code).toBe(coded)
  if (fault) expect(fault.message).toMatch(/ choose another place.*, and start again\.$/)
})
