import { chmod, chown, lstat, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ensurePassword, prepareFolder } from '../src/cluster.ts'
import { assertOwnFile, assertOwnFolder } from '../src/own-folder.ts'

const me = process.getuid?.() ?? 0
const isRoot = me === 0
/** Of the database's server, and of another user of the machine. */
const server = { uid: 65_534, gid: 65_534 }
const stranger = 4_242
const refused = { code: 'PG_FOLDER_NOT_OWN' }

let home: string
let made: string[]
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'portico-own-'))
  made = [home]
})
afterEach(async () => {
  for (const path of made) await rm(path, { recursive: true, force: true })
})

describe('a folder where each user of the machine may make one', () => {
  test('is used when it is ours, and no other user may write there', async () => {
    await expect(assertOwnFolder(home, [me])).resolves.toBeUndefined()
    await chmod(home, 0o777)
    await expect(assertOwnFolder(home, [me])).rejects.toMatchObject(refused)
  })

  test('is refused when it is another user’s, a link, or a file', async () => {
    await expect(assertOwnFolder(home, [me + 1])).rejects.toMatchObject(refused)
    await symlink(home, join(home, 'link'))
    await expect(assertOwnFolder(join(home, 'link'), [me])).rejects.toMatchObject(refused)
    await writeFile(join(home, 'file'), '')
    await expect(assertOwnFolder(join(home, 'file'), [me])).rejects.toMatchObject(refused)
  })

  test('gives no password that another user, or a link, put there', async () => {
    await writeFile(join(home, 'file'), 'known')
    await symlink(join(home, 'file'), join(home, 'password'))
    await expect(ensurePassword(home, null)).rejects.toMatchObject(refused)
    await expect(assertOwnFile(join(home, 'file'), [me + 1])).rejects.toMatchObject(refused)
  })
})

describe.runIf(isRoot)('the database folder of root, whose home the server cannot reach', () => {
  const prepare = async () => {
    const dir = await prepareFolder(join(home, 'pg'), server)
    made.push(dir)
    return dir
  }

  test('lies under a name that cannot be guessed, and is found again', async () => {
    const dir = await prepare()
    expect(dir).toMatch(/^\/var\/tmp\/portico-data-\w{6}$/)
    const { uid, mode } = await lstat(dir)
    expect([uid, mode & 0o777]).toEqual([server.uid, 0o700])
    expect(await prepare()).toBe(dir)
    expect((await readFile(join(home, 'pg/place'), 'utf8')).trim()).toBe(dir)
  })

  test('is refused when another user made it, or a link to it', async () => {
    const dir = await prepare()
    await chown(dir, stranger, stranger)
    await expect(prepare()).rejects.toMatchObject(refused)
    await rm(dir, { recursive: true })
    const elsewhere = join(home, 'elsewhere')
    await mkdir(elsewhere)
    await symlink(elsewhere, dir)
    await expect(prepare()).rejects.toMatchObject(refused)
  })

  test('has no password that another user wrote', async () => {
    const dir = await prepare()
    await writeFile(join(dir, 'password'), 'known')
    await chown(join(dir, 'password'), stranger, stranger)
    await expect(ensurePassword(dir, server)).rejects.toMatchObject(refused)
  })
})
