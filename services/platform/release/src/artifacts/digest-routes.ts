import { releaseContract } from '@portico/release-contract'
import { problems, type ServiceApp, type ServiceContext } from '@portico/service-kit'
import { requireRead } from '../http/require-read.ts'
import { OPEN_TO_TOKENS } from '../http/route-config.ts'
import { getRelease } from '../store/release.ts'
import { findSnapshot } from '../store/snapshots.ts'
import { readDigests } from './digests.ts'

const { routes } = releaseContract

/** What exactly a release brings and a snapshot was: of each name the digest of its version, also of deleted ones. */
export function addDigestRoutes(app: ServiceApp, service: ServiceContext) {
  const { database } = service
  app.route({
    ...routes.getReleaseDigests,
    config: OPEN_TO_TOKENS,
    handler: async request => {
      await requireRead(request, service)
      return database.transaction({}, async tx => {
        const { apps, shared } = (await getRelease(tx, request.params.id)).overlay
        return { digests: await readDigests(tx, { ...shared, ...apps }) }
      })
    },
  })
  app.route({
    ...routes.getSnapshotDigests,
    config: OPEN_TO_TOKENS,
    handler: async request => {
      await requireRead(request, service)
      const { id } = request.params
      return database.transaction({}, async tx => {
        const snapshot = await findSnapshot(tx, id)
        if (!snapshot) throw problems.NOT_FOUND(`No snapshot ${id} was served.`)
        const { shell, apps, shared } = snapshot.content
        return { digests: await readDigests(tx, { ...shared, ...apps, shell }) }
      })
    },
  })
}
