import { Id, IdParams, problems, type ServiceApp, type ServiceContext } from '@portico/service-kit'
import Type from 'typebox'
import { requireRead } from '../http/require-read.ts'
import { OPEN_TO_TOKENS } from '../http/route-config.ts'
import { getRelease } from '../store/release.ts'
import { findSnapshot } from '../store/snapshots.ts'
import { readDigests } from './digests.ts'

const SnapshotParams = Type.Object({ id: Id })
const response = { 200: Type.Object({ digests: Type.Record(Type.String(), Type.String()) }) }

/** What exactly a release brings and a snapshot was: of each name the digest of its version, also of deleted ones. */
export function addDigestRoutes(app: ServiceApp, service: ServiceContext) {
  const { database } = service
  const ofRelease = { params: IdParams, response }
  app.get('/releases/:id/digests', { config: OPEN_TO_TOKENS, schema: ofRelease }, async request => {
    await requireRead(request, service)
    return database.transaction({}, async tx => {
      const { apps, shared } = (await getRelease(tx, request.params.id)).overlay
      return { digests: await readDigests(tx, { ...shared, ...apps }) }
    })
  })
  const ofSnapshot = { params: SnapshotParams, response }
  app.get('/snapshots/:id/digests', { config: OPEN_TO_TOKENS, schema: ofSnapshot }, async request => {
    await requireRead(request, service)
    const { id } = request.params
    return database.transaction({}, async tx => {
      const snapshot = await findSnapshot(tx, id)
      if (!snapshot) throw problems.NOT_FOUND(`No snapshot ${id} was served.`)
      const { shell, apps, shared } = snapshot.content
      return { digests: await readDigests(tx, { ...shared, ...apps, shell }) }
    })
  })
}
